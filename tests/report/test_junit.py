import xml.etree.ElementTree as ElementTree

from tests.reporting import OUTCOMES, full_report, judged, outcome

from agentgen.ir.sheet import Sheet, Standing
from agentgen.report.formats import Format, render


def parsed(report):
    root = ElementTree.fromstring(render(report, Format.JUNIT))
    return root, {case.get("name"): case for case in root.iter("testcase")}


def test_every_statement_is_a_test_case():
    root, cases = parsed(full_report())
    assert {name: [child.tag for child in case] for name, case in cases.items()} == {
        "line 3: Max 30 lines": ["failure", "system-out"],
        "line 4: Avoid `any`": ["system-out"],
        "line 5: Types hold": ["error", "system-out"],
        "line 6: No print": ["system-out"],
        "line 7: Be kind": ["skipped"],
        "line 8: 90 % covered": ["skipped"],
        "suppression: Functions are short": ["failure", "system-out"],
    }
    assert [suite.get("name") for suite in root] == ["AGENTS.md", "agentgen"]
    counts = [root.get(key) for key in ("tests", "failures", "errors", "skipped")]
    assert counts == ["7", "2", "1", "2"]


def test_a_failure_holds_its_findings_and_accepted_ones_are_told():
    _, cases = parsed(full_report())
    failure = cases["line 3: Max 30 lines"].find("failure")
    assert failure.get("message") == "function-length: 1 finding"
    assert failure.text.startswith("app/a b.py:12 error: `f` has 45 lines")
    told = cases["line 4: Avoid `any`"].findtext("system-out")
    assert told.count("baselined: app/a b.py:") == 2
    assert "examined 1,200 functions" in told
    skipped = cases["line 8: 90 % covered"].find("skipped")
    assert skipped.get("message") == "unverified: not measured in this run: tests"


def test_a_case_that_fails_twice_has_one_failure():
    sheet = Sheet("AGENTS.md", (), (judged(3, "x", Standing.FAILED, (0, 4)),))
    _, cases = parsed(full_report(sheets=(sheet,), outcomes=OUTCOMES))
    (failure,) = cases["line 3: x"].findall("failure")
    assert failure.get("message") == "function-length: 1 finding; suppression: 1 finding"


def test_what_xml_cannot_hold_is_escaped():
    odd = "<b>&\"'\x00\x1b[31m\ud800\ufffe]]>"
    sheet = Sheet("A&B.md", (), (judged(3, odd, Standing.PASSED, (0,)),))
    report = full_report(sheets=(sheet,), outcomes=(outcome(reason=odd),))
    _, cases = parsed(report)
    (name,) = cases
    assert name == "line 3: <b>&\"'\\x00\\x1b[31m\\ud800\\ufffe]]>"
