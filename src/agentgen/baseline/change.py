"""A baseline only shrinks by itself; it grows when somebody accepts findings and says why."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from agentgen.baseline.growth import grown, least
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

    What an entry accepts is lowered to what is measured now.
    `compared` are the indexes of entries whose rules were run; the others stay as they are.
    """
    kept = []
    for index, entry in enumerate(entries):
        if index not in compared:
            kept.append(entry)
        elif matched.counts[index]:
            path, count = matched.paths[index], matched.counts[index]
            message = least(entry.message, matched.messages[index])
            kept.append(replace(entry, path=path, count=count, message=message))
    return tuple(kept)


def accepted(
    entries: Iterable[BaselineEntry], findings: Sequence[Diagnostic], why: Acceptance, today: date
) -> tuple[BaselineEntry, ...]:
    """The entries, and one more for each kind of new finding.

    Entries that have run out, or accept less than there is now, and know one of the findings make
    room for the new one.
    """
    kept = [e for e in entries if not _makes_room(e, findings, today)]
    new = Counter((f.rule, f.place.path, f.fingerprint) for f in findings)
    messages: dict[tuple[str, str, str], str] = {}
    for finding in findings:
        key = finding.rule, finding.place.path, finding.fingerprint
        if key not in messages or grown(messages[key], finding.message):
            messages[key] = finding.message
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


def _makes_room(entry: BaselineEntry, findings: Iterable[Diagnostic], today: date) -> bool:
    here = (f for f in findings if (f.rule, f.place.path) == (entry.rule, entry.path))
    gives_way = is_expired(entry, today)
    return any(knows(entry, f) and (gives_way or grown(entry.message, f.message)) for f in here)
