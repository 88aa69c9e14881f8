import json
from dataclasses import replace

import pytest
from tests import reporting

from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.ir.report import Evidence, Outcome, Report, Verdict
from agentgen.report.formats import Format, render
from agentgen.report.sarif import MAX_RESULTS
from agentgen.report.terminal import SHOWN

SPEC = Place("AGENTS.md", 19)


def finding(*place, **changes):
    return replace(reporting.finding(*place, **changes), spec=SPEC, fingerprint="")


def outcome(**changes):
    return reporting.outcome(**{"findings": (finding(),), "spec": SPEC, **changes})


GATE = Outcome(
    id="types",
    title="Types hold",
    kind="gate",
    verdict=Verdict.UNVERIFIED,
    reason="mypy is not installed, 100%: no",
    evidence=Evidence(("mypy .",), ("mypy 2.4",), "3 files", (("errors", "0"),), 1.25),
)
PASSED = outcome(id="no-any", verdict=Verdict.PASSED, findings=(), suppressed=(finding(99),))


def report(*outcomes):
    return Report("shop", "1.2.3", ("AGENTS.md",), outcomes, (("enforced", 4),), 321, 0.5, ("n1",))


def test_terminal_report_is_plain_and_stable():
    text = render(report(outcome(), PASSED, GATE), Format.TERMINAL)
    assert text == (
        "AGENTS.md:19  \u00abMax 30 lines\u00bb\n"
        "  function-length\n"
        "    app/a b.py:12  `f` has 45 lines, 30 allowed\n"
        "    > split it\n"
        "\n"
        "SPEC LINE     RULE             EXAMINED         VERDICT\n"
        "AGENTS.md:19  function-length  1,200 functions  failed (1)\n"
        "AGENTS.md:19  no-any           1,200 functions  passed, 1 suppressed\n"
        "-             types            3 files          unverified:"
        " mypy is not installed, 100%: no\n"
        "\n"
        "types: errors 0 (1.2 s)\n"
        "  $ mypy .\n"
        "  mypy 2.4\n"
        "\n"
        "note: n1\n"
        "1 passed, 1 failed, 1 unverified; 1 finding in 321 files against AGENTS.md (0.5 s)\n"
    )


def test_terminal_report_has_colour_only_when_asked():
    assert "\x1b[" in render(report(outcome()), Format.TERMINAL, colour=True)
    assert "\x1b[" not in render(report(outcome()), Format.TERMINAL)


def test_terminal_report_says_what_it_leaves_out_and_marks_warnings():
    many = tuple(finding(n, level=Level.WARNING) for n in range(1, SHOWN + 6))
    text = render(report(outcome(findings=many, spec_text="x " * 90)), Format.TERMINAL)
    assert "\u2026 and 5 more" in text
    assert text.count("warning: `f`") == SHOWN
    assert "x\u2026\u00bb" in text


def test_markup_in_messages_is_left_alone():
    text = render(report(outcome(findings=(finding(message="[red]a[/red] [b]"),))), Format.TERMINAL)
    assert "[red]a[/red] [b]" in text


def test_json_report_holds_everything():
    data = json.loads(render(report(outcome(), PASSED, GATE), Format.JSON))
    assert data["schema"] == 1
    lines = data["summary"].pop("lines")
    assert set(lines.values()) == {0}
    assert data["summary"] == {
        "passed": 1,
        "failed": 1,
        "unverified": 1,
        "baselined": 0,
        "failed elsewhere": 0,
        "findings": 1,
    }
    assert data["statements"] == {"enforced": 4}
    first = data["outcomes"][0]
    assert first["verdict"] == "failed"
    assert first["findings"][0]["place"] == {"path": "app/a b.py", "line": 12, "column": 1}
    assert first["findings"][0]["spec"]["line"] == 19
    assert data["outcomes"][2]["evidence"]["commands"] == ["mypy ."]


def test_sarif_report_has_rules_places_and_fingerprints():
    document = json.loads(render(report(outcome(), PASSED, GATE), Format.SARIF))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("agentgen", "1.2.3")
    assert [r["id"] for r in driver["rules"]] == ["function-length", "no-any", "types"]
    assert "AGENTS.md:19: Max 30 lines" in driver["rules"][0]["fullDescription"]["text"]
    first, suppressed = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "app/a%20b.py"
    assert place["region"] == {"startLine": 12, "startColumn": 1}
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("function-length", 0, "error")
    assert first["message"]["text"].endswith("Split it.")
    assert first["relatedLocations"][0]["message"]["text"] == "Max 30 lines"
    assert "suppressions" not in first
    assert suppressed["suppressions"] == [{"kind": "inSource", "status": "accepted"}]
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "types is unverified" in notification["message"]["text"]


def fingerprints(*findings):
    document = json.loads(render(report(outcome(findings=findings)), Format.SARIF))
    return [r["partialFingerprints"]["agentgen/v2"] for r in document["runs"][0]["results"]]


def test_fingerprints_survive_moved_lines_and_changed_figures_but_tell_findings_apart():
    assert fingerprints(finding(12)) == fingerprints(finding(40, "`f` has 50 lines, 30 allowed"))
    assert fingerprints(finding()) != fingerprints(finding(path="other.py"))
    assert len(set(fingerprints(finding(1), finding(2)))) == 2


def test_sarif_stops_at_what_github_takes():
    many = tuple(finding(n) for n in range(1, MAX_RESULTS + 3))
    (run,) = json.loads(render(report(outcome(findings=many)), Format.SARIF))["runs"]
    assert len(run["results"]) == MAX_RESULTS
    assert "2 results are left out" in json.dumps(run["invocations"])


def test_a_finding_of_a_rule_without_outcome_still_has_its_rule():
    other = Diagnostic("other", Level.NOTE, Place("a.py"), "hm")
    (run,) = json.loads(render(report(outcome(findings=(other,))), Format.SARIF))["runs"]
    assert run["results"][0]["ruleIndex"] == 1
    assert run["results"][0]["message"]["text"] == "hm."


def test_github_annotations_are_escaped():
    odd = finding(message="50 %\nnext", path="a,b:c.py")
    warning = finding(level=Level.WARNING)
    lines = render(report(outcome(findings=(odd, warning)), GATE), Format.GITHUB).splitlines()
    assert lines[0] == (
        "::error file=a%2Cb%3Ac.py,line=12,col=1,title=function-length::"
        "50 %25%0Anext [AGENTS.md:19]%0Asplit it"
    )
    assert lines[1].startswith("::warning file=app/a b.py")
    assert lines[2] == (
        "::warning title=types::types is unverified: mypy is not installed, 100%25: no"
    )
    assert lines[3] == "0 passed, 1 failed, 1 unverified"


@pytest.mark.parametrize("form", list(Format))
def test_every_format_takes_a_bare_report(form):
    bare = Report("r", "1", (), (outcome(findings=(), verdict=Verdict.PASSED, spec=None),))
    assert render(bare, form)
