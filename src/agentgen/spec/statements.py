"""Blocks to statements: one for each clause, with its place and how binding it is."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from agentgen.diagnostics import Place
from agentgen.ir.policy import Modality, Statement
from agentgen.spec.blocks import Block, Shape, read_blocks
from agentgen.spec.clauses import clauses
from agentgen.spec.modality import (
    context_modality,
    explicit_modality,
    is_reference,
    modality_of,
)
from agentgen.spec.reading import Source

_ID_CELL = re.compile(r"^(?:[A-Z]{1,6}-?\d+[a-z]?|#?\d+\.?)$")
_CHECKBOX = re.compile(r"^\[[ xX]\]\s+")
_MARK = re.compile(r"^(?:(?P<bad>❌|✗|✘|🚫|⛔)|(?P<good>✅|✓|✔\ufe0f?|☑\ufe0f?))\s*")
_PATTERN_COMMENT = re.compile(r"^\s*(?:--|#|//)\s*([A-Z][\w/ -]*:\s.*\{[\w-]+\}.*?)\s*$")
_LEAD_START = re.compile(r"^(?:when\w*|before|after|for|the following|these|here|in|if)\b", re.I)
_URL = re.compile(r"https?://")
_BAD_COLUMN = re.compile(r"^\W*(?:don'?ts?|bad|avoid|wrong|never|incorrect|instead of)\b", re.I)
_EXAMPLE_COLUMN = re.compile(r"^\W*examples?\b", re.IGNORECASE)
_PATHS_ONLY = re.compile(r"^(?:[\s,]|and|or|`[^`]+`)+$")


def read_statements(source: Source) -> list[Statement]:
    """All statements of one spec in document order; ids are unique within it."""
    drafts = [*_front_matter(source)]
    for block in read_blocks(source):
        drafts.extend(_of_block(source, block))
    return drafts


def number_ids(statements: Sequence[Statement]) -> list[Statement]:
    """Give statements that share an id an ordinal: `3f2a91c04b`, `3f2a91c04b-2`, …"""
    seen: Counter[str] = Counter()
    numbered: list[Statement] = []
    for statement in statements:
        seen[statement.id] += 1
        count = seen[statement.id]
        name = statement.id if count == 1 else f"{statement.id}-{count}"
        numbered.append(
            Statement(name, statement.text, statement.place, statement.section, statement.modality)
        )
    return numbered


def statement_id(section: Sequence[str], text: str) -> str:
    """A stable id from the section path and the text, blind to case, marks and spacing."""
    parts = [re.sub(r"\W+", " ", part).strip().lower() for part in (*section, text)]
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=5).hexdigest()


def _front_matter(source: Source) -> Iterator[Statement]:
    for line, text in source.front_matter:
        section = ("front matter",)
        yield _statement(source, text.strip(), line, section, Modality.INFO)


def _of_block(source: Source, block: Block) -> Iterator[Statement]:
    if block.shape is Shape.CODE:
        yield from _of_code(source, block)
    elif block.shape is Shape.TITLE:
        yield from _of_title(source, block)
    elif block.shape is Shape.ROW:
        yield from _of_row(source, block)
    else:
        yield from _of_text(source, block)


def _of_title(source: Source, block: Block) -> Iterator[Statement]:
    """A heading speaks when it says more than what the section is called."""
    own = explicit_modality(block.text)
    forbids = own is Modality.NEVER and context_modality((block.text,)) is None
    if forbids or ":" in block.text or "(" in block.text:
        yield from _of_text(source, block)


def _of_code(source: Source, block: Block) -> Iterator[Statement]:
    """The whole text as an example, and each comment that states a naming pattern by itself."""
    if not block.text.strip():
        return
    yield _statement(source, block.text, block.line, block.section, Modality.EXAMPLE)
    for offset, line in enumerate(block.text.split("\n")):
        pattern = _PATTERN_COMMENT.match(line)
        if pattern:
            modality = modality_of(pattern[1], block.section, stands_alone=True)
            yield _statement(source, pattern[1], block.line + offset, block.section, modality)


def _of_text(source: Source, block: Block) -> Iterator[Statement]:
    text, offset = block.text, 0
    box = _CHECKBOX.match(text)
    mark = _MARK.match(text[box.end() :] if box else text)
    offset = (box.end() if box else 0) + (mark.end() if mark else 0)
    alone = block.shape is Shape.ITEM
    for start, clause in clauses(text[offset:]):
        line = block.line + text[: offset + start].count("\n")
        modality = modality_of(clause, block.section, stands_alone=alone)
        if mark and mark["bad"] and modality is Modality.MUST:
            modality = Modality.NEVER
        if _only_informs(clause, block):
            modality = Modality.INFO
        yield _statement(source, clause, line, block.section, modality)


def _only_informs(clause: str, block: Block) -> bool:
    if is_reference(block.section) or (_URL.search(clause) and len(clause.split()) <= 6):
        return True
    label = clause.endswith(":") or block.leads
    return label and (len(clause.split()) <= 3 or bool(_LEAD_START.match(clause)))


def _of_row(source: Source, block: Block) -> Iterator[Statement]:
    cells = list(block.cells)
    header = [*block.header, *[""] * (len(cells) - len(block.header))]
    if len(cells) > 1 and _ID_CELL.match(cells[0].strip("*")):
        cells, header = cells[1:], header[1:]
    label = cells[0] if len(cells) > 1 else ""
    pairs = [*zip(header, cells, strict=False)][1 if label else 0 :]
    for column, cell in pairs:
        yield from _of_cell(source, block, label, column, cell)


def _of_cell(
    source: Source, block: Block, label: str, column: str, cell: str
) -> Iterator[Statement]:
    prefix = f"{label}: " if label else ""
    for _, clause in clauses(cell):
        if _EXAMPLE_COLUMN.match(column):
            modality = Modality.EXAMPLE
        elif _PATHS_ONLY.match(clause):
            modality = modality_of("", block.section, stands_alone=True)
        else:
            modality = modality_of(clause, block.section, stands_alone=True)
        if _BAD_COLUMN.match(column) and modality is Modality.MUST:
            modality = Modality.NEVER
        if is_reference(block.section):
            modality = Modality.INFO
        yield _statement(source, prefix + clause, block.line, block.section, modality, clause)


def _statement(
    source: Source,
    text: str,
    line: int,
    section: tuple[str, ...],
    modality: Modality,
    needle: str = "",
) -> Statement:
    place = Place(source.path, line, _column(source, line, needle or text))
    return Statement(statement_id(section, text), text, place, section, modality)


def _column(source: Source, line: int, text: str) -> int:
    """1-based column of the text's first word that can be found on its line."""
    if not 0 < line <= len(source.lines):
        return 1
    for word in re.findall(r"[\w./{`-]{2,}", text)[:3]:
        found = source.lines[line - 1].find(word)
        if found >= 0:
            return found + 1
    return len(source.lines[line - 1]) - len(source.lines[line - 1].lstrip()) + 1
