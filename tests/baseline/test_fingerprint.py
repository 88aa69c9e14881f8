import pytest

from agentgen.baseline.fingerprint import Fingerprint, fingerprinted
from agentgen.codebase.build import build_codebase
from agentgen.diagnostics import Diagnostic, Level, Place

APP = """\
import logging


def load(path, strict):
    rows = read(path)
    print(rows, "loaded")
    return rows


def save(rows):
    print(rows, "loaded")
    flush()
"""


def mark(text, line, message="`print` is called", path="app.py", measured=False):
    finding = Diagnostic("no-print", Level.ERROR, Place(path, line), message)
    codebase = build_codebase({"app.py": text})
    (done,) = fingerprinted([finding], codebase, measured=measured)
    return Fingerprint.read(done.fingerprint)


def test_lines_that_move_keep_their_fingerprint():
    assert mark(APP, 6) == mark('"""Doc."""\n\n\n' + APP, 9)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("rows = read(path)", "rows = (\n        read(\n            path,\n        )\n    )", 10),
        ("load(path, strict)", "load(\n    path,\n    strict,\n)", 9),
        ('print(rows, "loaded")', "print(\n        rows,\n        'loaded',\n    )", 6),
    ],
)
def test_layout_does_not_matter_neither_its_own_nor_that_of_other_lines(old, new, line):
    assert mark(APP, 6) == mark(APP.replace(old, new, 1), line)


def test_a_change_on_one_side_is_survived_and_one_on_both_sides_is_not():
    before = APP.replace("rows = read(path)", "rows = parse(open_file(path, 'r', strict))")
    both = before.replace("    return rows\n", "    audit(rows, user)\n    return list(rows)\n")
    assert mark(APP, 6) != mark(before, 6)
    assert mark(APP, 6).knows(mark(before, 6))
    assert not mark(APP, 6).knows(mark(both, 6))


def test_equal_code_in_another_function_is_another_finding():
    assert not mark(APP, 6).knows(mark(APP, 11))


def test_equal_methods_of_two_classes_are_told_apart():
    method = "    def run(self, rows):\n        print(rows)\n        return rows\n"
    text = f"class One:\n{method}\n\nclass Two:\n{method}"
    assert not mark(text, 3).knows(mark(text, 9))


def test_equal_code_elsewhere_in_the_same_function_is_another_finding():
    twice = (
        "def f(a):\n    first(a, b, c)\n    x()\n    second(a, b, c)\n    x()\n    third(a, b, c)\n"
    )
    assert not mark(twice, 3).knows(mark(twice, 5))


def test_a_finding_about_a_definition_survives_any_change_of_its_body_and_signature():
    message = "`load` has 4 lines, 3 allowed"
    changed = APP.replace("(path, strict)", "(path)").replace("rows = read(path)", "rows = []")
    assert mark(APP, 4, message) == mark(changed, 4, message.replace("4", "9"))
    assert not mark(APP, 4, message).knows(mark(APP, 4, "`load` has no docstring"))


def test_a_finding_about_a_file_survives_a_new_first_line():
    message = "the file has 400 lines, 300 allowed"
    longer = "# Copyright\nimport os\n" + APP
    assert mark(APP, 1, message).knows(mark(longer, 1, message.replace("400", "402")))
    assert not mark(APP, 1, message).knows(mark(longer, 1, "the file has no docstring"))


def test_code_on_the_first_line_is_known_when_it_moves_down():
    assert mark(APP, 1).knows(mark("# Copyright of the team\n" + APP, 2))


def test_other_code_on_the_first_line_is_another_finding():
    one, other = (mark(f"print({n})\nx = 1\n", 1) for n in "ab")
    assert not one.knows(other)


def test_what_concerns_no_file_is_known_by_its_message_and_a_measured_figure():
    rule, gate = "12 routes lack tests", "71.2 % of lines covered, 90 % demanded"
    assert mark(APP, 1, rule, ".") == mark(APP, 1, "13 routes lack tests", ".")
    assert mark(APP, 1, gate, ".", True) == mark(APP, 1, gate, ".", True)
    assert not mark(APP, 1, gate, ".", True).knows(
        mark(APP, 1, "12.0 % of lines covered, 90 % demanded", ".", True)
    )


def test_in_a_file_without_definitions_the_outline_tells_equal_lines_apart():
    yaml = "a:\n  x: 1\n  key: secret\nb:\n  x: 1\n  key: secret\n"
    finding = [Diagnostic("r", Level.ERROR, Place("c.yaml", n), "m") for n in (3, 6)]
    one, two = fingerprinted(finding, build_codebase({"c.yaml": yaml}))
    assert not Fingerprint.read(one.fingerprint).knows(Fingerprint.read(two.fingerprint))


def test_a_line_beyond_the_end_has_a_fingerprint():
    assert mark("x = 1\n", 99)
    assert mark("", 1)


def test_a_bracket_that_never_closes_does_not_take_the_rest_of_the_file():
    text = "x = (\n" + "y = 1\n" * 40
    assert mark(text, 1).code == mark(text.replace("y", "z"), 1).code


@pytest.mark.parametrize("text", ["", "abc", "x" * 12 + "-abcdef-abcdef-01234567"])
def test_what_is_no_fingerprint_is_refused(text):
    with pytest.raises(ValueError, match="no fingerprint"):
        Fingerprint.read(text)
