"""Blocks to statements: one for each clause, with its place and how binding it is."""

import re
from collections.abc import Iterator, Sequence

from agentgen.diagnostics import Place
from agentgen.ir.policy import Modality, Statement
from agentgen.spec.blocks import Block, Shape, read_blocks
from agentgen.spec.clauses import clauses, is_instead
from agentgen.spec.ids import number_ids, statement_id
from agentgen.spec.listings import stated
from agentgen.spec.locate import Locator
from agentgen.spec.modality import (
    context_modality,
    explicit_modality,
    is_reference,
    modality_of,
    starts_with_verb,
)
from agentgen.spec.reading import Source
from agentgen.spec.rows import read_row
from agentgen.spec.scopes import scope_of

__all__ = ["number_ids", "read_statements", "statement_id"]

_CHECKBOX = re.compile(r"^\[[ xX]\]\s+")
_MARK = re.compile(r"^(?:(?P<bad>❌|✗|✘|🚫|⛔)|(?P<good>✅|✓|✔\ufe0f?|☑\ufe0f?))\s*")
_LEAD_START = re.compile(r"^(?:when\w*|before|after|for|the following|these|here|in|if)\b", re.I)
_POINTS_BELOW = re.compile(r"\b(?:following|these|those|below|always|never)\b", re.IGNORECASE)
_DASH = re.compile(r"\s(?:—|–|-)\s")
_URL = re.compile(r"https?://")


def read_statements(source: Source) -> list[Statement]:
    """All statements of one spec in document order; ids may repeat (see `number_ids`)."""
    found = [*_front_matter(source)]
    for block in read_blocks(source):
        found.extend(_Reader(source, block).read())
    return found


def _front_matter(source: Source) -> Iterator[Statement]:
    section = ("front matter",)
    for line, text in source.front_matter.lines:
        told = text.strip()
        place = source.place(line, text.index(told))
        yield Statement(statement_id(section, told), told, place, section, Modality.INFO)


class _Reader:
    """Reads one block."""

    def __init__(self, source: Source, block: Block) -> None:
        self.source = source
        self.block = block

    def read(self) -> Iterator[Statement]:
        shape = self.block.shape
        if shape is Shape.CODE:
            yield from self._code()
        elif shape is Shape.ROW:
            yield from self._row()
        elif shape is Shape.TITLE:
            yield from self._title()
        else:
            yield from self._text(alone=shape is Shape.ITEM)

    def _title(self) -> Iterator[Statement]:
        """A heading speaks when it says more than what the section is called."""
        text = self.block.text
        own = explicit_modality(text)
        forbids = own is Modality.NEVER and context_modality((text,)) is None
        if is_reference((text,)):
            yield self._made(text, self._locator().find(0), self.block.span[1], Modality.INFO)
        elif _demands_behind_dash(text):
            yield from self._text(alone=True)
        elif forbids or ":" in text or "(" in text:
            yield from self._text()

    def _text(self, *, alone: bool = False) -> Iterator[Statement]:
        text, block = self.block.text, self.block
        box = _CHECKBOX.match(text)
        mark = _MARK.match(text[box.end() :] if box else text)
        skipped = (box.end() if box else 0) + (mark.end() if mark else 0)
        bad = bool(mark and mark["bad"]) or context_modality(block.section) is Modality.NEVER
        found = list(clauses(text[skipped:], prohibited=bad))
        ends = [*(start for start, _ in found[1:]), len(text) - skipped]
        locator = self._locator()
        for (start, clause), end in zip(found, ends, strict=False):
            modality = modality_of(clause, block.section, stands_alone=alone)
            if bad and is_instead(text[skipped:], start):
                modality = explicit_modality(clause) or Modality.MUST
            elif mark and mark["bad"] and modality is Modality.MUST:
                modality = Modality.NEVER
            if self._only_informs(clause):
                modality = Modality.INFO
            at = locator.find(skipped + start)
            last = self._last_line(locator, skipped + start, skipped + end)
            yield self._made(clause, at, last, modality)

    def _last_line(self, locator: Locator, start: int, end: int) -> int:
        """The line that the last word of `text[start:end]` stands on."""
        first, last = self.block.span
        if first == last or end >= len(self.block.text):
            return last
        text = self.block.text
        while end > start and not text[end - 1].isalnum():
            end -= 1
        while end > start and text[end - 1].isalnum():
            end -= 1
        return locator.find(end)[0]

    def _only_informs(self, clause: str) -> bool:
        if is_reference(self.block.section):
            return True
        words = len(clause.split(None, 7))
        if words <= 6 and _URL.search(clause):
            return True
        if not (clause.endswith(":") or self.block.leads):
            return False
        return words <= 3 or (bool(_LEAD_START.match(clause)) and not _asks_itself(clause))

    def _row(self) -> Iterator[Statement]:
        locator = self._locator()
        informs = is_reference(self.block.section)
        for one in read_row(self.block):
            modality = Modality.INFO if informs else one.modality
            yield self._made(one.text, locator.find(one.offset), self.block.span[1], modality)

    def _code(self) -> Iterator[Statement]:
        """The whole text as an example, then what it states by itself."""
        block = self.block
        if not block.text.strip():
            return
        rows = block.text.split("\n")
        at = block.line, self._shift(rows, 0) + _indent(rows[0])
        yield self._made(block.text, at, block.span[1], Modality.EXAMPLE, block.span[0])
        for one in stated(block.text, block.language):
            modality = modality_of(one.said, block.section, stands_alone=True)
            if modality is Modality.EXAMPLE:
                return
            if one.bad:
                modality = Modality.NEVER
            first, last = one.rows
            at = block.line + first, self._shift(rows, first) + one.index
            yield self._made(one.text, at, block.line + last, modality)

    def _shift(self, rows: Sequence[str], row: int) -> int:
        """How far a line of code is indented by the list or quote it stands in."""
        number = self.block.line + row
        line = self.source.lines[number - 1] if number <= len(self.source.lines) else ""
        return max(line.find(rows[row].strip()) - _indent(rows[row]), 0)

    def _locator(self) -> Locator:
        first, last = self.block.span
        return Locator(self.source.lines[first - 1 : last], first, self.block.text)

    def _made(
        self, text: str, at: tuple[int, int], last: int, modality: Modality, first: int = 0
    ) -> Statement:
        place: Place = self.source.place(*at)
        section = self.block.section
        span = (first or place.line, max(last, place.line))
        scope = self.source.scope
        if modality is not Modality.EXAMPLE:
            scope = scope_of(scope, self.source.home, section, text)
        name = statement_id(section, text)
        return Statement(name, text, place, section, modality, scope=scope, span=span)


def _demands_behind_dash(title: str) -> bool:
    """True for a heading that goes on to demand something: `Shutdown — close all clients`."""
    dash = _DASH.search(title)
    return dash is not None and starts_with_verb(title[dash.end() :])


def _asks_itself(lead_in: str) -> bool:
    """True for a lead-in that demands something in its own words: `For X, answer as:`."""
    _, comma, rest = lead_in.partition(", ")
    return bool(comma) and starts_with_verb(rest) and not _POINTS_BELOW.search(rest)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
