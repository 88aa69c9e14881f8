"""The words of a text, which are looked up to spare searches."""

from functools import lru_cache

_IN_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789_")
_PARTED = bytes(byte if byte in _IN_WORD else ord(" ") for byte in range(256))
"""Every byte as it is in a word, else as a blank; UTF-8 holds no ASCII in its longer sequences."""


@lru_cache(maxsize=4096)
def words_in(text: str) -> frozenset[str]:
    """All runs of `a` to `z`, digits and `_`; capitals part words like any other character."""
    return frozenset(text.encode("utf-8", "replace").translate(_PARTED).decode("ascii").split())
