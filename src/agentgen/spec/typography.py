"""Typographic characters and stray marks: plain text for what looks the same."""

import re

from agentgen.spec.mojibake import Origins

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
_SPACES += "\u205f\u3000\u2028\u2029\x0b\x0c\x85"
_INVISIBLE = "\u00ad\u200b\u200c\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff\u0000"
_PLAIN = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | {"\u2010": "-", "\u2011": "-", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}
    | {"\u201a": "'", "\u201e": '"'}
)
_KIN = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
_HIDDEN = re.compile(f"[{_INVISIBLE}\u200d]")
_STRAY = re.compile(
    rf"[{_INVISIBLE}]|(?<=\w)\u200d(?=\w)"
    r"|[ \t]?\u3010[^\u3010\u3011]{0,80}\u2020[^\u3010\u3011]{0,80}\u3011"  # 【12†source】
    r"|[ \t]?(?::contentReference)?\[oaicite:[^\]]{0,40}\](?:\{index=\d{1,6}\})?"
    r"|\ue200(?:file)?cite[^\ue201]{0,200}\ue201"
    r"|\b(?:file)?cite(?:turn\d{1,4}(?:search|view|fetch|news|image|file|academia)\d{1,4})+"
)
_CITED = re.compile(r"[\u3010\ue200]|\[oaicite:|citeturn")


def normalise(line: str) -> tuple[str, Origins | None, bool]:
    """Plain spaces, hyphens and quotes for their typographic kin, no invisible characters.

    Returns the text, its origins (None: each character stands where it stood), and whether
    citation marks of a chat tool were left out.
    """
    odd = not line.isascii() or "\0" in line or "\x0b" in line or "\x0c" in line
    cites = (odd or "cite" in line) and _CITED.search(line) is not None
    if not odd and not cites:
        return line, None, False
    plain = line.translate(_PLAIN) if _KIN.search(line) else line
    if not cites and not _HIDDEN.search(plain):
        return plain, None, False
    kept: list[str] = []
    origins: list[int] = []
    end = 0
    for match in _STRAY.finditer(plain):
        kept.append(plain[end : match.start()])
        origins.extend(range(end, match.start()))
        end = match.end()
    if not end:
        return plain, None, False
    kept.append(plain[end:])
    origins.extend(range(end, len(plain)))
    return "".join(kept), tuple(origins), cites
