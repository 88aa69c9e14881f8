"""Text that was decoded with the wrong encoding, made readable again.

`Controller ‚Üí Service` is UTF-8 read as Mac Roman; cp1252, cp1254 and Latin-1 leave other marks.
It may have happened twice.
"""

import re
from functools import lru_cache

_WRONG_DECODERS = ("cp1252", "cp1254", "mac_roman", "latin-1")
_MOST_ROUNDS = 3
# UTF-8 text read as Latin or Mac: a lead byte's character followed by another non-ASCII one.
_SUSPECT = re.compile("[\u00a0-\u00ff\u011e\u011f\u0152\u201a\u201e\u221a\uf8ff][^\x00-\x7f]")
_RUN = re.compile("[^\x00-\x7f]+")
_BEHEADED = re.compile(rb"^(?:\xf0\x9f|\xe2[\x80-\x9f]|\xef\xb8|\xc3)")

Origins = tuple[int, ...]
"""For each character of a text, the index of the character it was made of."""


def repair(line: str) -> tuple[str, Origins | None, bool]:
    """Undo mojibake in one line: the text, its origins (None: unchanged), whether some is lost.

    Each run of non-ASCII characters is tried on its own, so that one broken run does not spoil
    its neighbours; what none of the known decoders explains is left to ftfy.
    """
    if line.isascii() or not _SUSPECT.search(line):
        return line, None, False
    parts: list[str] = []
    origins: list[int] = []
    lost, end = False, 0
    for match in _RUN.finditer(line):
        parts.append(line[end : match.start()])
        origins.extend(range(end, match.start()))
        text, within, gone = _mend(match.group())
        parts.append(text)
        origins.extend(match.start() + index for index in within)
        lost, end = lost or gone, match.end()
    fixed = "".join([*parts, line[end:]])
    if fixed == line:
        return _whole_line(line)
    origins.extend(range(end, len(line)))
    return fixed, tuple(origins), lost


def _whole_line(line: str) -> tuple[str, Origins | None, bool]:
    """Mojibake that ASCII characters are part of (a no-break space turned into a plain one)."""
    fixed = _ftfy(line)
    return fixed, None if fixed == line else tuple(_aligned(line, fixed)), False


def _mend(run: str) -> tuple[str, list[int], bool]:
    text, origins, lost = run, list(range(len(run))), False
    for _ in range(_MOST_ROUNDS):
        better, within, gone = _mend_once(text)
        if better == text:
            break
        text, origins, lost = better, [origins[i] for i in within], lost or gone
    return text, origins, lost


def _mend_once(run: str) -> tuple[str, list[int], bool]:
    unchanged = run, list(range(len(run))), False
    if len(run) < 2:
        return unchanged
    beheaded = False
    for encoding in _WRONG_DECODERS:
        known = _bytes_of(encoding)
        try:
            data = bytes(known[character] for character in run)
        except KeyError:
            continue
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            beheaded = beheaded or bool(_BEHEADED.match(data))
            continue
        return text, _byte_offsets(text), False
    if not beheaded:
        return unchanged
    rescued = _ftfy(run)
    broken = _SUSPECT.search(rescued)
    kept = rescued[: broken.start()] if broken else rescued
    return kept, _aligned(run, kept), broken is not None


@lru_cache(maxsize=len(_WRONG_DECODERS))
def _bytes_of(encoding: str) -> dict[str, int]:
    """The byte each character was read from; bytes that the encoding lacks are read as C1."""
    table = {chr(byte): byte for byte in range(0x80, 0xA0)}
    for byte in range(0x80, 0x100):
        character = bytes([byte]).decode(encoding, errors="replace")
        if character != "\ufffd":
            table[character] = byte
    return table


def _byte_offsets(text: str) -> list[int]:
    """Where each character begins in UTF-8: each byte was one character of the broken text."""
    offsets, at = [], 0
    for character in text:
        offsets.append(at)
        at += len(character.encode())
    return offsets


def _aligned(before: str, after: str) -> list[int]:
    """Origins where only the outcome is known: ASCII characters stay, the rest lies between."""
    origins, at = [], 0
    for character in after:
        found = before.find(character, at) if character.isascii() else -1
        at = max(at, found)
        origins.append(min(at, len(before) - 1))
        at += found >= 0
    return origins


def _ftfy(text: str) -> str:
    import ftfy

    return ftfy.fix_encoding(text)
