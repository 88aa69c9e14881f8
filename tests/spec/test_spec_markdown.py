"""A guard spares a rule of markdown-it work, and changes no token."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from agentgen.spec.markdown import block_parser

STARTS = st.sampled_from(["", "", " ", "   ", "    ", "\t", "> ", "- "])
LINES = st.sampled_from(
    ["# h", "#x", "text", "a | b", "- a", "-", "+ b", "* c", "1. d", "10) e", "> q", ">", "---",
     "- - -", "--- ", "***", "_ _ _", "===", "=", "= =", "```", "~~~ py", "| a | b |", "|---|:-:|",
     "--|--", ":--", "[r]: /u", "[x] y", "<div>", "", "", " ", "a\\", "> - a", "- ```"]
)  # fmt: skip


def plainly() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 100})
    return parser.enable("table").disable(["html_block", "inline", "text_join"])


@given(st.lists(st.tuples(STARTS, LINES), max_size=9), st.sampled_from(["", "\n", "\n  "]))
def test_the_tokens_are_those_of_the_plain_parser(lines: list[tuple[str, str]], end: str) -> None:
    text = "\n".join(start + line for start, line in lines) + end
    found, expected = {}, {}
    assert block_parser().parse(text, found) == plainly().parse(text, expected)
    assert found == expected
