"""Which files of a repository are specs, in which order, and what they bind."""

import subprocess

import pytest
from tests.checking import CLEAN, outcomes, repository

from agentgen.commands.check import CheckRequest, check
from agentgen.commands.discover import discover
from agentgen.commands.spec.report import explain_specs
from agentgen.ir.report import Verdict

LONG = "def f() -> None:\n" + "    x = 1\n" * 20


def found(root):
    return [(file.path, file.home) for file in discover(root).files]


def told(root):
    return [(str(note.place), note.message) for note in discover(root).notes]


def test_every_kind_is_found_the_weightiest_first(tmp_path):
    kinds = {
        "AGENTS.md": "",
        "AGENTS.Backend.md": "",
        "CLAUDE.md": "",
        "CONTEXT_API.md": "",
        ".cursorrules": "",
        ".windsurfrules": "",
        ".cursor/rules/deep/py.mdc": "",
        ".github/copilot-instructions.md": "",
        ".github/instructions/a/ts.instructions.md": "",
        ".claude/agents/qa.md": "",
        ".agent/rules/web.md": "",
        ".windsurf/rules/db.md": "",
        "api/AGENTS.md": "api",
        "api/.cursor/rules/x.mdc": "api",
        "web/.github/copilot-instructions.md": "web",
        "api/v1/CLAUDE.md": "api/v1",
    }
    others = ["README.md", "docs/rules.md", ".cursor/rules/notes.md", "agents.md.txt"]
    repository(tmp_path, {path: path for path in [*others, *reversed(kinds)]})
    assert found(tmp_path) == list(kinds.items())


def test_what_git_ignores_or_others_wrote_is_left_out(tmp_path):
    paths = ["AGENTS.md", "node_modules/x/AGENTS.md", "tmp/AGENTS.md", ".venv/CLAUDE.md"]
    repository(tmp_path, {**{path: path for path in paths}, ".gitignore": "tmp/\n"})
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    assert found(tmp_path) == [("AGENTS.md", "")]


def test_copies_and_links_are_read_once_for_each_directory(tmp_path):
    same = {"AGENTS.md": "same", "CLAUDE.md": "same", "a/AGENTS.md": "same", "a/CLAUDE.md": "same"}
    repository(tmp_path, same)
    (tmp_path / ".cursorrules").symlink_to("AGENTS.md")
    assert found(tmp_path) == [("AGENTS.md", ""), ("a/AGENTS.md", "a")]


def test_links_out_of_the_repository_and_empty_files_are_told(tmp_path):
    repository(tmp_path, {"out/AGENTS.md": "secret", "in/CLAUDE.md": " \n"})
    (tmp_path / "in" / "AGENTS.md").symlink_to("../out/AGENTS.md")
    assert found(tmp_path / "in") == []
    assert [place for place, _ in told(tmp_path / "in")] == ["AGENTS.md:1", "CLAUDE.md:1"]


def test_claude_files_include_what_they_import(tmp_path):
    files = {
        "CLAUDE.md": "See @docs/style.md and @web/AGENTS.md.\n"
        "`@docs/code.md`\n```\n@docs/x.md\n```\n"
        "mail me@docs/style.md, use @app.get, @types/node\n@gone.md\n@../above.md\n@~/mine.md\n",
        "docs/style.md": "x\n@more.md\n",
        "docs/more.md": "y\n@style.md\n",
        "docs/code.md": "z",
        "docs/x.md": "z",
        "web/AGENTS.md": "w",
    }
    root = repository(tmp_path / "repo", files)
    (tmp_path / "above.md").write_text("above")
    assert found(root) == [
        ("CLAUDE.md", ""),
        ("docs/style.md", ""),
        ("docs/more.md", ""),
        ("web/AGENTS.md", "web"),
    ]
    assert told(root) == [
        (f"CLAUDE.md:{line}", f"`@{path}` names no file of the repository")
        for line, path in ((7, "gone.md"), (8, "../above.md"), (9, "~/mine.md"))
    ]


