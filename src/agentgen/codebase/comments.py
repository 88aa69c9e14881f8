"""Comments that carry a marker. Files without a marker word are not scanned at all."""

import re
from collections.abc import Iterator

from agentgen.codebase.model import CommentFact

_MARKER = re.compile(r"agentgen:|\b(?:TODO|FIXME|XXX|HACK)\b", re.IGNORECASE)
_PYTHON = re.compile(
    r'''"""(?:\\.|[^\\])*?"""|'''
    r"""'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""
    r"""|\#(?P<line>[^\n]*)(?P<block>)""",
    re.DOTALL,
)
_SCRIPT = re.compile(
    r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"""
    r"""|//(?P<line>[^\n]*)|/\*(?P<block>.*?)\*/""",
    re.DOTALL,
)


def marked_comments(path: str, text: str) -> tuple[CommentFact, ...]:
    """Return the comments of a source file that hold a marker, in order."""
    if not _MARKER.search(text):
        return ()
    pattern = _PYTHON if path.endswith((".py", ".pyi")) else _SCRIPT
    return tuple(_comments(pattern, text))


def _comments(pattern: re.Pattern[str], text: str) -> Iterator[CommentFact]:
    """Scan strings and comments together, so that neither is taken for the other."""
    line, position = 1, 0
    for match in pattern.finditer(text):
        body = match["line"] if match["line"] is not None else match["block"]
        if body is None or not _MARKER.search(body):
            continue
        line += text.count("\n", position, match.start())
        position = match.start()
        before = text[text.rfind("\n", 0, position) + 1 : position]
        yield CommentFact(body.strip(" #*\n\t"), line, own_line=not before.strip(" \t{"))
