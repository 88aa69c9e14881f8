"""What a code block states beyond being an example: paths, tables and columns, names, routes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agentgen.spec.trees import entries, is_indented_tree, is_tree

_PROSE = frozenset({"", "text", "txt", "plain", "plaintext", "tree", "md", "markdown"})
_TABLES = frozenset({*_PROSE, "sql", "postgresql", "pgsql", "mysql", "sqlite", "ddl"})
_COMMENT = re.compile(r"^\s*(?:--|#|//)\s*(?P<text>\S.*?)\s*$")
_PATTERN = re.compile(r"^[A-Z][\w/ -]*:\s.*\{[\w-]+\}")
_LABELLED_PATH = re.compile(r"^[A-Z][\w/ -]*:\s.*?(?<![\w/:])/[\w*{}:-]+/[\w*{}:-]")
_SAID = re.compile(
    r"^(?:(?P<bad>(?:❌|✗|✘|🚫|⛔)?\s*(?:bad|wrong|incorrect|don'?t)\s*:|❌|✗|✘|🚫|⛔)"
    r"|(?P<good>(?:✅|✓)?\s*(?:good|correct|do)\s*:|✅|✓))\s*(?=\S+\s+\S)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:ALWAYS|NEVER|MUST|NOT|[Aa]lways|[Nn]ever|must|[Dd]on't|[Dd]o not)\b"
    r"|\bwith proper\b|, not `"
)
_DIRECTS = re.compile(r"^(?:use|prefer|avoid|keep)(?:\s+\S+){3,}", re.IGNORECASE)
_NAMES = re.compile(r"^\s*[a-z_]\w*(?:,\s*[a-z_]\w*)+\s*$")
_COLUMN = re.compile(
    r"^\s*(?P<table>[a-z_]\w*)\.(?P<column>[a-z_]\w*)\s+(?P<type>[A-Z]{2,}\b.*?)\s*$"
)
_CREATE = re.compile(
    r"^\s*CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?[\"`]?(?:\w+\.)?(?P<table>\w+)[\"`]?\s*\(",
    re.IGNORECASE,
)
_CREATED = re.compile(
    r"^\s*[\"`]?(?P<column>[A-Za-z_]\w*)[\"`]?\s+(?P<type>[A-Za-z]\w+\b.*?),?\s*$"
)
_NO_COLUMN = re.compile(
    r"^\s*(?:PRIMARY|FOREIGN|UNIQUE|INDEX|KEY|CONSTRAINT|CHECK|EXCLUDE|PARTITION)\b", re.IGNORECASE
)
_METHOD = r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|WS|WEBSOCKET)"
_ROUTE = re.compile(rf"^\s*(?:[-*]\s+)?{_METHOD}(?:\s*[/|,]\s*{_METHOD})*\s+/(?!.*\bHTTP/\d)\S*")


@dataclass(frozen=True, slots=True)
class Stated:
    """One thing a code block states.

    Attributes:
        text: in words that stand for themselves.
        said: the part that tells how binding it is: a comment, or nothing.
        rows: indexes of its first and its last line in the block.
        index: where it begins on the first line.
        bad: True for what a comment marks as wrong: `# BAD: …`.
    """

    text: str
    said: str
    rows: tuple[int, int]
    index: int
    bad: bool = False


def stated(text: str, language: str) -> Iterator[Stated]:
    """All that a code block states, from top to bottom."""
    if is_tree(text) or (language in _PROSE and is_indented_tree(text)):
        for entry in entries(text):
            told = f"{entry.path}: {entry.comment}" if entry.comment else entry.path
            yield Stated(told, entry.comment, (entry.row, entry.row), entry.index)
        return
    lines = text.split("\n")
    yield from _comments(lines)
    if language in _TABLES:
        yield from _columns(lines)
        yield from _created(lines)
        yield from _names(lines)
    if language in _PROSE:
        yield from (_line(lines, row) for row, line in enumerate(lines) if _ROUTE.match(line))


def _line(lines: Sequence[str], row: int, said: str = "") -> Stated:
    line = lines[row]
    return Stated(line.strip(" \t-*"), said, (row, row), len(line) - len(line.lstrip()))


def _comments(lines: Sequence[str]) -> Iterator[Stated]:
    """Comments that state a pattern or demand something.

    Where nothing but comments stands, those with a path too.
    """
    alone = all(_COMMENT.match(line) for line in lines if line.strip())
    for row, line in enumerate(lines):
        match = _COMMENT.match(line) if line.lstrip()[:1] in ("-", "#", "/") else None
        if match is None:
            continue
        said = match["text"]
        if _PATTERN.match(said) or (alone and _LABELLED_PATH.match(said)):
            yield Stated(said, said, (row, row), match.start("text"))
            continue
        mark = _SAID.match(said)
        bare = said[mark.end() :] if mark else said
        bad = mark is not None and mark["bad"] is not None and not _is_good(lines, row + 1)
        if bad or _ASKS.search(bare) or _DIRECTS.match(bare):
            start = match.start("text") + len(said) - len(bare)
            yield Stated(bare, bare, (row, row), start, bad)


def _is_good(lines: Sequence[str], row: int) -> bool:
    """True for a line that shows, in a comment, how the code of a bad comment should be."""
    match = _COMMENT.match(lines[row]) if row < len(lines) else None
    mark = _SAID.match(match["text"]) if match else None
    return mark is not None and mark["good"] is not None


def _columns(lines: Sequence[str]) -> Iterator[Stated]:
    """`orders.total_cents INTEGER`: each column; a comment above that names a table lists them."""
    rows = [row for row, line in enumerate(lines) if _COLUMN.match(line)]
    for row in rows:
        comment = _comment_above(lines, row)
        if comment and re.search(r"\btable\b", comment, re.IGNORECASE):
            last = row
            while last + 1 in rows:
                last += 1
            found = [m["column"] for line in lines[row : last + 1] if (m := _COLUMN.match(line))]
            name = comment.rstrip(":")
            index = lines[row - 1].index(comment)
            yield Stated(f"{name}: {', '.join(found)}", name, (row - 1, last), index)
        yield _line(lines, row)


def _created(lines: Sequence[str]) -> Iterator[Stated]:
    """`CREATE TABLE orders (…)`: the table with its columns, then each column."""
    for row, line in enumerate(lines):
        match = _CREATE.match(line)
        if match is None:
            continue
        columns: list[tuple[int, re.Match[str]]] = []
        last = row
        for last in range(row + 1, len(lines)):
            if lines[last].lstrip().startswith(")"):
                break
            column = None if _NO_COLUMN.match(lines[last]) else _CREATED.match(lines[last])
            if column:
                columns.append((last, column))
        names = ", ".join(column["column"] for _, column in columns)
        yield Stated(f"{match['table']} table: {names}", "", (row, last), match.start("table"))
        for number, column in columns:
            told = f"{match['table']}.{column['column']} {column['type']}"
            yield Stated(told, "", (number, number), column.start("column"))


def _names(lines: Sequence[str]) -> Iterator[Stated]:
    """Lists of names below a comment that says what they are."""
    comment, first = "", 0
    for row, line in enumerate(lines):
        found = _COMMENT.match(line)
        if found:
            comment, first = ("" if _PATTERN.match(found["text"]) else found["text"]), row
        elif not _NAMES.match(line):
            comment = ""
        elif comment:
            label = comment.rstrip(":")
            index = len(line) - len(line.lstrip())
            yield Stated(f"{label}: {line.strip()}", label, (min(first, row), row), index)
            first = row + 1


def _comment_above(lines: Sequence[str], row: int) -> str:
    match = _COMMENT.match(lines[row - 1]) if row else None
    return match["text"] if match else ""
