"""`agentgen init` in repositories that exist."""

import json
import shutil
from datetime import date

import pytest
import typer
import yaml
from tests.checking import SHOP, repository
from typer.testing import CliRunner

from agentgen.cli.init import register
from agentgen.commands.check import CheckRequest, check, exit_code
from agentgen.commands.check_inputs import read_config
from agentgen.commands.init import InitRequest, init
from agentgen.errors import AgentgenError, ExitCode

SPEC = "# Rules\n\n- Never use `print()`\n"
ROUTER = (
    "from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n@router.get('/x')\ndef x(): ...\n"
)
FILES = {
    "AGENTS.md": SPEC,
    "src/shop/router.py": ROUTER,
    "src/shop/service.py": "print(1)\n",
    "requirements.txt": "fastapi==0.165\nSQLAlchemy\n",
    "api/openapi.yaml": "# ours\nopenapi: 3.1.0\npaths: {}\n",
}


@pytest.fixture
def root(tmp_path):
    return repository(tmp_path, FILES)


def test_a_repository_is_recognised_and_passes_from_then_on(root):
    made = init(InitRequest(root))
    assert made.written == ("agentgen.yaml", "agentgen-baseline.json")
    assert made.accepted == 1
    assert made.survey.contracts == ("api/openapi.yaml",)
    assert made.survey.packages == (("src/shop", 2),)
    assert [(layer.value, n) for layer, n in made.survey.layers] == [("router", 1), ("service", 1)]
    assert (made.survey.routes, made.survey.frameworks) == (1, ("fastapi", "sqlalchemy"))
    assert exit_code(check(CheckRequest(root))) is ExitCode.OK
    (root / "src/shop/service.py").write_text("print(1)\nprint(2)\n")
    assert exit_code(check(CheckRequest(root))) is ExitCode.FINDINGS


def test_the_configuration_says_what_the_check_reads(root):
    init(InitRequest(root))
    text = (root / "agentgen.yaml").read_text("utf-8")
    assert yaml.safe_load(text) == {
        "specs": ["AGENTS.md"],
        "contract": "api/openapi.yaml",
        "check": {"exclude": [], "baseline": "agentgen-baseline.json"},
    }
    assert "#   layers: router (1), service (1)" in text
    config = read_config(root)
    assert (config.specs, config.contract) == (("AGENTS.md",), "api/openapi.yaml")


def test_a_clean_repository_gets_no_baseline(tmp_path):
    files = {"AGENTS.md": SPEC, "app.py": "x = 1\n"}
    made = init(InitRequest(repository(tmp_path, files)))
    assert (made.written, made.accepted) == (("agentgen.yaml",), 0)
    assert not (tmp_path / "agentgen-baseline.json").exists()
    assert exit_code(check(CheckRequest(tmp_path))) is ExitCode.OK


def test_specs_that_bind_a_directory_stay_bound_to_it(root):
    repository(root, {"src/AGENTS.md": "- Files are never longer than 5 lines\n"})
    made = init(InitRequest(root))
    data = yaml.safe_load((root / "agentgen.yaml").read_text("utf-8"))
    assert "specs" not in data
    assert "#   src/AGENTS.md  binds src/**" in (root / "agentgen.yaml").read_text("utf-8")
    assert [(s.path, s.home) for s in made.specs] == [("AGENTS.md", ""), ("src/AGENTS.md", "src")]
    assert exit_code(check(CheckRequest(root))) is ExitCode.OK


def test_given_specs_are_named_by_their_path_from_the_root(root, tmp_path_factory, monkeypatch):
    other = repository(tmp_path_factory.mktemp("team"), {"rules.md": SPEC})
    monkeypatch.chdir(other)
    init(InitRequest(root, specs=("rules.md", "backend-coder")))
    named, role = yaml.safe_load((root / "agentgen.yaml").read_text("utf-8"))["specs"]
    assert (root / named).resolve() == (other / "rules.md").resolve()
    assert role == "backend-coder"
    assert exit_code(check(CheckRequest(root))) is ExitCode.OK


def test_several_contracts_are_told_and_none_is_chosen(root):
    repository(root, {"docs/old.json": '{"swagger": "2.0"}'})
    made = init(InitRequest(root))
    assert any("several contracts" in note for note in made.notes)
    text = (root / "agentgen.yaml").read_text("utf-8")
    assert "contract" not in yaml.safe_load(text)
    assert "# contract: docs/old.json" in text


