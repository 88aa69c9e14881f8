"""Comments that carry a marker. Files without a marker word are not tokenised at all."""

import io
import re
import tokenize
from collections.abc import Iterator

from agentgen.codebase.model import CommentFact

_MARKER = re.compile(r"agentgen:|\b(?:TODO|FIXME|XXX|HACK)\b", re.IGNORECASE)
_SCRIPT = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)"""
    r"|//(?P<line>[^\n]*)|/\*(?P<block>.*?)\*/",
    re.DOTALL,
)


def marked_comments(path: str, text: str) -> tuple[CommentFact, ...]:
    """Return the comments of a source file that hold a marker, in order."""
    if not _MARKER.search(text):
        return ()
    found = _python(text) if path.endswith((".py", ".pyi")) else _script(text)
    return tuple(c for c in found if _MARKER.search(c.text))


def _python(text: str) -> Iterator[CommentFact]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                own = not token.line[: token.start[1]].strip()
                yield CommentFact(token.string.lstrip("#").strip(), token.start[0], own)
    except (tokenize.TokenError, SyntaxError):
        return


def _script(text: str) -> Iterator[CommentFact]:
    for match in _SCRIPT.finditer(text):
        body = match["line"] if match["line"] is not None else match["block"]
        if body is None:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        own = not text[start : match.start()].strip(" \t{")
        yield CommentFact(body.strip(" *\n\t"), text.count("\n", 0, match.start()) + 1, own)
