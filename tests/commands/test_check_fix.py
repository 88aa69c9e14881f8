from dataclasses import replace

import pytest
from tests.accepting import TODAY, WHY
from tests.checking import repository

from agentgen.commands.check import CheckRequest, check
from agentgen.commands.check_baseline import BaselineRequest
from agentgen.commands.check_fix import fix, write_fixes
from agentgen.errors import AgentgenError
from agentgen.ir.edits import Edit
from agentgen.project.rewriting import rewrite
from agentgen.rules.registry import RULES

APP = "import logging\n\nlog = logging.getLogger(__name__)\n\n\ndef f(a):\n    print('a')\n"
FIXED = APP.replace("print", "log.info")
FILES = {"AGENTS.md": "No print statements\n", "app.py": APP}


@pytest.fixture
def shop(tmp_path):
    return repository(tmp_path, FILES)


def texts(root):
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def with_mend(name, mend):
    return [replace(rule, mend=mend) if rule.id == name else rule for rule in RULES]


def test_a_fix_changes_its_lines_and_nothing_else(shop):
    before = texts(shop)
    fixes = fix(CheckRequest(shop))
    assert texts(shop) == before
    write_fixes(shop, fixes)
    assert texts(shop) == {**before, "app.py": FIXED.encode()}
    assert [(m.rule, m.path, m.line, m.undone) for m in fixes.mended] == [
        ("no-print", "app.py", 7, "")
    ]
    assert check(CheckRequest(shop)).findings == ()
    assert fix(CheckRequest(shop)).texts == {}


def test_the_difference_applies_to_the_files(shop):
    repository(shop, {"app.py": APP.rstrip("\n")})
    diff = fix(CheckRequest(shop)).diff()
    assert diff.startswith("--- a/app.py\n+++ b/app.py\n@@ ")
    assert (
        "-    print('a')\n\\ No newline at end of file\n+    log.info('a')\n\\ No newline" in diff
    )


@pytest.mark.parametrize(
    ("edits", "name"),
    [
        ((Edit(0, 0, "# a comment\n"),), "nothing is gone"),
        ((Edit(APP.index("print"), APP.index("print") + 5, "("),), "it no longer parses"),
        ((Edit(0, len(APP), "print(1)\nprint(2)\n"),), "there are more"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fix_that_does_not_hold_is_undone_and_told(shop, edits, name):
    rules = with_mend("no-print", lambda *_: edits)
    fixes = fix(CheckRequest(shop), rules=rules)
    assert fixes.texts == {}
    assert [m.undone for m in fixes.mended] == ["it is still found, or something new is"]


def test_one_bad_fix_does_not_take_the_others_with_it(shop):
    repository(shop, {"b.py": APP, "c.py": APP})

    def mend(codebase, path, line, message):
        good = next(r for r in RULES if r.id == "no-print").mend
        return (Edit(0, 0, "\n"),) if path == "b.py" else good(codebase, path, line, message)

    fixes = fix(CheckRequest(shop), rules=with_mend("no-print", mend))
    assert sorted(fixes.texts) == ["app.py", "c.py"]
    assert {m.path: bool(m.undone) for m in fixes.mended} == {
        "app.py": False, "b.py": True, "c.py": False
    }  # fmt: skip


def test_what_is_accepted_is_left_alone(shop):
    check(CheckRequest(shop, baseline=BaselineRequest(today=TODAY, accept=WHY)))
    assert fix(CheckRequest(shop, baseline=BaselineRequest(today=TODAY))).texts == {}


def test_what_is_suppressed_is_left_alone(shop):
    repository(shop, {"app.py": APP[:-1] + "  # agentgen: ignore[no-print] for people\n"})
    assert fix(CheckRequest(shop)).texts == {}


def test_line_ends_and_the_byte_order_mark_stay(shop):
    (shop / "app.py").write_bytes(b"\xef\xbb\xbf" + APP.replace("\n", "\r\n").encode())
    write_fixes(shop, fix(CheckRequest(shop)))
    expected = b"\xef\xbb\xbf" + FIXED.replace("\n", "\r\n").encode()
    assert (shop / "app.py").read_bytes() == expected


@pytest.mark.parametrize("tail", [b"x = 1\r\n", b"# \xff\n"], ids=["mixed line ends", "no UTF-8"])
def test_a_file_whose_bytes_would_not_survive_is_left_alone(shop, tail):
    (shop / "app.py").write_bytes(APP.encode() + tail)
    assert fix(CheckRequest(shop)).texts == {}


def test_a_link_is_left_alone(shop, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "app.py"
    elsewhere.write_text(APP)
    (shop / "app.py").unlink()
    (shop / "app.py").symlink_to(elsewhere)
    (shop / "b.py").write_text("x = 1\n")
    write_fixes(shop, fix(CheckRequest(shop)))
    assert elsewhere.read_text() == APP


def test_permissions_stay(shop):
    (shop / "app.py").chmod(0o750)
    write_fixes(shop, fix(CheckRequest(shop)))
    assert (shop / "app.py").stat().st_mode & 0o777 == 0o750


def test_a_file_that_changed_meanwhile_is_not_overwritten(shop):
    fixes = fix(CheckRequest(shop))
    (shop / "app.py").write_text("mine = 1\n")
    with pytest.raises(AgentgenError, match="changed while it was being fixed"):
        write_fixes(shop, fixes)
    assert (shop / "app.py").read_text() == "mine = 1\n"


def test_a_file_that_cannot_be_written_is_told(shop, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("agentgen.project.rewriting.staged", full)
    with pytest.raises(AgentgenError, match="can't be written"):
        rewrite(shop, {"app.py": (APP, FIXED)})
    assert (shop / "app.py").read_text() == APP


LINTED = {
    "AGENTS.md": "- Zero lint warnings\n- No bare except\n",
    "pyproject.toml": "[tool.ruff.lint]\nselect = ['F']\n",
    "app.py": 'import os\nimport sys\n\nprint(sys.argv,    "a")\n',
    "tidy.py": "x = 1\n",
}


def test_ruff_mends_and_formats_what_its_gate_found(tmp_path):
    root = repository(tmp_path, LINTED)
    fixes = fix(CheckRequest(root, gates=("lint",)))
    write_fixes(root, fixes)
    assert sorted(fixes.texts) == ["app.py"]
    assert (root / "app.py").read_text() == 'import sys\n\nprint(sys.argv, "a")\n'
    assert [(m.rule, m.message) for m in fixes.mended] == [("lint", "ruff's safe fixes")]


def test_without_its_gate_ruff_mends_nothing(tmp_path):
    assert fix(CheckRequest(repository(tmp_path, LINTED))).texts == {}


def test_a_mended_file_is_formatted_if_it_was(tmp_path):
    head = "import logging\n\nlog = logging.getLogger(__name__)\n\n\n"
    tidy = head + f'def f():\n    print("{"x" * 74}")\n'
    files = {"AGENTS.md": "No print statements\n", "pyproject.toml": "[tool.ruff]\n"}
    for name in ("tidy", "untidy"):
        files[f"{name}.py"] = tidy if name == "tidy" else tidy.replace("\n\n\n", "\n")
    root = repository(tmp_path, files)
    write_fixes(root, fix(CheckRequest(root)))
    assert "    log.info(\n" in (root / "tidy.py").read_text()
    assert '    log.info("xxx' in (root / "untidy.py").read_text()
