r"""The words without which a pattern can't match, read off the pattern.

`\bretr(?:y|ies)\b[^.;]{0,20}\bbackoff` matches no text without a word that begins with `retry` or
`retries`, and none without one that begins with `backoff`. To look words up costs far less than
to search. What can't be read off is left out: all that matches has what is needed.

Source of the grammar: https://docs.python.org/3/library/re.html#regular-expression-syntax
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

Need = tuple[frozenset[str], ...]
"""Beginnings of words (ASCII, lower case), one of every set; a whole word ends in a space."""
Needs = tuple[Need, ...]
"""Each text that matches meets one of them; without any, nothing is known."""

MOST = 3
"""Sets that are kept of an alternative: the most telling ones."""
_TOKEN = re.compile(
    r"(?P<word>[a-z0-9_]+)"
    r"|\\(?P<escape>u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|.)"
    r"|\[(?P<set>\^?\]?(?:\\.|[^\]\\])*)\]"
    r"|(?P<look>\(\?<?[=!])"
    r"|(?P<open>\((?:\?(?::|>|P<\w+>))?(?!\?))"
    r"|(?P<many>[*+?]|\{\d*,?\d*\})[?+]?"
    r"|(?P<char>[^(\\\[{])",
    re.DOTALL,
)
_APART = frozenset("sWntrfv")
"""Escapes that stand for no character of a word."""
_PLAIN_ESCAPE = re.compile(r"\\(?:[sWntrfv]|[^\w\\])")
_DIGITS = re.compile(r"([0-9])-([0-9])")
_LETTERS = re.compile(r"[a-z0-9_]+")


class _UnreadableError(Exception):
    """A construct that is not read here."""


@dataclass(slots=True)
class _Part:
    """What is known of one alternative, as far as it was read.

    `word` is the beginning of a word that goes on; where it is empty, `apart` tells that a
    character of a word would begin one. `never` marks one that can't match: `(?!)`.
    """

    word: str
    apart: bool
    never: bool = False
    needs: list[frozenset[str]] = field(default_factory=list)

    def goes_on(self, text: str) -> None:
        """Characters of a word follow; without a word or its beginning they say nothing."""
        if self.word or self.apart:
            self.word += text
        self.apart = False

    def chooses(self, characters: str) -> None:
        """One of a few characters of a word follows."""
        if characters and (self.word or self.apart):
            self.needs.append(frozenset(self.word + one for one in characters))
            self.word = ""

    def breaks(self, *, apart: bool, ends: bool = False) -> None:
        """The word ends here (`ends`), or may go on in a way that is not read."""
        if self.word:
            self.needs.append(frozenset((f"{self.word} " if ends else self.word,)))
        self.word, self.apart = "", apart


@cache
def needs_of(pattern: str) -> Needs:
    """What a pattern for lower-case text (without flags) needs; nothing where it can't be told."""
    try:
        return _Reader(pattern).read()
    except _UnreadableError:
        return ()


def any_of(several: Iterable[Needs]) -> Needs:
    """What a text needs that meets one of several needs; those of one set alone are joined."""
    options = list(several)
    if not all(options):
        return ()
    every = [need for needs in options for need in needs]
    single = [need[0] for need in every if len(need) == 1]
    longer = tuple(need for need in every if len(need) > 1)
    return (*longer, (frozenset().union(*single),)) if single else longer


def _joined(several: Iterable[Need]) -> Need:
    """What all of several needs ask for."""
    options = list(several)
    if not all(options):
        return ()
    most = max(map(len, options), default=0)
    return tuple(
        frozenset().union(*(one[min(at, len(one) - 1)] for one in options)) for at in range(most)
    )


