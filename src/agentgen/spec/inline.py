"""The text of a paragraph, a heading or a cell without emphasis, links and tags.

Code spans keep their backticks; a soft line break is `\\n`, a hard one `BREAK`.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BREAK = "\v"
_CHECKBOX = re.compile(r"\[[ xX]\][ \t]+(?=\S)")
_FOLDED = re.compile(r"[ \t]*\n[ \t]*")
_NEEDS_PARSER = re.compile(
    r"[\[\\<&_\n](?:(?<=[\[\\])|(?<=<)[A-Za-z/!?]|(?<=&)[#\w]|(?<=(?<!\w)_)|(?<=_)(?!\w)"
    r"|(?<=  \n))"
)
"""Markup besides code spans and bold. A set of characters comes first: `re` skips all others."""
_PIECE = re.compile(r"(?<!`)`[^`\n]+`(?!`)|\*\*|[^*`]+")
_CLOSES_BEFORE = re.compile(r"[\s.,:;!?)\]\u2013\u2014/-]")
_HTML = re.compile(
    r"</?(?:a|abbr|b|big|center|cite|code|dd|del|details|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd"
    r"|li|mark|ol|p|picture|s|small|source|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot"
    r"|th|thead|tr|tt|u|ul|video)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_DUNDER = re.compile(r"(?P<code>`+[^`]*`+)|(?<![\w_])__(?P<name>[a-z]+(?:_[a-z]+)*)__(?![\w_])")
_TAGS_ALONE = re.compile(r"(?:\s*</?[A-Za-z][^<>]*>\s*)+")


@dataclass(frozen=True, slots=True)
class InlineText:
    """Plain text; `bold` when all of it is set in bold type."""

    text: str
    bold: bool = False


class InlineReader:
    """Reads the contents of inline tokens; `env` holds the document's link references.

    Most texts hold no markup, or code spans and bold words alone: those are read without the
    CommonMark parser, to the same result.
    """

    def __init__(self, parser: "MarkdownIt", env: Any) -> None:
        self._parser = parser
        self._env = env

    def read(self, content: str) -> InlineText:
        """The plain text of a content."""
        box = _CHECKBOX.match(content)
        head, body = (content[: box.end()], content[box.end() :]) if box else ("", content)
        if not _NEEDS_PARSER.search(body):
            simple = _simple(body)
            if simple is not None:
                return InlineText(head + simple.text, simple.bold)
        tokens: list[Token] = []
        literal = _DUNDER.sub(_escaped, content) if "__" in content else content
        self._parser.inline.parse(literal, self._parser, self._env, tokens)
        return InlineText(_joined(tokens), _is_bold(tokens))


def _simple(content: str) -> InlineText | None:
    """The text without bold marks; None when the marks are not clearly pairs."""
    if "*" not in content and "`" not in content:
        return InlineText(_folded(content))
    out: list[str] = []
    at = marks = 0
    for piece in _PIECE.findall(content):
        start, at = at, at + len(piece)
        if piece == "**":
            if not (_opens(content, start) if marks % 2 == 0 else _closes(content, start)):
                return None
            marks += 1
        elif piece[0] == "`":
            code = piece[1:-1]
            padded = code[0] == code[-1] == " " and code.strip()
            out.append(f"`{code[1:-1]}`" if padded else piece)
        else:
            out.append(piece)
    if at != len(content) or marks % 2:
        return None
    bold = marks == 2 and content.startswith("**") and content.endswith("**")
    return InlineText(_folded("".join(out)), bold)


def _opens(content: str, at: int) -> bool:
    before, after = content[at - 1 : at], content[at + 2 : at + 3]
    return (not before or before.isspace()) and bool(after) and not after.isspace() and after != "*"


def _closes(content: str, at: int) -> bool:
    before, after = content[at - 1 : at], content[at + 2 : at + 3]
    return not before.isspace() and (not after or _CLOSES_BEFORE.match(after) is not None)


def _folded(text: str) -> str:
    return _FOLDED.sub("\n", text) if "\n" in text else text


def _joined(tokens: "list[Token]") -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type == "code_inline":
            parts.append(f"`{token.content}`")
        elif token.type == "softbreak":
            parts.append("\n")
        elif token.type == "hardbreak":
            parts.append(BREAK)
        elif token.type == "html_inline":
            parts.append(_of_tag(token.content))
        else:
            parts.append(token.content)
    text = "".join(parts)
    return "" if _TAGS_ALONE.fullmatch(text) else text


def _of_tag(tag: str) -> str:
    """`<br>` parts words, other tags of HTML are left out; `<name>` is a placeholder."""
    if tag.lower().startswith("<br"):
        return " "
    return "" if _HTML.fullmatch(tag) or tag.startswith("<!--") else tag


def _escaped(match: re.Match[str]) -> str:
    """`__init__` is a name of Python, not a bold word."""
    return match["code"] or f"\\_\\_{match['name']}\\_\\_"


def _is_bold(tokens: "list[Token]") -> bool:
    children = [t for t in tokens if t.content.strip() or t.type != "text"]
    return (
        len(children) >= 3
        and children[0].type == "strong_open"
        and children[-1].type == "strong_close"
        and sum(t.type == "strong_open" for t in children) == 1
    )
