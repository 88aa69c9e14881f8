"""What identifies a finding while the lines around it move: the code, and what stands beside it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from agentgen.baseline.source import Source
from agentgen.codebase import Codebase
from agentgen.diagnostics import Diagnostic

_FORM = re.compile(r"[0-9a-f]{12}-[0-9a-f]{6}-[0-9a-f]{6}-[0-9a-f]{8}")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Digests of four things.

    Attributes:
        code: the statement without its layout, in the definitions that hold it; of a finding about
            a definition, the definition's qualified name.
        before, after: the words that stand before and after it.
        about: the message without its figures.
    """

    code: str
    before: str
    after: str
    about: str

    def __str__(self) -> str:
        return f"{self.code}-{self.before}-{self.after}-{self.about}"

    @classmethod
    def read(cls, text: str) -> "Fingerprint":
        """Read what `str` wrote.

        Raises:
            ValueError: for any other text.
        """
        if not _FORM.fullmatch(text):
            raise ValueError(f"{text!r} is no fingerprint")
        return cls(*text.split("-"))

    def knows(self, other: "Fingerprint") -> bool:
        """True when both mean the same finding.

        The message has to be the same, and the code with what stands on one side of it. At the
        head of a file stand findings about the whole file, for which the message is enough.
        """
        if self.about != other.about:
            return False
        if self.code == other.code and (self.before == other.before or self.after == other.after):
            return True
        return self.before == other.before == _NOTHING


def fingerprinted(
    findings: Iterable[Diagnostic], codebase: Codebase, *, measured: bool = False
) -> tuple[Diagnostic, ...]:
    """The findings, each with the fingerprint of the code it is about.

    Args:
        codebase: where their places are; a place in no file is known by the message.
        measured: True for findings of gates: a figure that belongs to no file identifies them.
    """
    sources: dict[str, Source | None] = {}
    done = []
    for finding in findings:
        path = finding.place.path
        if path not in sources:
            sources[path] = Source.of(codebase, path)
        print_ = _fingerprint(finding, sources[path], measured=measured)
        done.append(replace(finding, fingerprint=str(print_)))
    return tuple(done)


def _fingerprint(finding: Diagnostic, source: Source | None, *, measured: bool) -> Fingerprint:
    if source is None:
        about = finding.message if measured else _bare(finding.message)
        return Fingerprint(_digest("", 12), _NOTHING, _NOTHING, _digest(about, 8))
    code, before, after = source.around(finding.place.line)
    if not before and _is_named(finding.message, code):
        before = "head"
    return Fingerprint(
        _digest(code, 12), _digest(before, 6), _digest(after, 6), _digest(_bare(finding.message), 8)
    )


def _is_named(message: str, code: str) -> bool:
    """True when a message names, in backticks, what stands in the code: it is about that line."""
    return any("".join(name.split()) in code for name in message.split("`")[1::2] if name.strip())


def _bare(message: str) -> str:
    return _FIGURE.sub("#", message)


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:length]


_NOTHING = _digest("", 6)
