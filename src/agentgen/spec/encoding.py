"""Bytes to text: which encoding a file is in, and lines that are in another."""

import codecs

from agentgen.errors import AgentgenError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


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
