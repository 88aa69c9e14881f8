"""JUnit XML: a test case for every statement of the specs.

Format: https://github.com/testmoapp/junitxml, the common part of what CI servers read.
"""

from collections.abc import Iterator, Sequence
from html import escape

from agentgen.diagnostics import Diagnostic
from agentgen.ir.report import Outcome, Report
from agentgen.ir.sheet import Judged, Standing
from agentgen.report.printable import printable

_TITLE = 150


def render_junit(report: Report) -> str:
    """Return a suite a spec, and one for what no statement asks for.

    A statement fails with its findings, and is an error when a gate it asks for lacks evidence.
    Skipped is what can't be checked or was not measured; accepted findings are told in the output.
    """
    suites = [
        (sheet.path, [_statement(judged, report) for judged in sheet.statements])
        for sheet in report.sheets
    ]
    spoken = {n for sheet in report.sheets for judged in sheet.statements for n in judged.outcomes}
    rest = [o for n, o in enumerate(report.outcomes) if n not in spoken]
    if rest:
        suites.append(
            ("agentgen", [_case("agentgen", o.id, o.title, [o], _body([o])) for o in rest])
        )
    shown = "".join(_suite(name, cases) for name, cases in suites)
    counts = _counts([case for _, cases in suites for case in cases])
    head = f'<testsuites name="agentgen check" {counts} time="{report.seconds:.2f}">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{shown}</testsuites>\n'


def _suite(name: str, cases: Sequence[str]) -> str:
    return f'  <testsuite name="{_text(name)}" {_counts(cases)}>\n{"".join(cases)}  </testsuite>\n'


def _counts(cases: Sequence[str]) -> str:
    kinds = {"failures": "<failure ", "errors": "<error ", "skipped": "<skipped "}
    counts = {name: sum(mark in case for case in cases) for name, mark in kinds.items()}
    return f'tests="{len(cases)}" ' + " ".join(f'{k}="{v}"' for k, v in counts.items())


def _statement(judged: Judged, report: Report) -> str:
    place = judged.statement.place
    outcomes = [report.outcomes[n] for n in judged.outcomes]
    title = " ".join(judged.statement.text.split())
    if len(title) > _TITLE:
        title = title[: _TITLE - 1] + "\u2026"
    body = _body(outcomes)
    if not body and judged.standing in (Standing.NOT_CHECKABLE, Standing.UNVERIFIED):
        body = _element("skipped", f"{judged.standing}: {report.reason(judged)}")
    return _case(place.path, f"line {place.line}", title, outcomes, body)


def _case(suite: str, name: str, title: str, outcomes: Sequence[Outcome], body: str) -> str:
    opening = f'    <testcase classname="{_text(suite)}" name="{_text(f"{name}: {title}")}">\n'
    told = "\n".join(line for o in outcomes for line in _told(o))
    output = f"      <system-out>{_text(told)}</system-out>\n" if told else ""
    return f"{opening}{body}{output}    </testcase>\n"


def _body(outcomes: Sequence[Outcome]) -> str:
    """What makes a case fail; nothing for one that passes. Readers expect one such element."""
    failing = [o for o in outcomes if o.fails]
    if not failing:
        return ""
    findings = [f for o in failing for f in o.findings]
    name = "failure" if findings else "error"
    return _element(name, "; ".join(map(_why, failing)), "\n".join(map(_finding, findings)))


def _why(outcome: Outcome) -> str:
    number = len(outcome.findings)
    if number:
        return f"{outcome.id}: {number} finding{'s' if number > 1 else ''}"
    return f"{outcome.id} is {outcome.verdict}: {outcome.reason}"


def _told(outcome: Outcome) -> Iterator[str]:
    looked = outcome.proof
    yield f"{outcome.id}: {outcome.verdict}" + (f", examined {looked}" if looked else "")
    yield from (f"suppressed: {_finding(f)}" for f in outcome.suppressed)
    yield from (f"baselined: {_finding(f)}" for f in outcome.baselined)
    yield from (f"elsewhere: {_finding(f)}" for f in outcome.elsewhere)
    if not outcome.fails:
        yield from (_finding(f) for f in outcome.findings)


def _finding(finding: Diagnostic) -> str:
    way_out = f" > {finding.help}" if finding.help else ""
    return f"{finding.place} {finding.level}: {finding.message}{way_out}"


def _element(name: str, message: str, text: str = "") -> str:
    return f'      <{name} message="{_text(message)}">{_text(text)}</{name}>\n'


def _text(text: str) -> str:
    return escape(printable(text))
