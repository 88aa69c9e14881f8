"""Tell accepted findings from new ones, and entries that are still needed from those that rot."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from agentgen.baseline.fingerprint import Fingerprint
from agentgen.baseline.growth import grown
from agentgen.diagnostics import Diagnostic
from agentgen.ir.baseline import BaselineEntry


@dataclass(frozen=True, slots=True)
class Matched:
    """How findings and entries go together.

    Attributes:
        by_finding: for each finding, the index of the entry that knows it, or None.
        counts: for each entry, how many findings it knows.
        paths: for each entry, where its findings are now.
        messages: for each entry, what its worst finding says now; empty without one.
    """

    by_finding: tuple[int | None, ...]
    counts: tuple[int, ...]
    paths: tuple[str, ...]
    messages: tuple[str, ...]


def match(
    entries: Sequence[BaselineEntry], findings: Sequence[Diagnostic], present: Collection[str]
) -> Matched:
    """Give each finding to at most one entry, and each entry at most as many as it accepts.

    Equal fingerprints go first, so that a new finding takes no place that an old one needs; then
    those that know each other; then those of files that were moved as they are. `present` are the
    paths of all files.
    """
    matching = _Matching(entries, findings)
    matching.give(lambda entry, finding: entry.fingerprint == finding.fingerprint)
    matching.give(knows)
    matching.give_moved(frozenset(present))
    return matching.result()


class _Matching:
    """What is left to give while matching goes on."""

    def __init__(self, entries: Sequence[BaselineEntry], findings: Sequence[Diagnostic]) -> None:
        self._entries = entries
        self._findings = findings
        self._owner: list[int | None] = [None] * len(findings)
        self._left = [entry.count for entry in entries]
        self._paths = [entry.path for entry in entries]
        self._messages = [""] * len(entries)
        self._by_place: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, entry in enumerate(entries):
            self._by_place[entry.rule, entry.path].append(index)

    def give(self, fits: Callable[[BaselineEntry, Diagnostic], bool]) -> None:
        """Give findings to entries of the same rule and file that fit."""
        for number, finding in enumerate(self._findings):
            if self._owner[number] is None:
                candidates = self._by_place.get((finding.rule, finding.place.path), ())
                self._take(number, (i for i in candidates if fits(self._entries[i], finding)))

    def give_moved(self, present: frozenset[str]) -> None:
        """Give findings to entries of files that are gone, when nothing but the path differs."""
        known = {entry.path for entry in self._entries}
        lost: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, entry in enumerate(self._entries):
            if entry.path not in present:
                lost[entry.rule, entry.fingerprint].append(index)
        for number, finding in enumerate(self._findings):
            path = finding.place.path
            if self._owner[number] is None and path in present and path not in known:
                candidates = lost.get((finding.rule, finding.fingerprint), ())
                still = (i for i in candidates if self._paths[i] in (self._entries[i].path, path))
                self._take(number, still)

    def _take(self, number: int, candidates: Iterable[int]) -> None:
        for index in candidates:
            if self._left[index]:
                self._left[index] -= 1
                self._owner[number] = index
                self._paths[index] = self._findings[number].place.path
                message = self._findings[number].message
                if not self._messages[index] or grown(self._messages[index], message):
                    self._messages[index] = message
                return

    def result(self) -> Matched:
        """What was given."""
        counts = [e.count - left for e, left in zip(self._entries, self._left, strict=True)]
        return Matched(tuple(self._owner), tuple(counts), tuple(self._paths), tuple(self._messages))


def knows(entry: BaselineEntry, finding: Diagnostic) -> bool:
    """True when an entry's fingerprint means a finding."""
    return Fingerprint.read(entry.fingerprint).knows(Fingerprint.read(finding.fingerprint))


def is_expired(entry: BaselineEntry, today: date) -> bool:
    """True when the last day of an entry has passed."""
    return entry.expires is not None and entry.expires < today