def _telling(found: Iterable[frozenset[str]]) -> Need:
    """The sets that tell most: long beginnings, and few of them."""
    ranked = sorted(set(found), key=lambda one: (-min(map(len, one)), len(one), sorted(one)))
    return tuple(ranked[:MOST])


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        matches = list(_TOKEN.finditer(pattern))
        if sum(len(match[0]) for match in matches) != len(pattern):
            raise _UnreadableError
        self._tokens = [(m.lastgroup or "", m[m.lastgroup or 0]) for m in matches]
        self._closing = _pairs(self._tokens)
        self._at = 0

    def read(self) -> Needs:
        options = self._options(_Part("", apart=False), ends=False)
        if self._at < len(self._tokens):
            raise _UnreadableError
        return any_of(
            (_telling(one.needs),) if one.needs else () for one in options if not one.never
        )

    def _options(self, before: _Part, *, ends: bool) -> list[_Part]:
        """Alternatives, each of which goes on where `before` stands; at their end a word `ends`."""
        options = [self._sequence(_Part(before.word, before.apart), ends=ends)]
        while self._peek() == ("char", "|"):
            self._at += 1
            options.append(self._sequence(_Part(before.word, before.apart), ends=ends))
        return options

    def _sequence(self, part: _Part, *, ends: bool) -> _Part:
        while (token := self._peek()) not in (("", ""), ("char", "|"), ("char", ")")):
            self._at += 1
            kind, text = token
            if kind == "word":
                self._word(part, text)
            elif kind == "open":
                self._group(part)
            elif kind == "look":
                self._look(part, text)
            elif kind == "many":
                raise _UnreadableError
            elif (kind, text) in (("escape", "b"), ("char", "^"), ("escape", "A")):
                part.breaks(apart=True, ends=text == "b")
            elif (kind, text) not in (("char", "$"), ("escape", "Z")):
                always, before = self._repeats(), part.apart
                apart = _stands_apart(kind, text)
                if always and not apart:
                    part.chooses(_few(kind, text))
                part.breaks(apart=apart and (always or before), ends=apart and always)
        part.breaks(apart=part.apart, ends=ends)
        return part

    def _word(self, part: _Part, text: str) -> None:
        if self._peek()[0] != "many":
            part.goes_on(text)
            return
        if len(text) > 1:
            part.goes_on(text[:-1])
        if self._repeats():
            part.goes_on(text[-1])
        part.breaks(apart=False)

    def _group(self, part: _Part) -> None:
        ends = self._tokens[self._closing[self._at - 1] + 1 :][:1] == [("escape", "b")]
        options = self._options(part, ends=ends)
        self._close()
        before, apart = part.apart, all(one.apart for one in options)
        if self._repeats():
            part.needs += _joined(_telling(one.needs) for one in options if not one.never)
            part.word, part.apart = "", apart
        else:
            part.breaks(apart=before and apart)

    def _look(self, part: _Part, text: str) -> None:
        """What is only looked at: it is needed where it must follow; behind no word, one begins."""
        inside, content = self._peek()
        alone = self._peek(1) in (("char", ")"), ("char", "|"))
        if text == "(?<!" and inside == "set" and content.startswith("\\w") and alone:
            part.apart = part.apart or not part.word
        options = self._options(_Part("", apart=False), ends=False)
        self._close()
        if text == "(?!" and self._tokens[self._at - 2] == ("look", text):
            part.never = True
        elif text == "(?=":
            part.needs += _joined(_telling(one.needs) for one in options)

    def _repeats(self) -> bool:
        """True when what was just read stands there at least once."""
        kind, text = self._peek()
        if kind != "many":
            return True
        self._at += 1
        if text[0] != "{":
            return text == "+"
        least = text[1:-1].partition(",")[0]
        if not text.strip("{,}"):
            raise _UnreadableError
        return least.strip("0") != ""

    def _close(self) -> None:
        if self._peek() != ("char", ")"):
            raise _UnreadableError
        self._at += 1

    def _peek(self, further: int = 0) -> tuple[str, str]:
        at = self._at + further
        return self._tokens[at] if at < len(self._tokens) else ("", "")


def _pairs(tokens: list[tuple[str, str]]) -> dict[int, int]:
    """Where each bracket is closed."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token[0] in ("open", "look"):
            opened.append(at)
        elif token == ("char", ")"):
            if not opened:
                raise _UnreadableError
            pairs[opened.pop()] = at
    if opened:
        raise _UnreadableError
    return pairs


def _stands_apart(kind: str, text: str) -> bool:
    """True for an item that no character of a word matches."""
    if kind == "escape":
        return text in _APART or not text.isalnum()
    if kind == "char":
        return text != "." and not _in_word(text)
    bare = _PLAIN_ESCAPE.sub(" ", text)
    unread = bare.startswith("^") or "-" in bare[1:-1] or "\\" in bare
    return not unread and not any(map(_in_word, bare))


def _few(kind: str, text: str) -> str:
    """The characters of a word that an item stands for, when they are told one by one."""
    if (kind, text) == ("escape", "d"):
        return "0123456789"
    digits = _DIGITS.fullmatch(text) if kind == "set" else None
    if digits:
        return "".join(map(str, range(int(digits[1]), int(digits[2]) + 1)))
    return text if kind == "set" and _LETTERS.fullmatch(text) else ""


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
