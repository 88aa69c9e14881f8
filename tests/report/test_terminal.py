"""The report for people under a baseline."""

from dataclasses import replace
from datetime import date

from tests.reporting import HELD, USE, finding, full_report, outcome

from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.ir.baseline import BaselineUse
from agentgen.ir.report import Verdict
from agentgen.report.formats import Format, render
from agentgen.report.trend import accepted_rows, trend_line


def terminal(**changes):
    return render(full_report(**changes), Format.TERMINAL)


def test_the_report_tells_verdicts_findings_and_the_trend():
    text = terminal()
    assert text == (
        "AGENTS.md:3  \u00abMax 30 lines\u00bb\n"
        "  function-length\n"
        "    app/a b.py:12  `f` has 45 lines, 30 allowed\n"
        "    > split it\n"
        "\n"
        "Functions are short\n"
        "  suppression\n"
        "    app/a b.py:12  no reason\n"
        "    > split it\n"
        "\n"
        "SPEC LINE    RULE             EXAMINED         VERDICT\n"
        "AGENTS.md:3  function-length  1,200 functions  failed (1)\n"
        "AGENTS.md:3  no-any           1,200 functions  baselined (2), 1 suppressed\n"
        "AGENTS.md:3  types            3 files          unverified:"
        " mypy is not installed, 100%: no\n"
        "AGENTS.md:3  no-print         1,200 functions  passed, 1 suppressed\n"
        "-            suppression      1,200 functions  failed (1)\n"
        "\n"
        "agentgen-baseline.json: 2 accepted, 1 gone, 2 new, 3 not looked for in this run;"
        " 3 then, 4 now (+1)\n"
        "  2  payments  until 2027-03-31  old importer\n"
        "\n"
        "types: errors 0 (1.2 s)\n"
        "  $ mypy .\n"
        "  mypy 2.4\n"
        "\n"
        "note: n1\n"
        "1 passed, 2 failed, 1 unverified, 1 baselined;"
        " 2 findings in 321 files against AGENTS.md (0.5 s)\n"
    )


def test_rules_of_one_spec_line_stand_together():
    other = Diagnostic("no-any", Level.ERROR, Place("b.py", 1), "`any`")
    between = outcome(id="x", spec=Place("AGENTS.md", 9), findings=(finding(1, "x"),))
    text = terminal(outcomes=(outcome(), between, outcome(id="no-any", findings=(other,))))
    assert text.count("AGENTS.md:3  \u00ab") == 1
    assert text.index("\n  no-any\n    b.py:1  `any`") < text.index("AGENTS.md:9  \u00ab")


def test_verdicts_tell_the_numbers_behind_them():
    mixed = outcome(
        baselined=(finding(1),) * 3, suppressed=(finding(2),), elsewhere=(finding(3),) * 2
    )
    there = outcome(verdict=Verdict.ELSEWHERE, findings=(), elsewhere=(finding(3),) * 2)
    text = terminal(outcomes=(mixed, there), baseline=None)
    assert "failed (1), 1 suppressed, 3 baselined, 2 elsewhere\n" in text
    assert "failed elsewhere (2)\n" in text


def test_what_nobody_wrote_into_the_baseline_is_said():
    bare = replace(HELD, owner="", reason="", expires=None)
    later = replace(HELD, expires=date(2028, 1, 1))
    use = BaselineUse("b.json", ((HELD, 2), (bare, 1), (HELD, 3), (later, 1)))
    assert accepted_rows(use) == [
        ("1", "no owner", "no end", "no reason"),
        ("5", "payments", "until 2027-03-31", "old importer"),
        ("1", "payments", "until 2028-01-01", "old importer"),
    ]


def test_the_trend_counts_what_came_and_went():
    assert trend_line(replace(USE, gone=0, new=0, unasked=0)).endswith("2 accepted; 2 then, 2 now")
    fewer = replace(USE, gone=5, new=0, expired=1)
    assert "5 gone, 1 expired" in trend_line(fewer)
    assert trend_line(fewer).endswith("; 8 then, 3 now (-5)")


def test_an_owner_cannot_steer_the_terminal():
    use = BaselineUse("b.json", ((replace(HELD, owner="\x1b[2J"), 2),))
    assert "\x1b" not in terminal(baseline=use)
