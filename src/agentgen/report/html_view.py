"""From a report to the values that the HTML template reads: it holds text and loops only."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.ir.report import Outcome, Report, Verdict
from agentgen.ir.sheet import Excerpt, Judged, Sheet, Standing
from agentgen.report.fixes import fix_lines
from agentgen.report.html_page import (
    Badge,
    CodeLine,
    Group,
    Line,
    Page,
    Part,
    Proof,
    Shown,
    Span,
    SpecPage,
)
from agentgen.report.printable import printable
from agentgen.report.trend import accepted_rows, trend_line

SHOWN = 100
"""Findings of one rule on the page; the other formats hold all of them."""
_ICONS = {
    Standing.FAILED: "\u2717",
    Standing.ELSEWHERE: "\u2198",
    Standing.UNVERIFIED: "?",
    Standing.BASELINED: "\u25d0",
    Standing.SUPPRESSED: "\u2298",
    Standing.PASSED: "\u2713",
    Standing.NOT_CHECKABLE: "\u2013",
}
_GRAVITY = {standing: number for number, standing in enumerate(Standing)}
_STANDINGS = {
    Verdict.FAILED: Standing.FAILED,
    Verdict.ELSEWHERE: Standing.ELSEWHERE,
    Verdict.UNVERIFIED: Standing.UNVERIFIED,
    Verdict.BASELINED: Standing.BASELINED,
    Verdict.PASSED: Standing.PASSED,
}


def page_of(report: Report) -> Page:
    """The page of a report."""
    counts: Counter[Standing] = Counter()
    for sheet in report.sheets:
        counts.update(judged.standing for judged in sheet.statements)
    failing = any(o.fails for o in report.outcomes)
    homes = _homes(report)
    specs = tuple(_spec(report, n, sheet, homes) for n, sheet in enumerate(report.sheets, 1))
    others = [_proof(report, n, "") for n in range(len(report.outcomes)) if n not in homes]
    use = report.baseline
    return Page(
        title=f"{printable(report.root)}: {_headline(report, failing)}",
        verdict=_badge(Standing.FAILED if failing else Standing.PASSED),
        facts=(
            f"agentgen {report.version}",
            f"{report.files:,} files read",
            f"{report.seconds:.1f} s",
            *((f"changes since {printable(report.since)} count",) if report.since else ()),
        ),
        badges=tuple(
            _badge(standing, counts[standing])
            for standing in Standing
            if standing is not Standing.ELSEWHERE or report.since
        ),
        trend=printable(trend_line(use)) if use else "",
        accepted=tuple(tuple(map(printable, row)) for row in accepted_rows(use)) if use else (),
        specs=specs,
        others=tuple(others),
        notes=tuple(map(printable, (*report.notes, *fix_lines(report.fixes)))),
    )


def _headline(report: Report, failing: bool) -> str:
    if not failing:
        return "the specs are kept"
    number = sum(f.level is Level.ERROR for o in report.outcomes for f in o.findings)
    if number:
        return f"{number} finding{'s' if number > 1 else ''}"
    return "evidence is missing"


def _badge(standing: Standing, count: int = 0) -> Badge:
    return Badge(_ICONS[standing], standing.value, standing.value.replace(" ", "-"), count)


def _homes(report: Report) -> Mapping[int, tuple[str, str]]:
    """For each outcome, the anchor and name of the line under which its findings are shown."""
    homes: dict[int, tuple[str, str]] = {}
    for exact in (True, False):
        for number, sheet in enumerate(report.sheets, 1):
            for judged in sheet.statements:
                place = judged.statement.place
                for index in judged.outcomes:
                    if not exact or report.outcomes[index].spec == place:
                        homes.setdefault(index, (f"s{number}-{place.line}", str(place)))
    return homes


def _spec(
    report: Report, number: int, sheet: Sheet, homes: Mapping[int, tuple[str, str]]
) -> SpecPage:
    starting: dict[int, list[Judged]] = {}
    for judged in sheet.statements:
        starting.setdefault(judged.statement.place.line, []).append(judged)
    shown: set[int] = set()
    lines = []
    for row, text in enumerate(sheet.lines, 1):
        anchor = f"s{number}-{row}"
        mine = starting.get(row, [])
        parts = [_part(report, j, anchor, homes, shown, len(mine) > 1) for j in mine]
        gravest = min((j.standing for j in mine), key=_GRAVITY.__getitem__, default=None)
        badge = _badge(gravest) if gravest else None
        lines.append(Line(anchor, row, printable(text), badge, tuple(parts)))
    return SpecPage(f"s{number}", printable(sheet.path), tuple(lines))


def _part(
    report: Report,
    judged: Judged,
    anchor: str,
    homes: Mapping[int, tuple[str, str]],
    shown: set[int],
    several: bool,
) -> Part:
    proofs = []
    for index in judged.outcomes:
        home, name = homes[index]
        here = home == anchor and index not in shown
        if here:
            shown.add(index)
        proofs.append(_proof(report, index, "" if here else home, name))
    text = " ".join(judged.statement.text.split()) if several else ""
    return Part(_badge(judged.standing), printable(text), printable(judged.reason), tuple(proofs))


def _proof(report: Report, index: int, elsewhere: str, name: str = "") -> Proof:
    outcome = report.outcomes[index]
    standing = _STANDINGS[outcome.verdict]
    if standing is Standing.PASSED and outcome.suppressed:
        standing = Standing.SUPPRESSED
    groups = () if elsewhere else tuple(_groups(report, outcome))
    helps = dict.fromkeys(f.help for f in outcome.findings if f.help)
    evidence = outcome.evidence
    return Proof(
        rule=outcome.id,
        title=printable(outcome.title),
        badge=_badge(standing),
        facts=tuple(map(printable, _facts(outcome))),
        commands=tuple(map(printable, evidence.commands)) if evidence else (),
        groups=groups,
        ways_out=() if elsewhere else tuple(map(_spans, helps)),
        elsewhere=elsewhere,
        elsewhere_name=printable(name),
        opened=bool(outcome.findings) and not elsewhere,
    )


def _facts(outcome: Outcome) -> Iterator[str]:
    if outcome.verdict is Verdict.UNVERIFIED:
        yield outcome.reason
    else:
        yield f"examined {outcome.proof}" if outcome.proof else "examined nothing"
    for findings, what in (
        (outcome.findings, "open"),
        (outcome.baselined, "accepted"),
        (outcome.suppressed, "suppressed"),
        (outcome.elsewhere, "on what was not changed"),
    ):
        if findings:
            yield f"{len(findings)} {what}"
    if outcome.evidence:
        yield from (f"{figure} {value}" for figure, value in outcome.evidence.figures)
        yield from outcome.evidence.versions
        if outcome.evidence.at:
            yield outcome.evidence.at


def _groups(report: Report, outcome: Outcome) -> Iterator[Group]:
    for title, findings in (
        ("Findings", outcome.findings),
        ("Accepted in the baseline", outcome.baselined),
        ("Suppressed in the code", outcome.suppressed),
        ("On what was not changed", outcome.elsewhere),
    ):
        if findings:
            few = tuple(_shown(f, report.excerpts) for f in findings[:SHOWN])
            yield Group(title, few, len(findings) - len(few))


def _shown(finding: Diagnostic, excerpts: Mapping[Place, Excerpt]) -> Shown:
    excerpt = excerpts.get(finding.place)
    level = "" if finding.level is Level.ERROR else f"{finding.level.value}: "
    lines = _code(excerpt, finding.place.line) if excerpt else ()
    return Shown(printable(str(finding.place)), level, _spans(finding.message), lines)


def _code(excerpt: Excerpt, line: int) -> tuple[CodeLine, ...]:
    numbered: Sequence[tuple[int, str]] = list(enumerate(excerpt.lines, excerpt.first))
    return tuple(CodeLine(n, printable(text), n == line) for n, text in numbered)


def _spans(text: str) -> tuple[Span, ...]:
    parts = printable(text).split("`")
    if len(parts) % 2 == 0:
        return (Span(printable(text), False),)
    return tuple(Span(part, number % 2 == 1) for number, part in enumerate(parts) if part)
