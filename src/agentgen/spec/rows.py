"""Table rows to what they say, cell by cell, under the titles of their columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agentgen.ir.policy import Modality
from agentgen.spec.blocks import Block
from agentgen.spec.clauses import clauses
from agentgen.spec.modality import modality_of

_ID_CELL = re.compile(r"^(?:[A-Z]{1,6}[-.]?\d+(?:\.\d+)*[a-z]?|#?\d+\.?)$")
_BAD_COLUMN = re.compile(
    r"^\W*(?:don'?ts?|do not|bad|avoid|wrong|never|incorrect|instead of|forbidden|prohibited"
    r"|not allowed|disallowed|anti-?patterns?)\b",
    re.IGNORECASE,
)
_EXAMPLE_COLUMN = re.compile(r"^\W*(?:examples?|samples?)\b", re.IGNORECASE)
_FAULT_COLUMN = re.compile(
    r"^\W*(?:symptoms?|(?:likely |possible |root |common )?(?:causes?|problems?|issues?)"
    r"|reasons?|why"
    r"|rationale)\W*$",
    re.IGNORECASE,
)
"""What goes wrong, or why: it explains the cells beside it."""
_PATHS_ONLY = re.compile(r"^(?:[\s,]|and\b|or\b|`[^`]+`)+$")
_NO = re.compile(r"^\s*(?:❌|✗|✘|🚫|⛔|no|never)\s*$", re.IGNORECASE)
_YES = re.compile(r"^\s*(?:✅|✓|✔\ufe0f?|☑\ufe0f?|yes|always)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CellClause:
    """One clause of a cell: its text with the row's label, and its offset in the block's text."""

    text: str
    offset: int
    modality: Modality


def read_row(block: Block) -> Iterator[CellClause]:
    """What a row says: each clause of each cell, named by the row's first cell."""
    cells = [*_cells(block)]
    if len(cells) > 1 and _ID_CELL.match(cells[0][1].strip("*")):
        cells = cells[1:]
    label = cells[0][1] if len(cells) > 1 else ""
    prefix = f"{label}: " if label else ""
    found = [
        CellClause(prefix + text, offset + at, modality)
        for column, cell, offset in cells[1 if label else 0 :]
        for text, at, modality in _of_cell(block, column, cell)
    ]
    if found:
        yield from found
    elif re.search(r"\w", block.text):
        bare = modality_of("", block.section, stands_alone=True)
        yield CellClause(label or block.text, 0, bare)


def _cells(block: Block) -> Iterator[tuple[str, str, int]]:
    """(column title, cell, offset in the block's text)."""
    at = 0
    for index, cell in enumerate(block.cells):
        yield (block.header[index] if index < len(block.header) else ""), cell, at
        at += len(cell) + len(" | ")


def _of_cell(block: Block, column: str, cell: str) -> Iterator[tuple[str, int, Modality]]:
    if column and (_NO.match(cell) or _YES.match(cell)):
        yield column, 0, Modality.NEVER if _NO.match(cell) else Modality.MUST
        return
    for offset, clause in clauses(cell):
        if _EXAMPLE_COLUMN.match(column):
            modality = Modality.EXAMPLE
        elif _FAULT_COLUMN.match(column):
            modality = Modality.INFO
        else:
            own = "" if _PATHS_ONLY.match(clause) else clause
            modality = modality_of(own, block.section, stands_alone=True)
        if _BAD_COLUMN.match(column) and modality is Modality.MUST:
            modality = Modality.NEVER
        yield clause, offset, modality
