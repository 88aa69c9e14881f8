"""CommonMark tokens to blocks: the pieces of a spec that say something.

Source of the grammar: https://spec.commonmark.org/0.31.2/, and GitHub's tables.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from agentgen.spec.inline import InlineReader
from agentgen.spec.markdown import block_parser
from agentgen.spec.reading import Source
from agentgen.spec.trees import is_tree

if TYPE_CHECKING:
    from markdown_it.token import Token

_LONGEST_TITLE = 120
_LABEL = re.compile(
    r"(?P<mark>\*\*|__)(?!note|example|why|reason|description|background|[\w ]{0,20}reference)"
    r"[^*_\n]{1,60}(?::(?P=mark)|(?P=mark)\s*:)\s*\S",
    re.IGNORECASE,
)


class Shape(Enum):
    """How a block stands in the document."""

    SENTENCES = "sentences"
    ITEM = "item"
    ROW = "row"
    CODE = "code"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a spec.

    Attributes:
        text: plain text; code spans keep their backticks, lines their breaks.
        line: 1-based line its text begins on.
        section: headings, then lead-ins, outermost first.
        cells: for rows, the cells' texts; `header` the column titles.
        leads: True when it introduces the block that follows (`When writing code:`).
        span: first and last line, the fences of code included.
        language: what a fence says its code is.
    """

    shape: Shape
    text: str
    line: int
    section: tuple[str, ...]
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    leads: bool = False
    span: tuple[int, int] = (0, 0)
    language: str = ""


def read_blocks(source: Source) -> list[Block]:
    """All blocks of a spec in document order."""
    parser = block_parser()
    env: dict[str, Any] = {}
    tokens = parser.parse(source.body, env)
    blocks = _Reader(tokens, source.lines, InlineReader(parser, env)).read()
    definitions = env.get("references", {}).values()
    if definitions:
        blocks += [_definition(source, d["map"]) for d in definitions if "map" in d]
        blocks.sort(key=lambda block: block.line)
    return blocks


def _definition(source: Source, lines: Sequence[int]) -> Block:
    """`[name]: https://…`: it shows nothing, and says where something can be read."""
    first, end = lines
    text = "\n".join(source.lines[first:end])
    return Block(Shape.SENTENCES, text.strip(), first + 1, ("Links",), span=(first + 1, end))


class _Reader:
    """One pass over the tokens; remembers headings, list nesting and lead-ins."""

    def __init__(
        self, tokens: "Sequence[Token]", lines: Sequence[str], inline: InlineReader
    ) -> None:
        self.tokens = tokens
        self.lines = lines
        self.inline = inline
        self.headings: list[tuple[int, str]] = []
        self.lead = ""
        self.item_leads: list[str] = []
        self.list_leads: list[str] = []
        self.header: tuple[str, ...] = ()
        self.blocks: list[Block] = []

    # agentgen: ignore[single-responsibility] a dispatch: one way for each case
    def read(self) -> list[Block]:
        for index, token in enumerate(self.tokens):
            kind = token.type
            if kind == "paragraph_open":
                self._paragraph(index)
            elif kind == "list_item_open":
                self.item_leads.append("")
            elif kind == "list_item_close":
                self.item_leads.pop()
            elif kind == "heading_open":
                self._heading(token, self.tokens[index + 1])
            elif kind in ("bullet_list_open", "ordered_list_open"):
                self.list_leads.append(self.item_leads[-1] if self.item_leads else self.lead)
                self.lead = ""
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self.list_leads.pop()
            elif kind == "thead_open":
                self.header = ()
            elif kind == "tr_open":
                self._row(index)
            elif kind in ("fence", "code_block"):
                self._code(token)
        return self.blocks

    def _section(self) -> tuple[str, ...]:
        titles = [title for _, title in self.headings]
        leads = [lead for lead in (*self.list_leads, self.lead) if lead]
        return (*titles, *leads)

    def _heading(self, token: "Token", inline: "Token") -> None:
        level = int(token.tag[1:])
        self.headings = [(n, t) for n, t in self.headings if n < level]
        self.lead = ""
        title = self.inline.read(inline.content).text.strip()
        span = _span(token)
        self.blocks.append(Block(Shape.TITLE, title, span[0], self._section(), span=span))
        self.headings.append((level, title[:_LONGEST_TITLE]))

    def _paragraph(self, index: int) -> None:
        inline = self.tokens[index + 1]
        span = _span(inline)
        if span[1] > span[0] and is_tree(inline.content):
            self._tree(span)
            return
        read = self.inline.read(inline.content)
        if not read.text.strip():
            return
        ends = read.text.rstrip().endswith(":")
        leads = (ends or read.bold) and self._follower(index + 3)
        in_item = bool(self.item_leads)
        if not in_item:
            self.lead = ""
        labelled = _LABEL.match(inline.content) is not None
        shape = Shape.ITEM if in_item or labelled else Shape.SENTENCES
        self.blocks.append(
            Block(shape, read.text, span[0], self._section(), leads=leads, span=span)
        )
        if in_item:
            self.item_leads[-1] = _short(read.text)
            self.lead = ""
        elif leads:
            self.lead = _short(read.text)

    def _follower(self, index: int) -> bool:
        if index >= len(self.tokens):
            return False
        kinds = ("bullet_list_open", "ordered_list_open", "fence", "code_block", "table_open")
        return self.tokens[index].type in kinds

    def _row(self, index: int) -> None:
        cells: list[str] = []
        cursor = index + 1
        while self.tokens[cursor].type != "tr_close":
            if self.tokens[cursor].type == "inline":
                cells.append(self.inline.read(self.tokens[cursor].content).text.strip())
            cursor += 1
        if self.tokens[index + 1].type == "th_open":
            self.header = tuple(cells)
            return
        span = _span(self.tokens[index])
        text = " | ".join(cells)
        self.blocks.append(
            Block(Shape.ROW, text, span[0], self._section(), tuple(cells), self.header, span=span)
        )

    def _code(self, token: "Token") -> None:
        first, last = _span(token)
        fenced = token.type == "fence"
        section = self._section()
        lead = self.item_leads[-1] if self.item_leads else self._dangling_lead()
        if lead and lead not in section:
            section = (*section, lead)
        text = token.content.rstrip("\n")
        self.blocks.append(
            Block(
                Shape.CODE,
                text,
                first + fenced,
                section,
                span=(first, last),
                language=(token.info.split() or [""])[0].lower(),
            )
        )

    def _tree(self, span: tuple[int, int]) -> None:
        """A directory tree that its author forgot to fence."""
        text = "\n".join(self.lines[span[0] - 1 : span[1]])
        self.blocks.append(Block(Shape.CODE, text, span[0], self._section(), span=span))

    def _dangling_lead(self) -> str:
        """The last item of the list just ended, when it introduces what follows the list."""
        last = self.blocks[-1] if self.blocks else None
        return _short(last.text) if last and last.text.rstrip().endswith(":") else ""


def _span(token: "Token") -> tuple[int, int]:
    """1-based first and last line."""
    first, end = token.map or (0, 1)
    return first + 1, max(end, first + 1)


def _short(text: str) -> str:
    return " ".join(text.split()).rstrip(":").strip()[:_LONGEST_TITLE]
