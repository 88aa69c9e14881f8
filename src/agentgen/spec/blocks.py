"""CommonMark tokens to blocks: the pieces of a spec that say something."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from agentgen.spec.reading import Source

if TYPE_CHECKING:
    from markdown_it.token import Token

_DEEPEST = 100
"""Block nesting that is followed; markdown-it skips what lies deeper."""
_LONGEST_TITLE = 120
_BRANCHES = ("├", "└", "│", "|--", "`--", "+--")


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
        line: 1-based line it begins on.
        section: headings, then lead-ins, outermost first.
        cells: for rows, the cells' texts; `header` the column titles.
        leads: True when it introduces the block that follows (`When writing code:`).
    """

    shape: Shape
    text: str
    line: int
    section: tuple[str, ...]
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    leads: bool = False


def read_blocks(source: Source) -> list[Block]:
    """All blocks of a spec in document order."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    tokens = parser.parse(source.body)
    return _Reader(tokens, source.lines).read()


class _Reader:
    """One pass over the tokens; remembers headings, list nesting and lead-ins."""

    def __init__(self, tokens: "Sequence[Token]", lines: Sequence[str]) -> None:
        self.tokens = tokens
        self.lines = lines
        self.headings: list[tuple[int, str]] = []
        self.lead = ""
        self.item_leads: list[str] = []
        self.list_leads: list[str] = []
        self.header: tuple[str, ...] = ()
        self.blocks: list[Block] = []

    def read(self) -> list[Block]:
        for index, token in enumerate(self.tokens):
            if token.type == "heading_open":
                self._heading(token, self.tokens[index + 1])
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                self.list_leads.append(self.item_leads[-1] if self.item_leads else self.lead)
                self.lead = ""
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self.list_leads.pop()
            elif token.type == "list_item_open":
                self.item_leads.append("")
            elif token.type == "list_item_close":
                self.item_leads.pop()
            elif token.type == "paragraph_open":
                self._paragraph(index)
            elif token.type == "thead_open":
                self.header = ()
            elif token.type == "tr_open":
                self._row(index)
            elif token.type in ("fence", "code_block"):
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
        title = plain(inline).strip()
        line = (token.map or [0])[0] + 1
        self.blocks.append(Block(Shape.TITLE, title, line, self._section()))
        self.headings.append((level, title[:_LONGEST_TITLE]))

    def _paragraph(self, index: int) -> None:
        inline = self.tokens[index + 1]
        if sum(line.lstrip().startswith(_BRANCHES) for line in inline.content.split("\n")) >= 3:
            self._tree(inline)
            return
        text = plain(inline)
        follower = self._follower(index + 3)
        label_only = _is_bold(inline)
        leads = follower and (text.rstrip().endswith(":") or label_only)
        in_item = bool(self.item_leads)
        if not in_item:
            self.lead = ""
        line = (inline.map or [0])[0] + 1
        shape = Shape.ITEM if in_item else Shape.SENTENCES
        self.blocks.append(Block(shape, text, line, self._section(), leads=leads))
        if in_item:
            self.item_leads[-1] = _short(text)
            self.lead = ""
        elif leads:
            self.lead = _short(text)

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
                cells.append(plain(self.tokens[cursor]).strip())
            cursor += 1
        if self.tokens[index + 1].type == "th_open":
            self.header = tuple(cells)
            return
        line = (self.tokens[index].map or [0])[0] + 1
        text = " | ".join(cells)
        block = Block(Shape.ROW, text, line, self._section(), tuple(cells), self.header)
        self.blocks.append(block)

    def _code(self, token: "Token") -> None:
        line = (token.map or [0])[0] + (2 if token.type == "fence" else 1)
        section = self._section()
        lead = self.item_leads[-1] if self.item_leads else self._dangling_lead()
        if lead and lead not in section:
            section = (*section, lead)
        self.blocks.append(Block(Shape.CODE, token.content.rstrip("\n"), line, section))

    def _tree(self, inline: "Token") -> None:
        """A directory tree that its author forgot to fence."""
        first, end = inline.map or (0, 0)
        text = "\n".join(self.lines[first:end])
        self.blocks.append(Block(Shape.CODE, text, first + 1, self._section()))

    def _dangling_lead(self) -> str:
        """The last item of the list just ended, when it introduces what follows the list."""
        last = self.blocks[-1] if self.blocks else None
        return _short(last.text) if last and last.text.rstrip().endswith(":") else ""


def plain(inline: "Token") -> str:
    """The text of an inline token without emphasis, links and tags; code keeps its backticks."""
    parts: list[str] = []
    for child in inline.children or []:
        if child.type == "code_inline":
            parts.append(f"`{child.content}`")
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "html_inline":
            parts.append(" " if child.content.lower().startswith("<br") else child.content)
        else:
            parts.append(child.content)
    return "".join(parts)


def _is_bold(inline: "Token") -> bool:
    children = [c for c in inline.children or [] if c.content.strip() or c.type != "text"]
    return (
        len(children) >= 3
        and children[0].type == "strong_open"
        and children[-1].type == "strong_close"
        and sum(c.type == "strong_open" for c in children) == 1
    )


def _short(text: str) -> str:
    return " ".join(text.split()).rstrip(":").strip()[:_LONGEST_TITLE]
