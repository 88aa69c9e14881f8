"""Two lists of the same things that differ: services, file types."""

import re
from collections.abc import Iterator, Sequence

from agentgen.ir.policy import Conflict, Decision, Statement
from agentgen.ir.words import words_in
from agentgen.spec.contradictions.base import conflict, of_rule, side
from agentgen.spec.settings import Recognised

_TYPES = (
    "csv", "tsv", "xlsx", "xls", "json", "parquet", "xml", "pdf", "docx", "doc", "txt", "png",
    "jpg", "jpeg", "gif", "webp", "svg", "zip", "mp4", "mp3", "yaml", "excel",
)  # fmt: skip
_TYPE = re.compile(rf"\b(?:{'|'.join(_TYPES)})\b", re.I)
_SAME = {"xlsx": "excel", "xls": "excel", "jpeg": "jpg"}
_ABOUT_FILES = re.compile(r"\b(?:files?|uploads?|accept(?:s|ed)?|formats?|drop\w*)\b", re.I)
_KIND = re.compile(r" (?:api|service)$")
_SHARED = 2
"""Members that two lists share when they list the same things."""
_MOST_LISTS = 200
"""Different lists that are compared with each other; bounds what a hostile spec costs."""
_WINDOW = 7
"""Lines that a list of accepted types may span."""


def find(statements: Sequence[Statement], found: Sequence[Recognised]) -> Iterator[Conflict]:
    """Lists that share at least two members, of which one has more."""
    yield from _services(found)
    by_file: dict[str, list[tuple[frozenset[str], Decision]]] = {}
    for statement in statements:
        by_file.setdefault(statement.place.path, []).extend(_file_types(statement))
    for lists in by_file.values():
        yield from _differing("file-types", lists)


def _services(found: Sequence[Recognised]) -> Iterator[Conflict]:
    by_file: dict[str, list[tuple[frozenset[str], Decision]]] = {}
    for topic in ("services", "route-groups"):
        for one in of_rule(found, topic):
            listed = [_KIND.sub("", name) for name in one.setting.params.get("names", ())]
            if listed:
                shown = side("services", one.statement, tuple(listed))
                of_file = by_file.setdefault(one.statement.place.path, [])
                of_file.append((frozenset(listed), shown))
    for lists in by_file.values():
        yield from _differing("services", lists)


def _file_types(statement: Statement) -> Iterator[tuple[frozenset[str], Decision]]:
    if words_in(statement.text.lower()).isdisjoint(_TYPES):
        return
    lines = statement.text.split("\n")
    at = 0
    taken_until = -1
    for number, line in enumerate(lines):
        if number > taken_until and _TYPE.search(line):
            window = "\n".join(lines[max(0, number - 2) : number + _WINDOW])
            seen = frozenset(_SAME.get(t, t) for t in map(str.lower, _TYPE.findall(window)))
            if len(seen) > 1 and _ABOUT_FILES.search(window):
                yield seen, side("file-types", statement, tuple(sorted(seen)), at)
                taken_until = number + _WINDOW
        at += len(line) + 1


def _differing(topic: str, lists: Sequence[tuple[frozenset[str], Decision]]) -> Iterator[Conflict]:
    seen: dict[frozenset[str], Decision] = {}
    for one, shown in lists:
        if one in seen or len(seen) > _MOST_LISTS:
            continue
        for other, before in seen.items():
            odd = [*_unmatched(one, other), *_unmatched(other, one)]
            if odd and len(one) - len(_unmatched(one, other)) >= _SHARED:
                every = tuple(sorted({*one, *_unmatched(other, one)}))
                sides = (Decision(topic, every, before.place, before.text), before, shown)
                missing = ", ".join(sorted(odd))
                yield conflict(topic, sides, f"both lists are taken; they differ in {missing}")
                return
        seen[one] = shown


def _unmatched(one: frozenset[str], other: frozenset[str]) -> list[str]:
    """What the other list has under no name that begins alike: `image` is `image generation`."""
    return [n for n in one if not any(n.startswith(o) or o.startswith(n) for o in other)]
