"""What a check says of each statement."""

from tests.checking import gate, outcomes, repository

from agentgen.commands.check import CheckRequest, check
from agentgen.gates.base import Gate
from agentgen.ir.report import Evidence, GateResult, Verdict
from agentgen.ir.sheet import Standing

MEASURED = GateResult(Verdict.PASSED, evidence=Evidence(examined="1 file"))
SPEC = """\
# Rules

- No print statements
- Avoid `any` types
- Be kind to each other
- Never commit secrets
- Functions: max 2 lines
- style 10
"""
APP = """\
print(1)  # agentgen: ignore[no-print] shown to the operator
API_KEY = "9f8b7c6d5e4f3a2b1c0d"


def f():
    x = 1
    return x
"""


def sheet_of(tmp_path, compiler, **options):
    root = repository(tmp_path, {"AGENTS.md": SPEC, "app.py": APP})
    report = check(CheckRequest(root, **options), compiler, gates=[gate("style")])
    (sheet,) = report.sheets
    return report, {j.statement.place.line: j for j in sheet.statements}


def test_every_statement_has_a_standing(tmp_path, compiler):
    report, lines = sheet_of(tmp_path, compiler)
    assert {line: judged.standing for line, judged in lines.items()} == {
        3: Standing.SUPPRESSED,
        4: Standing.UNVERIFIED,
        5: Standing.NOT_CHECKABLE,
        6: Standing.FAILED,
        7: Standing.FAILED,
        8: Standing.UNVERIFIED,
    }
    assert report.reason(lines[4]) == "no-any: there are no TypeScript files to examine"
    assert lines[5].reason == "no rule or gate recognises these words"
    assert lines[8].reason == "not measured in this run: style"
    assert [report.outcomes[n].id for n in lines[6].outcomes] == ["hard-coded-secrets"]
    (sheet,) = report.sheets
    assert sheet.lines == tuple(SPEC.splitlines())
    assert sheet.count(Standing.FAILED) == 2


def test_a_gate_that_was_run_speaks_for_its_line(tmp_path, compiler):
    _, lines = sheet_of(tmp_path, compiler, gates=("style",))
    assert (lines[8].standing, lines[8].reason) == (Standing.PASSED, "")


def test_a_line_that_asks_for_more_than_was_run_is_unverified(tmp_path, compiler):
    def both(statement):
        return {} if "tidy" in statement.text else None

    gates = [Gate(n, n, both, lambda _: MEASURED, {}, ()) for n in ("style", "types")]
    root = repository(tmp_path, {"AGENTS.md": "- Keep it tidy\n- No print\n", "app.py": APP})
    report = check(CheckRequest(root, gates=("style",)), compiler, gates=gates)
    judged = report.sheets[0].statements[0]
    assert (judged.standing, judged.reason) == (
        Standing.UNVERIFIED,
        "not measured in this run: types",
    )
    assert [report.outcomes[n].verdict for n in judged.outcomes] == [Verdict.PASSED]


def test_excerpts_show_the_code_around_a_finding_without_the_secret(tmp_path, compiler):
    report, _ = sheet_of(tmp_path, compiler)
    found = outcomes(report)
    assert found["function-length"].verdict is Verdict.FAILED
    place = found["function-length"].findings[0].place
    assert report.excerpts[place].first == place.line - 2
    assert report.excerpts[place].lines == ("", "", "def f():", "    x = 1", "    return x")
    secret = report.excerpts[found["hard-coded-secrets"].findings[0].place]
    assert secret.lines[1] == "\u2026 (a secret stands here)"
    assert all("9f8b7c" not in line for e in report.excerpts.values() for line in e.lines)


def test_no_line_of_a_private_key_is_shown(tmp_path, compiler):
    body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEA"
    key = f"-----BEGIN PRIVATE KEY-----\n{body}\n{body}\n-----END PRIVATE KEY-----\n"
    files = {"AGENTS.md": "Never commit secrets\n", "app.py": f'KEY = """{key}"""\n'}
    report = check(CheckRequest(repository(tmp_path, files)), compiler)
    assert outcomes(report)["hard-coded-secrets"].findings
    (excerpt,) = report.excerpts.values()
    assert body not in "".join(excerpt.lines)


def test_two_specs_have_a_sheet_each_and_the_nearer_one_speaks_for_its_files(tmp_path, compiler):
    files = {
        "AGENTS.md": "Functions: max 2 lines\n",
        "lib/AGENTS.md": "Functions: max 5 lines\n",
        "app.py": "x = 1\n\n\n" + APP.partition("\n\n\n")[2],
        "lib/util.py": APP.partition("\n\n\n")[2],
    }
    report = check(CheckRequest(repository(tmp_path, files)), compiler)
    standings = {s.path: s.statements[0].standing for s in report.sheets}
    assert standings == {"AGENTS.md": Standing.FAILED, "lib/AGENTS.md": Standing.PASSED}