def test_imports_go_on_for_a_bounded_way(tmp_path):
    chain = {f"d{n}.md": f"rule {n}\n@d{n + 1}.md\n" for n in range(20)}
    repository(tmp_path, {"CLAUDE.md": "@d0.md\n", **chain})
    assert len(found(tmp_path)) == 6
    assert [message for _, message in told(tmp_path)] == [
        "`@d5.md` was not read: imports go on too far"
    ]


@pytest.mark.parametrize(("root", "nested", "failing"), [(10, 30, "a.py"), (30, 10, "api/b.py")])
def test_the_nearest_file_wins_looser_or_stricter(tmp_path, root, nested, failing):
    files = {
        "AGENTS.md": f"- Functions have at most {root} lines\n",
        "api/AGENTS.md": f"- Functions have at most {nested} lines\n",
        "a.py": LONG,
        "api/b.py": LONG,
    }
    report = check(CheckRequest(repository(tmp_path, files)))
    assert [f.place.path for f in report.findings] == [failing]
    assert [(str(o.spec), o.examined) for o in report.outcomes] == [
        ("AGENTS.md:1", 1),
        ("api/AGENTS.md:1", 1),
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".cursor/rules/t.mdc", "---\nglobs: app/**/*.py\nalwaysApply: false\n---\n{}"),
        (".github/instructions/t.instructions.md", '---\napplyTo: "app/**"\n---\n{}'),
        (".windsurf/rules/t.md", "---\ntrigger: glob\nglobs: app/**\n---\n{}"),
        (".agent/rules/t.md", "---\ntrigger: glob\nglobs: [app/**, web/*.ts]\n---\n{}"),
        ("AGENTS.md", "## App (`app/`)\n\n{}"),
        ("AGENTS.md", "For files under `app/`:\n\n{}"),
        ("AGENTS.md", "- In `app/**`, no print statements\n"),
    ],
)
def test_rules_bind_the_paths_that_their_file_or_words_name(tmp_path, path, text):
    files = {path: text.format("- No print statements\n"), "app/a.py": "print(1)\n"}
    files["lib/b.py"] = "print(2)\n"
    report = check(CheckRequest(repository(tmp_path, files)))
    assert [f.place.path for f in report.findings] == ["app/a.py"]
    assert outcomes(report)["no-print"].examined == 1


def test_a_figure_for_some_paths_that_a_gate_measures_for_all_is_told(tmp_path):
    files = {
        **CLEAN,
        "AGENTS.md": "- No print statements\n- Test coverage is at least 80 %\n",
        "api/AGENTS.md": "- Test coverage is at least 95 %\n",
    }
    report = check(CheckRequest(repository(tmp_path, files)))
    assert "api/AGENTS.md:1: tests is not measured for api/** alone" in report.notes
    assert outcomes(report)["no-print"].verdict is Verdict.PASSED


def test_the_specs_of_a_directory_are_explained_with_their_scopes(tmp_path):
    files = {
        "AGENTS.md": "- Use SQLAlchemy\n- Line length: 100\n",
        "api/AGENTS.md": "- Use SQLModel\n- Tests live in `tests/`\n",
        "CLAUDE.md": "@AGENTS.md\n@gone.md\n",
    }
    report = explain_specs([str(repository(tmp_path, files))])
    assert report.policy.specs == ("AGENTS.md", "CLAUDE.md", "api/AGENTS.md")
    paths = {s.text: s.scope.paths for s in report.policy.statements}
    assert paths["Use SQLModel"] == ("api/**",)
    assert paths["Use SQLAlchemy"] == ()
    assert report.policy.decisions["orm"].value == "sqlalchemy"
    assert report.open_conflicts == ()
    assert [n.message for n in report.policy.diagnostics] == [
        "`@gone.md` names no file of the repository"
    ]
