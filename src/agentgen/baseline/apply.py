"""Apply a baseline to the outcomes of a check."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from agentgen.baseline.growth import grown
from agentgen.baseline.match import Matched, is_expired, match
from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.ir.baseline import BaselineEntry, BaselineUse
from agentgen.ir.report import Outcome, Verdict

RULE_ID = "baseline"
"""Id of the outcome that says what is wrong with the baseline itself."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a comparison hangs on beside entries and outcomes.

    Attributes:
        path: of the baseline, for reports.
        today: entries hold up to their last day.
        present: paths of all files that were read.
        unread: paths of files whose findings are not known, for they could not be parsed.
        silent: ids of rules and gates that were not run though the policy may ask for them; None
            when any may be missing, because only some specs were compiled.
    """

    path: str
    today: date
    present: Collection[str]
    unread: Collection[str] = ()
    silent: Collection[str] | None = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Outcomes under a baseline, and what its update needs.

    Attributes:
        outcomes: with accepted findings set apart, and one more when the baseline needs mending.
        compared: indexes of the entries whose rules were run.
        open: the findings that fail, and that may be accepted.
    """

    outcomes: tuple[Outcome, ...]
    use: BaselineUse
    matched: Matched
    compared: frozenset[int]
    open: tuple[Diagnostic, ...]


def compare(
    entries: Sequence[BaselineEntry], outcomes: Sequence[Outcome], around: Circumstances
) -> Comparison:
    """Set apart what the entries accept; findings have to carry fingerprints."""
    findings = [f for o in outcomes for f in o.findings]
    matched = match(entries, findings, around.present)
    compared = frozenset(_compared(entries, outcomes, around))
    expired = {i for i, e in enumerate(entries) if is_expired(e, around.today)}
    holding = {i: e for i, e in enumerate(entries) if i not in expired}
    worse = Counter(_grown(holding, matched, findings))
    known = iter(matched.by_finding)
    applied = tuple(
        _applied(o, [None if (i := next(known)) is None else holding.get(i) for _ in o.findings])
        for o in outcomes
    )
    open_ = tuple(f for o in applied for f in o.findings if f.level is Level.ERROR)
    needs = list(_needs(entries, matched, compared, expired, around))
    use = BaselineUse(
        path=around.path,
        held=tuple((e, held) for i, e in holding.items() if (held := matched.counts[i] - worse[i])),
        gone=sum(entries[i].count - matched.counts[i] for i in compared),
        expired=sum(matched.counts[i] for i in expired),
        new=len(open_) - sum(matched.counts[i] for i in expired),
        unasked=sum(
            entry.count - matched.counts[i] for i, entry in enumerate(entries) if i not in compared
        ),
    )
    mending = (_mending(needs, len(entries)),) if needs else ()
    return Comparison((*applied, *mending), use, matched, compared, open_)


def _grown(
    holding: Mapping[int, BaselineEntry], matched: Matched, findings: Sequence[Diagnostic]
) -> Iterator[int]:
    """The entry of each finding that has grown beyond what the entry accepts."""
    for index, finding in zip(matched.by_finding, findings, strict=True):
        entry = None if index is None else holding.get(index)
        if index is not None and entry and grown(entry.message, finding.message):
            yield index


def _applied(outcome: Outcome, holders: Sequence[BaselineEntry | None]) -> Outcome:
    """The outcome with what entries hold set apart, under the fingerprints of the entries.

    What has grown since it was accepted is not held.
    """
    rest, accepted = list[Diagnostic](), list[Diagnostic]()
    for finding, holder in zip(outcome.findings, holders, strict=True):
        if holder is None:
            rest.append(finding)
        elif grown(holder.message, finding.message):
            told = f"{finding.help}; the baseline accepts no more than: {holder.message}"
            rest.append(replace(finding, help=told.removeprefix("; ")))
        else:
            accepted.append(replace(finding, fingerprint=holder.fingerprint))
    changed = replace(outcome, findings=tuple(rest), baselined=tuple(accepted))
    failing = any(f.level is Level.ERROR for f in rest)
    if outcome.verdict is not Verdict.FAILED or failing or not accepted:
        return changed
    if outcome.missing:
        reason = "; ".join(outcome.missing)
        return replace(changed, verdict=Verdict.UNVERIFIED, reason=reason)
    return replace(changed, verdict=Verdict.BASELINED, reason="")


def _compared(
    entries: Sequence[BaselineEntry], outcomes: Sequence[Outcome], around: Circumstances
) -> Iterator[int]:
    """Entries about which the check can say whether their findings are still there."""
    known = {o.id for o in outcomes}
    blind = {o.id for o in outcomes if o.kind == "gate" and _is_blind(o)}
    for index, entry in enumerate(entries):
        silent = entry.rule not in known and (around.silent is None or entry.rule in around.silent)
        if not silent and entry.rule not in blind and entry.path not in around.unread:
            yield index


def _is_blind(outcome: Outcome) -> bool:
    return outcome.verdict is Verdict.UNVERIFIED or bool(outcome.missing)


def _needs(
    entries: Sequence[BaselineEntry],
    matched: Matched,
    compared: Collection[int],
    expired: Collection[int],
    around: Circumstances,
) -> Iterator[Diagnostic]:
    """What people have to do about the baseline: entries that are stale, and that have run out."""
    for index, entry in enumerate(entries):
        gone = entry.count - matched.counts[index]
        what = f"{entry.rule} in {entry.path}"
        place = Place(around.path, max(entry.line, 1))
        if index in compared and gone:
            told = f"{gone} of {entry.count} accepted findings of {what} {_are(gone)} gone"
            yield _need(place, told, "run `agentgen check --update-baseline`")
        if index in expired and matched.counts[index]:
            told = f"{what} was accepted until {entry.expires}{_why(entry)}"
            yield _need(place, told, "mend it, or give the entry a later `expires`")


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _why(entry: BaselineEntry) -> str:
    told = [f"owner {entry.owner}" if entry.owner else "", entry.reason]
    return f" ({'; '.join(filter(None, told))})" if any(told) else ""


def _need(place: Place, message: str, way_out: str) -> Diagnostic:
    return Diagnostic(RULE_ID, Level.ERROR, place, message, way_out)


def _mending(needs: Sequence[Diagnostic], entries: int) -> Outcome:
    return Outcome(
        id=RULE_ID,
        title="The baseline holds what is there, and nothing else",
        kind="rule",
        verdict=Verdict.FAILED,
        findings=tuple(needs),
        examined=entries,
        what="entries",
    )
