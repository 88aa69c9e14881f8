"""Encoders of TypeScript: valid and inert, whatever they are given."""

import json

import pytest
import tree_sitter_typescript
from blueprints import EVIL
from hypothesis import given
from hypothesis import strategies as st
from tree_sitter import Language, Parser

from agentgen.emit.frontend import literals as ts

PARSER = Parser(Language(tree_sitter_typescript.language_tsx()))


def parses(source: str) -> bool:
    return not PARSER.parse(source.encode()).root_node.has_error


@given(st.text())
def test_a_string_is_one_literal_on_one_line(text: str) -> None:
    literal = ts.string(text)

    root = PARSER.parse(f"f({literal});".encode()).root_node
    call = root.children[0].children[0]
    assert not root.has_error
    assert [child.type for child in call.children[1].children] == ["(", "string", ")"]
    assert "\n" not in literal


@given(st.text().filter(lambda text: text.count('"') <= text.count("'")))
def test_a_double_quoted_string_reads_back(text: str) -> None:
    assert json.loads(ts.string(text)) == text


@pytest.mark.parametrize(
    ("text", "literal"),
    [("plain", '"plain"'), ('a "b"', "'a \"b\"'"), ("\u2028", '"\\u2028"'), ("é", '"é"')],
)
def test_strings_look_as_prettier_writes_them(text: str, literal: str) -> None:
    assert ts.string(text) == literal


@given(st.text())
def test_names_are_identifiers_that_no_language_feature_owns(text: str) -> None:
    for name in (ts.camel(text), ts.pascal(text)):
        assert parses(f"const {name} = 1;")
        assert name not in ts.RESERVED


@pytest.mark.parametrize(
    ("text", "camel", "kebab"),
    [
        ("photoUrls", "photoUrls", "photo-urls"),
        ("HTTPServer id", "httpServerId", "http-server-id"),
        ("delete", "deleteValue", "delete"),
        ("1st", "n1St", "1-st"),
        ("名前", "value", "part"),
        ("naïve", "naive", "naive"),
    ],
)
def test_names_keep_what_ascii_can_say(text: str, camel: str, kebab: str) -> None:
    assert (ts.camel(text), ts.kebab(text)) == (camel, kebab)


def test_names_are_unique_where_case_does_not_count() -> None:
    assert ts.unique("Pet", ["pet", "PET2"]) == "Pet3"


@given(st.text())
def test_comments_cannot_be_left(text: str) -> None:
    source = f"/** {ts.comment(text)} */\nconst a = 1;"

    kinds = [child.type for child in PARSER.parse(source.encode()).root_node.children]
    assert kinds == ["comment", "lexical_declaration"]


@given(st.text())
def test_jsx_text_and_attributes_stay_in_their_element(text: str) -> None:
    source = f"const a = <p title={ts.jsx_attribute(text)}>{ts.jsx_text(text)}</p>;"

    assert parses(source)


@pytest.mark.parametrize(
    ("name", "key", "access"),
    [
        ("name", "name", "row.name"),
        ("a-b", '"a-b"', 'row["a-b"]'),
        ("class", "class", "row.class"),
        ("__proto__", '["__proto__"]', "row.__proto__"),
    ],
)
def test_properties_are_quoted_where_they_must(name: str, key: str, access: str) -> None:
    assert (ts.literal_key(name), ts.member("row", name)) == (key, access)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_any_json_value_is_an_expression(value: object) -> None:
    assert parses(f"const a = {ts.value(value)};")


def test_what_fits_stays_on_one_line_and_the_rest_is_broken() -> None:
    short = ts.value({"a": [1, 2], "b-c": True})
    long = ts.value({"a": ["x" * 60, "y" * 60]})

    assert short == '{ a: [1, 2], "b-c": true }'
    assert long.splitlines()[:2] == ["{", "  a: ["]
    assert all(len(line) <= ts.WIDTH for line in long.splitlines())


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.0, "1"), (1.5, "1.5"), (float("nan"), "0"), (2**70, "1.1805916207174113e+21")],
)
def test_numbers_are_what_javascript_can_hold(value: float, text: str) -> None:
    assert ts.value(value) == text


def test_plain_strings_need_no_braces_in_jsx() -> None:
    assert ts.jsx_value('"/pets/new"') == '"/pets/new"'
    assert ts.jsx_value("`/pets/${id}`") == "{`/pets/${id}`}"
    assert ts.jsx_value(ts.string(EVIL)).startswith("{")


def test_imports_are_sorted_and_types_are_marked() -> None:
    assert ts.import_line(["b", "a"], "./x", ["T"]) == 'import { a, b, type T } from "./x";'
    assert ts.import_line([], "./x", ["T"]) == 'import type { T } from "./x";'


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Books trips.\n\n## More\nNothing.", "Books trips."),
        ("# Trains\n\nBooks\ntrips.\r\n\r\nMore.", "Books trips."),
        ("# Trains\nBooks trips.", "Books trips."),
        ("# Trains", ""),
        ("", ""),
    ],
)
def test_a_description_is_told_by_its_first_paragraph(markdown: str, text: str) -> None:
    assert ts.first_paragraph(markdown, 80) == text
