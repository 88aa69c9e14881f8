import re

from tests.reporting import OUTCOMES, finding, full_report, outcome

from agentgen.ir.report import Evidence, Verdict
from agentgen.report.formats import Format, render
from agentgen.report.markdown import LONGEST, MARK


def markdown(**changes):
    return render(full_report(**changes), Format.MARKDOWN)


def test_a_comment_has_its_mark_findings_by_spec_line_and_the_trend():
    text = markdown()
    assert text.startswith(f"{MARK}\n### agentgen: \u274c 2 findings\n")
    assert (
        "<code>AGENTS.md:3</code> <code>Max 30 lines</code> \u2192 <code>function-length</code>"
        in text
    )
    assert "- <code>app/a b.py:12</code> <code>f</code> has 45 lines, 30 allowed" in text
    assert "> split it" in text
    assert "2 accepted, 1 gone, 2 new, 3 not looked for" in text
    assert "| 2 | payments | until 2027-03-31 | old importer |" in text
    assert "unverified: mypy is not installed" in text


def test_what_gates_measured_stands_in_front():
    figures = (("lines covered", "91.2 %"), *((f"GET /{n} p95", f"{n} ms of 40") for n in range(9)))
    measured = outcome(evidence=Evidence(figures=figures), findings=())
    told = "lines covered 91.2 %, GET /0 p95 0 ms of 40, GET /1 p95 1 ms of 40"
    text = markdown(outcomes=(measured,))
    assert f"<code>{measured.id}</code>: {told}" in text
    assert " and 6 more" in text
    assert "- <code>" not in markdown(outcomes=(outcome(evidence=None, findings=()),))


def test_the_title_tells_the_result():
    passed = outcome(verdict=Verdict.PASSED, findings=())
    assert "\u2705 the repository keeps its specs" in markdown(outcomes=(passed,))
    assert "\u274c 1 gate without evidence" in markdown(outcomes=(OUTCOMES[2],))


def test_strangers_text_has_no_meaning():
    message = "see @team and #12 <img src=x onerror=1> | [a](b) **b** \x1b[31m"
    text = markdown(outcomes=(outcome(findings=(finding(message=message),)),), baseline=None)
    (line,) = [row for row in text.splitlines() if "see" in row]
    assert "<img" not in line
    assert "@\u2060team" in line
    assert "#\u206012" in line
    assert not re.search(r"[|*\[\]\x1b]", line)


def test_an_odd_backtick_does_not_turn_the_rest_into_code():
    text = markdown(outcomes=(outcome(findings=(finding(message="a ` b"),)),))
    assert "<code>a &#96; b</code>" in text


def test_what_does_not_fit_is_counted():
    many = tuple(
        outcome(id=f"rule-{n}", findings=tuple(finding(m, "x" * 300) for m in range(30)))
        for n in range(40)
    )
    text = markdown(outcomes=many)
    assert len(text) < LONGEST + 1000
    assert re.search(r"\d+ more rules with findings do not fit here", text)
    assert "\u2026 and 10 more" in text
