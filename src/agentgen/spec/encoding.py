"""Bytes to text: encodings, and text that was decoded with the wrong one (mojibake)."""

import codecs
import re

from agentgen.errors import AgentgenError

_WRONG_DECODERS = ("cp1252", "cp1254", "mac_roman", "latin-1")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# UTF-8 text read as Latin or Mac: a lead byte's character followed by another non-ASCII one.
_SUSPECT = re.compile("[\u00a0-\u00ff\u011e\u011f\u0152\u201a\u201e\u221a\uf8ff][^\x00-\x7f]")
_RUN = re.compile("[^\x00-\x7f]+")
_BEHEADED = re.compile(rb"^(?:\xf0\x9f|\xe2[\x80-\x9f]|\xef\xb8|\xc3)")

_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2007\u2008\u2009\u200a\u202f"), " "
)
_DROPPED: dict[int, str] = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\u0000"), "")
_NORMAL = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}
    | {"\u201a": "'", "\u201e": '"', "\u2028": " ", "\u2029": " ", "\x0b": " ", "\x0c": " "}
    | {"\x85": " "}
) | {**_SPACES, **_DROPPED}


def decode(path: str, data: bytes) -> tuple[str, list[int]]:
    """Decode a file; returns its text and the 1-based numbers of lines that were not UTF-8.

    Raises:
        AgentgenError: when the file is binary.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace"), []
    guessed = _utf16_without_bom(data)
    if guessed:
        return data.decode(guessed, errors="replace"), []
    if b"\0" in data:
        raise AgentgenError(
            "this is no text file",
            where=path,
            why="it holds NUL bytes",
            way_out="give a Markdown file",
        )
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _decode_lines(data)


def _utf16_without_bom(data: bytes) -> str:
    head = data[:2000]
    if len(head) < 8:
        return ""
    if head[1::2].count(0) > len(head) * 0.4 and head[::2].count(0) == 0:
        return "utf-16-le"
    if head[::2].count(0) > len(head) * 0.4 and head[1::2].count(0) == 0:
        return "utf-16-be"
    return ""


def _decode_lines(data: bytes) -> tuple[str, list[int]]:
    lines: list[str] = []
    odd: list[int] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            odd.append(number)
            try:
                lines.append(line.decode("cp1252"))
            except UnicodeDecodeError:
                lines.append(line.decode("mac_roman"))
    return "\n".join(lines), odd


def repair(line: str) -> tuple[str, bool, bool]:
    """Undo mojibake in one line; returns the text, whether it changed, whether something is lost.

    Each run of non-ASCII characters is tried on its own, so that one broken run does not spoil
    its neighbours; what none of the known decoders explains is left to ftfy.
    """
    if line.isascii() or not _SUSPECT.search(line):
        return line, False, False
    lost = False

    def mend(match: re.Match[str]) -> str:
        nonlocal lost
        text, gone = _mend(match.group())
        lost = lost or gone
        return text

    fixed = _RUN.sub(mend, line)
    if fixed == line:
        fixed = _ftfy(line)
    return fixed, fixed != line, lost


def _mend(run: str) -> tuple[str, bool]:
    if len(run) < 2:
        return run, False
    beheaded = False
    for encoding in _WRONG_DECODERS:
        try:
            data = run.encode(encoding)
        except UnicodeEncodeError:
            continue
        try:
            return data.decode("utf-8"), False
        except UnicodeDecodeError:
            beheaded = beheaded or bool(_BEHEADED.match(data))
    if not beheaded:
        return run, False
    rescued = _ftfy(run)
    broken = _SUSPECT.search(rescued)
    return (rescued[: broken.start()], True) if broken else (rescued, False)


def _ftfy(text: str) -> str:
    import ftfy

    return ftfy.fix_encoding(text)


def normalise(text: str) -> str:
    """Plain spaces, hyphens and quotes for their typographic kin; invisible characters removed."""
    return text.translate(_NORMAL)
