"""Directory trees: branches drawn with `├──`, `|--` or `+--`, or indentation alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BRANCHES = ("├", "└", "│", "|--", "`--", "+--", "|  ", "\\--")
_BOX = re.compile("[┌┐┘┬┴┼╔╗╚╝▼▲►◄]")
_FEWEST = 3
_DEEPEST = 40
_LINE = re.compile(
    r"^(?P<indent>[\s│|┃]*)(?P<branch>(?:[├└┣┗+`\\]|(?<=\|)(?=-))[─━-]{1,4}\s*|[-*]\s+)?"
    r"(?P<name>(?:[\w.@~$*{}<>\[\]()+-]|/(?!/)|,(?=\S)|\\(?=\S)| (?=[\w-]+\.\w{1,5}(?:\s|$)))+)"
    r"(?P<rest>\s.*|)$"
)
_COMMENT = re.compile(r"^\s*(?:#+|//+|--+|—|–|-|←|<-+|→|->|=>|:|\*)\s*(?P<text>.*\S)\s*$")
_IN_BRACKETS = re.compile(r"^\s*\((?P<text>.+)\)\s*$")
_PATH = re.compile(r"[\w.@~$*{}<>\[\]-]+(?:/[\w.@~$*{}<>\[\]-]+)*/?")
_FILE = re.compile(r"\.[A-Za-z]\w{0,5}$|^\.?[A-Z][A-Za-z]*file$|^\.\w")


@dataclass(frozen=True, slots=True)
class Entry:
    """One directory or file of a tree.

    Attributes:
        path: from the root of the tree; a directory ends in a slash.
        comment: what the tree says about it, maybe nothing.
        row: index of its line.
        index: where its name begins on the line.
    """

    path: str
    comment: str
    row: int
    index: int


def is_tree(text: str) -> bool:
    """True for a text that draws a directory tree: three branches, and paths on most lines."""
    if not any(mark in text for mark in _BRANCHES) or _BOX.search(text):
        return False
    lines = [line for line in text.split("\n") if line.strip(" \t│|")]
    drawn = sum(line.lstrip().startswith(_BRANCHES) for line in lines)
    matches = [match for line in lines if (match := _LINE.match(line)) and _is_entry(match)]
    paths = any(m["name"].endswith("/") or _FILE.search(m["name"]) for m in matches)
    return drawn >= _FEWEST and paths and len(matches) * 4 >= len(lines) * 3


def _is_entry(match: re.Match[str]) -> bool:
    rest = match["rest"]
    told = not rest.strip() or rest.startswith("  ") or "\t" in rest
    return told or bool(_COMMENT.match(rest) or _IN_BRACKETS.match(rest))


def is_indented_tree(text: str) -> bool:
    """True for a text in which every line is a path, some below others, most of them deeper."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < _FEWEST or not lines[0].split()[0].endswith("/"):
        return False
    deeper = 0
    for line in lines:
        match = _LINE.match(line)
        if match is None or not _PATH.fullmatch(match["name"]):
            return False
        if not _is_entry(match):
            return False
        if not (match["name"].endswith("/") or _FILE.search(match["name"])):
            return False
        deeper += line[0].isspace()
    return deeper * 2 >= len(lines)


def entries(text: str) -> Iterator[Entry]:
    """The entries of a tree, from top to bottom; lines that show none are passed over."""
    stack: list[tuple[int, str]] = []
    root = ""
    rows = text.split("\n")
    for row, line in enumerate(rows):
        match = _LINE.match(line)
        if match is None or not re.search(r"\w|\.", match["name"]):
            continue
        name = match["name"].removeprefix("./").replace("\\", "/")
        index = match.start("name")
        drawn = bool(match["branch"]) or "│" in match["indent"]
        if not drawn and index == 0:
            stack = []
            root = "" if name.strip("./") == "" else name.rstrip("/") + "/"
            path = root
            is_root = name.endswith("/") or _below(rows, row, 0)
            root = root if is_root else ""
            path = root or (name.strip("./") and name)
        else:
            while stack and stack[-1][0] >= index:
                stack.pop()
            above = stack[-1][1] if stack else root
            is_directory = name.endswith("/") or _below(rows, row, index)
            path = above + name.rstrip("/") + ("/" if is_directory else "")
            if is_directory and len(stack) < _DEEPEST:
                stack.append((index, path))
        if path:
            yield Entry(path, _comment(match["rest"]), row, index)


def _below(rows: list[str], row: int, index: int) -> bool:
    """True when the next line lies deeper: a directory whose author left out the slash."""
    if row + 1 >= len(rows):
        return False
    match = _LINE.match(rows[row + 1])
    if match is None:
        return False
    drawn = bool(match["branch"])
    return match.start("name") > index and (drawn or rows[row + 1][:1].isspace())


def _comment(rest: str) -> str:
    match = _COMMENT.match(rest) or _IN_BRACKETS.match(rest)
    return " ".join((match["text"] if match else rest).split())
