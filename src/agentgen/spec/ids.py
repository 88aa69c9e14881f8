"""Names of statements that outlive edits elsewhere in the file."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from agentgen.ir.policy import Statement

_WORD = re.compile(r"\w+")
_BLANKED = bytes(
    ord(chr(byte).lower()) if chr(byte).isalnum() or byte == ord("_") else ord(" ")
    for byte in range(128)
).ljust(256)
"""ASCII without capitals, with blanks for all that is in no word."""


def statement_id(section: Sequence[str], text: str) -> str:
    """A stable id from the section path and the text, blind to case, marks and spacing."""
    return _digest(_prefix(tuple(section)) + _bare(text), 5)


@lru_cache(maxsize=1024)
def _prefix(section: tuple[str, ...]) -> str:
    return "".join(_bare(part) + "\x1f" for part in section)


def _bare(text: str) -> str:
    """The words in lower case, one blank between them."""
    if text.isascii():
        return " ".join(text.encode().translate(_BLANKED).decode().split())
    return " ".join(_WORD.findall(text)).lower()


def number_ids(statements: Sequence[Statement]) -> list[Statement]:
    """Tell statements that share an id apart: `3f2a91c04b`, `3f2a91c04b-2`, …

    They are counted within their file, for only there an insertion may move them. Where another
    file holds the name already, a digest of the path is added.
    """
    within: Counter[tuple[str, str]] = Counter()
    taken: set[str] = set()
    numbered: list[Statement] = []
    for statement in statements:
        path = statement.place.path
        within[path, statement.id] += 1
        count = within[path, statement.id]
        name = statement.id if count == 1 else f"{statement.id}-{count}"
        if name in taken:
            name = f"{name}-{_digest(path, 2)}"
        while name in taken:
            name += "x"
        taken.add(name)
        numbered.append(statement if name == statement.id else replace(statement, id=name))
    return numbered


def _digest(text: str, size: int) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=size).hexdigest()
