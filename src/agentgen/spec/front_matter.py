"""The head of an agent file, between two `---` lines: `globs: src/**`, `trigger: always_on`.

Tools read it loosely, and authors write globs that are no YAML (`globs: *.py, **/*.ts`), so it is
read line by line: `key: value`, lists in brackets or below their key, and text that goes on.
Sources: https://cursor.com/docs/context/rules, GitHub's `applyTo`, Windsurf's `trigger`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_FENCE = "---"
_KEY = re.compile(r"^(?P<key>[A-Za-z_][\w.-]*)\s*:(?:\s+(?P<value>.*\S))?\s*$")
_ITEM = re.compile(r"^\s*-\s+(?P<value>.*\S)\s*$")
_MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands in the head of a file.

    Attributes:
        lines: (line number, text) of each line that is not blank.
        values: each key with its values; a scalar has one.
        end: line of the closing mark; 0 without front matter.
        strange: lines that are no front matter.
    """

    lines: tuple[tuple[int, str], ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    end: int = 0
    strange: tuple[int, ...] = ()

    def text(self, key: str) -> str:
        """The value of a key; empty without one."""
        return ", ".join(self.values.get(key, ()))

    def patterns(self, *keys: str) -> tuple[str, ...]:
        """The path patterns that keys hold, however they are divided: commas or a list."""
        found = [p for key in keys for value in self.values.get(key, ()) for p in _divided(value)]
        return tuple(dict.fromkeys(p for p in found if p))


def read_front_matter(lines: Sequence[str]) -> FrontMatter:
    """Read the front matter of a file; one that is never closed has `end` 0 and a strange line."""
    if not lines or lines[0].strip() != _FENCE:
        return FrontMatter()
    for end, line in enumerate(lines[1 : _MOST_LINES + 1], 1):
        if line.strip() in (_FENCE, "..."):
            head = [(n + 1, lines[n]) for n in range(1, end) if lines[n].strip()]
            values, strange = _values(head)
            return FrontMatter(tuple(head), values, end + 1, tuple(strange))
    looks_like_one = len(lines) > 1 and _KEY.match(lines[1])
    return FrontMatter(strange=(1,) if looks_like_one else ())


def _values(head: Sequence[tuple[int, str]]) -> tuple[dict[str, tuple[str, ...]], list[int]]:
    found: dict[str, list[str]] = {}
    strange: list[int] = []
    current: list[str] | None = None
    for number, line in head:
        match, item = _KEY.match(line), _ITEM.match(line)
        if match:
            current = found.setdefault(match["key"], [])
            current.extend(_scalars(match["value"] or ""))
        elif item and current is not None:
            current.append(_unquoted(item["value"]))
        elif line.lstrip().startswith("#") or (line[0].isspace() and current is not None):
            continue
        else:
            strange.append(number)
    return {key: tuple(values) for key, values in found.items()}, strange


def _scalars(value: str) -> Iterator[str]:
    if value.startswith("[") and value.endswith("]"):
        yield from (_unquoted(part) for part in _divided(value[1:-1]))
    elif value and value not in ("|", ">", "|-", ">-"):
        yield _unquoted(value)


def _unquoted(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _divided(value: str) -> list[str]:
    """Parts between commas; a comma in braces, `*.{ts,tsx}`, divides nothing."""
    parts, depth = [""], 0
    for character in value:
        depth += (character == "{") - (character == "}")
        if character == "," and depth <= 0:
            parts.append("")
        else:
            parts[-1] += character
    return [_unquoted(part) for part in parts]
