"""Lines and columns of statements are those of the original file."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agentgen.ir.policy import Statement
from agentgen.spec.encoding import decode
from agentgen.spec.mojibake import repair
from agentgen.spec.reading import read_spec
from agentgen.spec.statements import read_statements
from agentgen.spec.typography import normalise

Read = Callable[[str], list[Statement]]


@pytest.mark.parametrize(
    "marked",
    [
        "- **Always** use `black`; ¦never format by hand",
        "1. ¦See [the guide](https://x.test/never/log), then log it.",
        "1. See [the guide](https://x.test/never/log). ¦Then never log secrets.",
        "- [ ] No secrets; ¦tests pass",
        "> > Quoted. ¦Use it.",
        "| A | Use x |\n|---|---|\n| Logs | Use *structlog*; ¦never print |",
        "Use\u00a0x\u202f\u2014 ¦never\u202fy",
        "a\u200bb\u200bc; ¦use z",
        "Text\u3010\u0031\u2020src\u3011 here; ¦use z",
        "Text citeturn0search1turn2view0 here; ¦use z",
        "Speed :contentReference[oaicite:3]{index=3} matters; ¦use z",
        "Use that. <!-- hidden. Use c. --> ¦Use b.",
        "Use that in `<!-- shown -->`. ¦Use b.",
        "First line goes\nonto the second. ¦Use z.",
        "- `a` and `b\n  c` over lines; ¦use z",
        "Same same same; ¦same again",
        "\U0001f3d7\ufe0f Build. ¦Use z.",
        "Quoted> &amp; escaped \\* text. ¦Use z.",
        "- a\n\n  - ¦`b` is nested",
    ],
)
def test_a_statement_begins_where_the_mark_stands(statements: Read, marked: str) -> None:
    lines = marked.split("\n")
    line = next(number for number, one in enumerate(lines) if "¦" in one)
    places = [(s.place.line, s.place.column) for s in statements(marked.replace("¦", ""))]
    assert (line + 1, lines[line].index("¦") + 1) in places


@pytest.mark.parametrize("encoding", ["cp1252", "cp1254", "mac_roman", "latin-1"])
@pytest.mark.parametrize("rounds", [1, 2])
def test_columns_count_the_broken_characters(encoding: str, rounds: int) -> None:
    line = "- Route → service – then “quoted”; use z"
    broken = line
    for _ in range(rounds):
        broken = "".join(
            bytes([b]).decode(encoding, "replace").replace("\ufffd", chr(b))
            for b in broken.encode()
        )
    found = read_statements(read_spec("a.md", broken.encode()))
    assert found[-1].text == "use z"
    assert broken[found[-1].place.column - 1 :] == "use z"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_byte_order_marks_and_line_ends_move_nothing(encoding: str, newline: str) -> None:
    text = newline.join(["# Rules", "", "- Use x; never y", ""])
    *_, last = read_statements(read_spec("a.md", text.encode(encoding)))
    assert (last.text, last.place.line, last.place.column) == ("never y", 3, 10)


def test_spans_hold_all_lines_of_a_statement(statements: Read) -> None:
    text = "- One sentence that\n  goes on and on.\n  Another one\n  too.\n\n```\ncode\n```\n"
    assert [list(s.lines) for s in statements(text)] == [[1, 2], [3, 4], [6, 7, 8]]


_LINE = st.lists(
    st.one_of(
        st.sampled_from(
            ["é", "→", "“a”", "\u00a0", "\u202f", "\u200b", "–", "🏗️", "ß", " ", "word"]
        ),
        st.text("abc xyz", min_size=1, max_size=5),
    ),
    max_size=12,
).map("".join)


@settings(deadline=None, max_examples=200)
@given(_LINE, st.sampled_from(["", "cp1252", "mac_roman", "latin-1"]))
def test_origins_rise_and_stay_in_the_line(line: str, encoding: str) -> None:
    broken = line.encode().decode(encoding, "replace") if encoding else line
    fixed, moved, _ = repair(broken)
    plain, shifted, _ = normalise(fixed)
    for text, origins, given_text in ((fixed, moved, broken), (plain, shifted, fixed)):
        places = origins if origins is not None else tuple(range(len(given_text)))
        assert len(places) == len(text)
        assert list(places) == sorted(places)
        assert all(0 <= place < max(len(given_text), 1) for place in places)
        pairs = zip(places, text, strict=True)
        assert all(given_text[at] == c for at, c in pairs if c.isascii() and c.isalpha())


@settings(deadline=None, max_examples=150)
@given(st.lists(_LINE, min_size=1, max_size=5), st.sampled_from(["- ", "", "> ", "1. ", "## "]))
def test_the_end_marker_of_a_line_is_found_where_it_stands(words: list[str], mark: str) -> None:
    text = "\n\n".join(f"{mark}{line.strip()} x. Zulu{number}" for number, line in enumerate(words))
    lines = decode("a.md", text.encode())[0].split("\n")
    for statement in read_statements(read_spec("a.md", text.encode())):
        if statement.text.startswith("Zulu"):
            here = lines[statement.place.line - 1][statement.place.column - 1 :]
            assert here == statement.text