def test_what_is_there_is_not_replaced_without_force(root):
    init(InitRequest(root))
    (root / "agentgen.yaml").write_text("specs: [AGENTS.md]\n")
    with pytest.raises(AgentgenError, match="set up already") as caught:
        init(InitRequest(root))
    assert "--force" in caught.value.way_out
    assert (root / "agentgen.yaml").read_text("utf-8") == "specs: [AGENTS.md]\n"


def test_force_keeps_what_people_wrote_into_the_baseline(root):
    init(InitRequest(root))
    file = root / "agentgen-baseline.json"
    data = json.loads(file.read_text("utf-8"))
    data["entries"][0] |= {"owner": "ops", "reason": "told", "expires": "2030-01-01"}
    file.write_text(json.dumps(data), "utf-8")
    (root / "src/shop/service.py").write_text("print(1)\n\n\ndef f():\n    print(2)\n")
    made = init(InitRequest(root, force=True, today=date(2026, 11, 20)))
    entries = json.loads(file.read_text("utf-8"))["entries"]
    assert made.accepted == 2
    assert sorted((e.get("owner", ""), e["reason"]) for e in entries) == [
        ("", "found when agentgen was introduced"),
        ("ops", "told"),
    ]


def test_force_keeps_what_is_left_out_of_the_check(root):
    (root / "agentgen.yaml").write_text("check: {exclude: ['src/old/**'], paths: [src]}\n")
    repository(root, {"src/old/a.py": "print(1)\n", "tools/b.py": "print(1)\n"})
    assert init(InitRequest(root, force=True)).accepted == 1
    config = read_config(root)
    assert (config.exclude, config.paths) == (("src/old/**",), ("src",))
    assert exit_code(check(CheckRequest(root))) is ExitCode.OK


def test_force_does_not_lose_decisions(root):
    text = "name: shop\ndecisions: {orm: sqlmodel}\n"
    (root / "agentgen.yaml").write_text(text)
    with pytest.raises(AgentgenError, match="decisions, name") as caught:
        init(InitRequest(root, force=True))
    assert "--accept" in caught.value.way_out
    assert (root / "agentgen.yaml").read_text() == text


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"app.py": "x = 1\n"}, "no role spec"),
        ({"AGENTS.md": "Be kind to each other.\n", "app.py": ""}, "nothing in the specs"),
        ({"AGENTS.md": SPEC}, "there is no Python"),
    ],
)
def test_what_cannot_be_checked_is_not_set_up(tmp_path, files, message):
    root = repository(tmp_path, files)
    with pytest.raises(AgentgenError, match=message):
        init(InitRequest(root))
    assert sorted(p.name for p in root.iterdir()) == sorted(files)
    with pytest.raises(AgentgenError, match="no such directory"):
        init(InitRequest(root / "gone"))


@pytest.fixture
def run():
    app = typer.Typer()
    register(app)
    app.command("other")(lambda: None)
    return lambda *arguments: CliRunner().invoke(app, ["init", *map(str, arguments)])


def test_the_command_tells_what_to_do_next(run, tmp_path):
    shop = tmp_path / "shop"
    shutil.copytree(SHOP, shop)
    assert run(shop).exit_code == 2
    (shop / "agentgen.yaml").unlink()
    done = run(shop)
    assert (done.exit_code, done.stderr) == (0, "")
    for told in (
        "AGENTS.md: 20 of 21 statements that bind can be checked",
        "layers: router (1), service (1), repository (1)",
        "the baseline accepts them, and new ones fail",
        "Wrote agentgen.yaml and agentgen-baseline.json.",
        f"  agentgen check {shop} --update-baseline",
    ):
        assert told in done.stdout
    assert exit_code(check(CheckRequest(shop))) is ExitCode.OK
    again = json.loads(run(shop, "--force", "--json").stdout)
    assert again["written"] == ["agentgen.yaml", "agentgen-baseline.json"]
    assert again["layers"]["router"] == 1


def test_a_clean_repository_is_told_so(run, tmp_path):
    done = run(repository(tmp_path, {"AGENTS.md": SPEC, "app.py": "x = 1\n"}))
    assert "There is no finding." in done.stdout
    assert "--update-baseline" not in done.stdout
