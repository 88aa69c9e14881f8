"""The parser of CommonMark blocks, with rules that are tried only where they can hold.

markdown-it tries each rule on each line, and once more on each line of a paragraph, though its
first character rules nearly all of them out. Looking at it first gives the same tokens.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    Rule = Callable[[StateBlock, int, int, bool], bool]

_DEEPEST = 100
"""Block nesting that is followed; markdown-it skips what lies deeper."""


@lru_cache(maxsize=1)
def block_parser() -> "MarkdownIt":
    """A parser of blocks and tables that leaves inline text alone, and reads HTML as text."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    parser.enable("table").disable(["html_block", "inline", "text_join"])
    for name, rule, breaks in _guarded():
        parser.block.ruler.at(name, rule, {"alt": breaks})
    return parser


def _guarded() -> "list[tuple[str, Rule, list[str]]]":
    """By name, rules with a guard, and the blocks that each of them breaks off.

    Source: https://spec.commonmark.org/0.31.2/ for the characters, markdown-it for the rest.
    """
    from markdown_it import rules_block as rules

    text = ["paragraph", "reference"]
    quotes = [*text, "blockquote"]
    lists = [*quotes, "list"]
    return [
        ("table", _ruled_off(rules.table), text),
        ("fence", _beginning(rules.fence, "`~"), lists),
        ("blockquote", _beginning(rules.blockquote, ">"), lists),
        ("hr", _drawn(rules.hr, "-*_"), lists),
        ("list", _beginning(rules.list_block, "-*+0123456789"), quotes),
        ("reference", _beginning(rules.reference, "["), []),
        ("heading", _beginning(rules.heading, "#"), quotes),
        ("lheading", _underlined(rules.lheading), []),
    ]


def _beginning(rule: "Rule", characters: str) -> "Rule":
    """The rule, for lines that begin with one of the characters."""

    def guarded(state: "StateBlock", line: int, end: int, silent: bool) -> bool:
        at = state.bMarks[line] + state.tShift[line]
        return state.src[at : at + 1] in characters and rule(state, line, end, silent)

    return guarded


def _drawn(rule: "Rule", characters: str) -> "Rule":
    """The rule, for lines that may consist of the characters and of blanks."""

    def guarded(state: "StateBlock", line: int, end: int, silent: bool) -> bool:
        return _may_be_drawn(state, line, characters) and rule(state, line, end, silent)

    return guarded


def _ruled_off(rule: "Rule") -> "Rule":
    """The rule of tables, for lines above one that may part a header from its rows."""

    def guarded(state: "StateBlock", line: int, end: int, silent: bool) -> bool:
        drawn = line + 2 <= end and _may_be_drawn(state, line + 1, "|-:")
        return drawn and rule(state, line, end, silent)

    return guarded


def _underlined(rule: "Rule") -> "Rule":
    """The rule of underlined headings, for text with a line below that may be the underline.

    Where there is none the rule leaves nothing but the parent's type behind.
    """

    def guarded(state: "StateBlock", line: int, end: int, silent: bool) -> bool:
        below = line + 1
        while below < end and not state.isEmpty(below):
            if _may_be_drawn(state, below, "-="):
                return rule(state, line, end, silent)
            below += 1
        state.parentType = "paragraph"
        return False

    return guarded


def _may_be_drawn(state: "StateBlock", line: int, characters: str) -> bool:
    """True when a line begins with one of the characters and ends in one, or in a blank."""
    at, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    source = state.src
    return source[at : at + 1] in characters and source[end - 1 : end] in f"{characters} \t"
