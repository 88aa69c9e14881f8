"""What the tests of `agentgen check` share: repositories, gates, outcomes."""

from pathlib import Path

from agentgen.gates.base import Gate
from agentgen.ir.report import Evidence, GateResult, Verdict

SHOP = Path(__file__).parent / "data" / "shop"


CLEAN = {"AGENTS.md": "No print statements\n", "app.py": "x = 1\n"}


def repository(root, files):
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def outcomes(report):
    return {o.id: o for o in report.outcomes}


def gate(name, verdict=Verdict.PASSED, after=(), log=None):
    def measure(context):
        if log is not None:
            log.append((name, dict(context.params)))
        examined = "1 thing" if verdict is not Verdict.UNVERIFIED else ""
        return GateResult(verdict, "why", (), Evidence(examined=examined))

    return Gate(name, name.title(), lambda s: _threshold(s, name), measure, {}, (), after=after)


def _threshold(statement, name):
    words = statement.text.split()
    return {"min": float(words[1])} if words[0] == name else None
