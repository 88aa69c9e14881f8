"""What people see of a run."""

import io
import sys
from decimal import Decimal

import typer
from fill_world import FILES, RIGHT
from typer.testing import CliRunner

from agentgen.cli.fill import register
from agentgen.cli.fill_live import shown
from agentgen.cli.fill_output import money, printable
from agentgen.commands.fill_request import Progress
from agentgen.fill.stubs import find_stubs

CHEAP, TOTAL = find_stubs(FILES).stubs
EVENTS = (
    Progress(CHEAP, "asking", 1, detail="small"),
    Progress(TOTAL, "asking", 1, detail="small"),
    Progress(CHEAP, "filled", 2, 300, Decimal("0.5"), "abc\x1b1234"),
    Progress(TOTAL, "failed", 3, 900, None, "mypy failed"),
)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_elsewhere_each_event_is_a_line(capsys):
    with shown(live=True) as watch:
        for event in EVENTS:
            watch(event)
    assert capsys.readouterr().err.splitlines() == [
        "ListPrices:cheap: asking (attempt 1): small",
        "GetTotal: asking (attempt 1): small",
        "ListPrices:cheap: filled (attempt 2): abc 1234",
        "GetTotal: failed (attempt 3): mypy failed",
    ]


def test_on_a_terminal_a_table_changes(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "120")
    with shown(live=True) as watch:
        for event in EVENTS:
            watch(event)
    rows = [line.split() for line in terminal.getvalue().split("\n")]
    last = {row[0]: row[1:] for row in rows if row}
    assert last["ListPrices:cheap"][:4] == ["filled", "2", "300", "0.5000"]
    assert last["GetTotal"] == ["failed", "3", "900", "unknown", "mypy", "failed"]


def test_while_people_review_there_is_no_table(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with shown(live=False) as watch:
        watch(EVENTS[0])
    assert terminal.getvalue() == "ListPrices:cheap: asking (attempt 1): small\n"


def test_money_and_texts():
    assert (money(None), money(Decimal("0.12345"))) == ("unknown", "0.1234")
    assert printable("a\x07b\nc") == "a b\nc"


def test_a_run_that_is_ended_early_shows_what_it_did_and_why_it_ended(shop, server):
    server.say(RIGHT)
    server.error(401, "invalid_api_key")
    app = typer.Typer()
    register(app)
    common = ["fill", str(shop), "--model", "m", "--python", sys.executable, "--attempts", "1"]
    server.answers.reverse()
    ended = CliRunner().invoke(app, common)
    assert ended.exit_code == 2
    assert "0 of 0 filled; 1 requests" in ended.output
    assert "error: " in ended.output
    assert "does not accept the API key" in ended.output
    assert "> check OPENAI_API_KEY" in ended.output
    assert "Traceback" not in ended.output
