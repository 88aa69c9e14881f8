"""No secret leaves the machine, and none is written down."""

import json
import subprocess
import sys

import pytest
from fill_world import FILES, PASSED, RIGHT, FakeVerifier, git
from test_fill_command import request

from agentgen.commands.fill import fill
from agentgen.fill.redact import redact

PLANTED = {
    "environment": "zebra-42-crossing",
    ".env": "envelope-17-sealed",
    "nested .env": "nested-99-pigeon",
    "code by pattern": "sk-live-abcdefghijklmnop0123",
    "code by name": "hunter2hunter2",
    "contract": "ghp_0123456789abcdefghijABCDEFGHIJ",
    "history": "old-and-buried-5150",
    "URL": "postpassword7",
}


@pytest.fixture
def planted(shop, monkeypatch):
    monkeypatch.setenv("SHOP_API_TOKEN", PLANTED["environment"])
    (shop / "shop/history.py").write_text(f'X = "{PLANTED["history"]}"\n')
    git(shop, "add", "-A")
    git(shop, "commit", "-qm", "Note")
    git(shop, "rm", "-q", "shop/history.py")
    git(shop, "commit", "-qm", "Forget")
    (shop / ".env").write_text(f'SHOP_KEY="{PLANTED[".env"]}"\n# a comment\n')
    (shop / "deploy").mkdir()
    (shop / "deploy/.env.production").write_text(f"KEY={PLANTED['nested .env']}\n")
    (shop / "shop/rates.py").write_text(
        FILES["shop/rates.py"]
        + f'A = "{PLANTED["environment"]} {PLANTED[".env"]} {PLANTED["nested .env"]}"\n'
        + f'B = "{PLANTED["code by pattern"]}"\ndb_password = "{PLANTED["code by name"]}"\n'
        + f'C = "postgres://shop:{PLANTED["URL"]}@db/shop"\n'
    )
    contract = FILES["openapi.yaml"].replace("The total.", f"The total {PLANTED['contract']}.")
    (shop / "openapi.yaml").write_text(contract)
    git(shop, "commit", "-qam", "Plant")
    return shop


def test_no_planted_secret_is_sent_or_kept(planted, server):
    known = ("environment", ".env", "nested .env", "code by pattern", "contract")
    everything = " ".join(PLANTED[kind] for kind in known)
    server.say(f"I saw {everything}", RIGHT)
    report = fill(request(planted, attempts=2), verifier=lambda *_: FakeVerifier(PASSED))

    assert report.filled[0].ok
    bodies = [json.dumps(asked) for asked in server.requests]
    assert len(bodies) == 2
    assert "RATES" in bodies[0]
    assert "[redacted]" in bodies[0]
    kept = [p for p in (planted / ".agentgen").rglob("*") if p.is_file()]
    texts = {p.name: p.read_text() for p in kept if "mypy" not in p.parts}
    assert any(name.endswith(".jsonl") for name in texts)
    assert "I saw [redacted]" in bodies[1]
    every = {**dict(enumerate(bodies)), **texts}
    found = {k: [n for n, text in every.items() if s in text] for k, s in PLANTED.items()}
    assert found == {kind: [] for kind in PLANTED}


def test_a_prompt_that_is_shown_is_redacted_too(planted):
    shown = subprocess.run(
        [sys.executable, "-m", "agentgen", "fill", str(planted), "--show-prompt"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "RATES" in shown
    assert [kind for kind, secret in PLANTED.items() if secret in shown] == []


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ('password = "abc12345"', 'password = "[redacted]"'),
        ("'api_key': 'x1y2z3w4v5'", "'api_key': '[redacted]'"),
        ('db_password: "correct1horse"', 'db_password: "[redacted]"'),
        ('tokenUrl: "/api/v2/token12"', 'tokenUrl: "/api/v2/token12"'),
        ('token_url = "https://a.example/v2"', 'token_url = "https://a.example/v2"'),
        ('token = "placeholder"', 'token = "placeholder"'),
        ('password = f"{word}12345678"', 'password = f"{word}12345678"'),
    ],
)
def test_literals_given_to_names_of_secrets_are_redacted(text, clean):
    assert redact(text) == clean
