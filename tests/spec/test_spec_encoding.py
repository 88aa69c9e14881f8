import pytest

from agentgen.errors import AgentgenError
from agentgen.spec.encoding import decode
from agentgen.spec.mojibake import repair
from agentgen.spec.reading import MAX_BYTES, read_spec
from agentgen.spec.typography import normalise

TEXT = "# Titel\n\n- größer als 3 → nie\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
    ],
)
def test_unicode_encodings_are_recognised(data: bytes) -> None:
    text, odd = decode("a.md", data)
    assert text == TEXT
    assert odd == []


def test_a_latin_line_spoils_no_other() -> None:
    text, odd = decode("a.md", "größer →\n".encode() + "größer\n".encode("cp1252"))
    assert text == "größer →\ngrößer\n"
    assert odd == [2]


def test_bytes_outside_cp1252_are_read_as_mac_roman() -> None:
    text, odd = decode("a.md", b"caf\x8e \x81\n")
    assert text == "café Å\n"
    assert odd == [1]


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\0\0", b"PK\x03\x04\0\0\x08\0abc\0"])
def test_a_binary_file_is_refused(data: bytes) -> None:
    with pytest.raises(AgentgenError, match="no text file"):
        decode("logo.png", data)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "latin-1", "cp1254"])
@pytest.mark.parametrize("original", ["Controller → Service", "naïve – “quoted", "a — b"])
def test_mojibake_is_undone(encoding: str, original: str) -> None:
    broken = original.encode().decode(encoding)
    fixed, origins, lost = repair(broken)
    assert (fixed, lost) == (original, False)
    assert origins is not None


def test_a_tree_survives_double_decoding() -> None:
    tree = "├── api/     # routes"
    assert repair(tree.encode().decode("cp1252"))[0] == tree


def test_what_lost_a_byte_is_dropped_and_said() -> None:
    text, origins, lost = repair("## \u011f\u0178\u2014\u201e\u00ef\u00b8 Naming")
    assert "Naming" in text
    assert "\u011f" not in text
    assert text.startswith("## \U0001f5c4")
    assert lost
    assert origins is not None
    assert [origins[text.index(word)] for word in ("Naming", "##")] == [10, 0]


@pytest.mark.parametrize("line", ["über naïve façade", "Größe: 3 µm – 5 €", "日本語", "plain", "é"])
def test_good_text_is_left_alone(line: str) -> None:
    assert repair(line) == (line, None, False)


def test_typography_becomes_plain() -> None:
    given = "\u2265\u202f95\u00a0%, Back\u2011end \u201cx\u201d \u2018y\u2019 a\u200bb"
    text, origins, cites = normalise(given)
    assert (text, cites) == ("≥ 95 %, Back-end \"x\" 'y' ab", False)
    assert origins is not None
    assert origins[-1] == len(given) - 1


def test_lines_keep_their_numbers() -> None:
    text = "---\r\nname: x\r\n---\r\n<!-- a\r\nb -->\r\nUse Python.\r\n"
    source = read_spec("a.md", text.encode())
    assert source.front_matter.lines == ((2, "name: x"),)
    assert source.lines[5] == "Use Python."
    assert source.body.count("a") == 0


def test_a_rule_line_opens_no_front_matter() -> None:
    source = read_spec("a.md", b"---\n\nUse Python.\n")
    assert source.front_matter.lines == ()
    assert "Use Python." in source.body


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused_with_a_way_out(data: bytes) -> None:
    with pytest.raises(AgentgenError) as caught:
        read_spec("a.md", data)
    assert caught.value.where == "a.md"
    assert caught.value.way_out


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(AgentgenError, match="too large"):
        read_spec("a.md", b"a" * (MAX_BYTES + 1))


def test_repairs_are_reported_with_their_line() -> None:
    data = "# A\n\n- a → b\n".encode().decode("mac_roman").encode() + b"\n- caf\xe9\n"
    notes = read_spec("a.md", data).notes
    assert {(note.rule, note.place.line) for note in notes} == {
        ("spec-encoding", 3),
        ("spec-encoding", 5),
    }
