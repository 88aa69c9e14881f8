"""Markdown for a comment on a pull request: findings by the spec line that demands them.

Text of strangers stands in `<code>`, where GitHub and GitLab neither format it nor call people.
"""

import re
from collections.abc import Iterator
from html import escape

from agentgen.diagnostics import Diagnostic, Level
from agentgen.ir.endpoints import EndpointChanges
from agentgen.ir.report import Outcome, Report, Verdict
from agentgen.report.fixes import fixed_line
from agentgen.report.printable import printable
from agentgen.report.trend import accepted_rows, trend_line

MARK = "<!-- agentgen check -->"
"""First line of every comment, by which a bot finds its own to replace it."""
LONGEST = 60_000
"""GitHub refuses comments above 65,536 characters."""
_SHOWN = 20
_FIGURES = 4
_WIDEST = 200
_SPECIAL = re.compile(r"[\\`*_{}\[\]()|~!]")
_CALL = re.compile(r"([@#])(?=\w)")
"""What calls a person or links an issue; a word joiner after it prevents that."""


def render_markdown(report: Report) -> str:
    """Return the comment; what does not fit is counted."""
    head = "\n".join(_head(report))
    tail = "\n".join(_tail(report))
    body = ""
    blocks = [_block(o) for o in report.outcomes if o.findings]
    for number, block in enumerate(blocks):
        if len(head) + len(body) + len(block) + len(tail) > LONGEST:
            body += f"\n{len(blocks) - number} more rules with findings do not fit here.\n"
            break
        body += block
    return f"{MARK}\n{head}\n{body}\n{tail}\n"


def _head(report: Report) -> Iterator[str]:
    failing = [o for o in report.outcomes if o.fails]
    number = sum(f.level is Level.ERROR for o in failing for f in o.findings)
    unproven = sum(o.verdict is Verdict.UNVERIFIED for o in failing)
    if not failing:
        title = "\u2705 the repository keeps its specs"
    elif number:
        title = f"\u274c {number} finding{'s' if number > 1 else ''}"
    else:
        title = f"\u274c {unproven} gate{'s' if unproven > 1 else ''} without evidence"
    yield f"### agentgen: {title}"
    yield ""
    counts = ", ".join(f"{report.count(v)} {v}" for v in Verdict if report.count(v))
    specs = ", ".join(map(_code, report.specs))
    yield f"{counts} in {report.files:,} files against {specs}"
    if report.fixes:
        yield ""
        yield _prose(fixed_line(report.fixes))
    if report.baseline is not None:
        yield ""
        yield _prose(trend_line(report.baseline))
    if report.endpoints is not None:
        yield ""
        yield from _endpoints(report.endpoints)
    measured = list(_measured(report))
    if measured:
        yield ""
        yield from measured


def _measured(report: Report) -> Iterator[str]:
    """What the gates measured: coverage, latency, numbers of findings."""
    for outcome in report.outcomes:
        figures = outcome.evidence.figures if outcome.evidence else ()
        if figures:
            shown = ", ".join(_prose(f"{name} {value}") for name, value in figures[:_FIGURES])
            more = f" and {len(figures) - _FIGURES} more" if len(figures) > _FIGURES else ""
            yield f"- {_code(outcome.id)}: {shown}{more}"


def _endpoints(changes: EndpointChanges) -> Iterator[str]:
    """What the pull request does to the interface."""
    told = False
    for kind in ("added", "changed", "removed"):
        names: tuple[str, ...] = getattr(changes, kind)
        if names:
            told = True
            shown = ", ".join(map(_code, names[:_SHOWN]))
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            yield f"- endpoints {kind} ({len(names)}): {shown}{more}"
    if not told:
        yield f"- no endpoint differs from {_code(changes.base)}"


def _block(outcome: Outcome) -> str:
    rows = list(_rows(outcome))
    return "\n".join(("", *rows, ""))


def _rows(outcome: Outcome) -> Iterator[str]:
    title = _code(outcome.id)
    if outcome.spec is not None:
        title = f"{_code(str(outcome.spec))} {_code(_short(outcome.spec_text))} \u2192 {title}"
    number = len(outcome.findings)
    yield f"<details open><summary>{title} ({number})</summary>"
    yield ""
    for finding in outcome.findings[:_SHOWN]:
        yield f"- {_code(str(finding.place))} {_level(finding)}{_prose(finding.message)}"
    if number > _SHOWN:
        yield f"- \u2026 and {number - _SHOWN} more"
    ways = dict.fromkeys(f.help for f in outcome.findings[:_SHOWN] if f.help)
    yield from (f"\n> {_prose(way)}" for way in ways)
    yield ""
    yield "</details>"


def _level(finding: Diagnostic) -> str:
    return "" if finding.level is Level.ERROR else f"{finding.level}: "


def _tail(report: Report) -> Iterator[str]:
    yield "<details><summary>All rules and gates</summary>"
    yield ""
    yield "| Spec line | Rule | Examined | Verdict |"
    yield "|---|---|---|---|"
    for outcome in report.outcomes:
        spec = _code(str(outcome.spec)) if outcome.spec else "\u2013"
        verdict = outcome.verdict.value
        if outcome.reason and outcome.verdict is Verdict.UNVERIFIED:
            verdict += f": {_prose(_short(outcome.reason))}"
        yield f"| {spec} | {_code(outcome.id)} | {_prose(outcome.proof)} | {verdict} |"
    yield ""
    yield "</details>"
    if report.baseline is not None and report.baseline.held:
        yield from _accepted([tuple(map(_prose, row)) for row in accepted_rows(report.baseline)])


def _accepted(rows: list[tuple[str, ...]]) -> Iterator[str]:
    yield "<details><summary>Accepted in the baseline</summary>"
    yield ""
    yield "| Findings | Owner | Until | Reason |"
    yield "|---|---|---|---|"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
    yield "</details>"


def _short(text: str) -> str:
    line = _one_line(text)
    return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "\u2026"


def _code(text: str) -> str:
    return f"<code>{_plain(_one_line(text))}</code>"


def _prose(text: str) -> str:
    """Text of ours around names in backticks: they become code, the rest is not formatted."""
    parts = _one_line(text).split("`")
    if len(parts) % 2 == 0:
        return _code(text)
    return "".join(
        f"<code>{_plain(part)}</code>" if number % 2 else _plain(_CALL.sub("\\1\u2060", part))
        for number, part in enumerate(parts)
    )


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())


def _plain(line: str) -> str:
    """Text in which nothing has a meaning in Markdown, tables or HTML."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", escape(line))
