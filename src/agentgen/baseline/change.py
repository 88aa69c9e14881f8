"""A baseline only shrinks by itself; it grows when somebody accepts findings and says why."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from agentgen.baseline.match import Matched, is_expired, knows
from agentgen.diagnostics import Diagnostic
from agentgen.ir.baseline import BaselineEntry


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why findings are accepted, by whom, and the last day on which they are."""

    reason: str
    owner: str = ""
    expires: date | None = None


def shrunk(
    entries: Sequence[BaselineEntry], matched: Matched, compared: Collection[int]
) -> tuple[BaselineEntry, ...]:
    """The entries without what is gone, at the paths where their findings are now.

    `compared` are the indexes of entries whose rules were run; the others stay as they are.
    """
    kept = []
    for index, entry in enumerate(entries):
        if index not in compared:
            kept.append(entry)
        elif matched.counts[index]:
            path, count = matched.paths[index], matched.counts[index]
            kept.append(replace(entry, path=path, count=count))
    return tuple(kept)


def accepted(
    entries: Iterable[BaselineEntry], findings: Sequence[Diagnostic], why: Acceptance, today: date
) -> tuple[BaselineEntry, ...]:
    """The entries, and one more for each kind of new finding.

    Entries that have run out and know one of the findings make room for the new one.
    """
    kept = [e for e in entries if not is_expired(e, today) or not _knows_any(e, findings)]
    new = Counter((f.rule, f.place.path, f.fingerprint) for f in findings)
    messages = {(f.rule, f.place.path, f.fingerprint): f.message for f in reversed(findings)}
    for (rule, path, mark), count in new.items():
        kept.append(
            BaselineEntry(
                rule=rule,
                path=path,
                fingerprint=mark,
                count=count,
                message=messages[rule, path, mark],
                owner=why.owner,
                reason=why.reason,
                expires=why.expires,
            )
        )
    return tuple(kept)


def _knows_any(entry: BaselineEntry, findings: Iterable[Diagnostic]) -> bool:
    here = (f for f in findings if (f.rule, f.place.path) == (entry.rule, entry.path))
    return any(knows(entry, finding) for finding in here)
