import json
import stat
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer
from typer.testing import CliRunner, Result

from agentgen.cli import spec
from agentgen.commands.roles import role_files
from agentgen.commands.spec.export import export, save
from agentgen.commands.spec.json import schema_text
from agentgen.errors import AgentgenError
from agentgen.spec.export.agents import Target

SCHEMA = json.loads(schema_text())


def run(*arguments: str) -> Result:
    app = typer.Typer()
    spec.register(app)
    app.command("other")(lambda: None)
    return CliRunner().invoke(app, ["spec", *arguments])


@pytest.fixture
def source(tmp_path: Path) -> str:
    file = tmp_path / "rules.md"
    file.write_text("# R\n\n- Functions have at most 30 lines\n- Use SQLModel\n")
    return str(file)


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(run("schema").stdout) == SCHEMA


@pytest.mark.parametrize("role", role_files())
def test_every_export_keeps_to_the_schema(role: str) -> None:
    (text,) = export([role], Target.JSON).files.values()
    document = json.loads(text)
    jsonschema.validate(document, SCHEMA, jsonschema.Draft202012Validator)
    assert document["specs"] == [f"{role}.md"]
    assert len(document["statements"]) == sum(document["totals"].values())
    assert document["effective"] is True


def test_conflicts_and_directives_keep_to_the_schema(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(
        b"- Use SQLModel\n- caf\xe9\n<!-- agentgen: docstrings kinds=module,class scope=a/** -->\n"
    )
    (tmp_path / "b.md").write_text("- Use SQLAlchemy\n")
    (text,) = export([str(tmp_path / n) for n in ("a.md", "b.md")], Target.JSON).files.values()
    document = json.loads(text)
    jsonschema.validate(document, SCHEMA, jsonschema.Draft202012Validator)
    assert document["conflicts"][0]["winner"] is None
    assert ["a/**"] in [rule["paths"] for rule in document["rules"]]
    assert document["parameters"]["docstrings"]["kinds"]["values"] == (
        "module or class or function joined by commas"
    )


def broken(document: dict[str, Any], *keys: Any) -> dict[str, Any]:
    copy = json.loads(json.dumps(document))
    inner = copy
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = "?"
    return copy


@pytest.mark.parametrize(
    "keys", [("schema",), ("statements", 0, "status"), ("rules", 0, "level"), ("unknown",)]
)
def test_the_schema_refuses_what_is_wrong(source: str, keys: tuple[Any, ...]) -> None:
    document = json.loads(run("export", source, "--to", "json").stdout)
    jsonschema.validate(document, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken(document, *keys), SCHEMA)


def test_show_prints_the_same_document(source: str) -> None:
    shown = run("show", source, "--json").stdout
    assert shown == run("export", source, "--to", "json").stdout


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("agents", "AGENTS.md"),
        ("claude", "CLAUDE.md"),
        ("cursor", ".cursor/rules/agentgen.mdc"),
        ("copilot", ".github/copilot-instructions.md"),
        ("windsurf", ".windsurf/rules/agentgen.md"),
    ],
)
def test_every_agent_has_its_file(source: str, tmp_path: Path, target: str, path: str) -> None:
    result = run("export", source, "--to", target, "-o", str(tmp_path / "out"))
    assert result.exit_code == 0
    assert result.stdout == f"wrote {tmp_path}/out/{path}\n"
    file = tmp_path / "out" / path
    assert "- Functions have at most 30 lines\n" in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == stat.S_IMODE((tmp_path / "rules.md").stat().st_mode)
    assert [p.name for p in file.parent.iterdir()] == [file.name]


def test_an_export_may_be_made_again(source: str, tmp_path: Path) -> None:
    made = export([source], Target.CURSOR)
    save(made, tmp_path)
    assert save(made, tmp_path) == [f"{tmp_path}/.cursor/rules/agentgen.mdc"]


def test_what_people_wrote_is_not_replaced(source: str, tmp_path: Path) -> None:
    theirs = tmp_path / "CLAUDE.md"
    theirs.write_text("# Ours\n")
    made = export([source], Target.CLAUDE)
    with pytest.raises(AgentgenError, match="agentgen did not make it"):
        save(made, tmp_path)
    assert theirs.read_text() == "# Ours\n"
    save(made, tmp_path, force=True)
    assert "30 lines" in theirs.read_text()


def test_a_file_in_another_encoding_is_theirs(source: str, tmp_path: Path) -> None:
    (tmp_path / "CLAUDE.md").write_bytes(b"caf\xe9")
    with pytest.raises(AgentgenError, match="agentgen did not make it"):
        save(export([source], Target.CLAUDE), tmp_path, force=True)


def test_a_source_is_never_replaced(tmp_path: Path) -> None:
    file = tmp_path / "AGENTS.md"
    file.write_text("- Use SQLModel\n")
    with pytest.raises(AgentgenError, match="its own source"):
        save(export([str(file)], Target.AGENTS), tmp_path, force=True)


def test_a_link_is_never_followed(source: str, tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("x")
    (tmp_path / "CLAUDE.md").symlink_to(tmp_path / "victim")
    with pytest.raises(AgentgenError, match="a link"):
        save(export([source], Target.CLAUDE), tmp_path, force=True)
    assert (tmp_path / "victim").read_text() == "x"


def test_all_files_or_none(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("- Use SQLModel\n\n<!-- agentgen: no-print scope=api/** -->\n")
    made = export([str(file)], Target.CURSOR)
    main, scoped = made.files
    theirs = tmp_path / "out" / scoped
    theirs.parent.mkdir(parents=True)
    theirs.write_text("theirs")
    with pytest.raises(AgentgenError):
        save(made, tmp_path / "out")
    assert not (tmp_path / "out" / main).exists()
    assert [p.name for p in theirs.parent.iterdir()] == [theirs.name]


def test_a_disk_that_refuses_leaves_nothing(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(AgentgenError, match="No space left"):
        save(export([source], Target.AGENTS), tmp_path / "out")
    assert not list((tmp_path / "out").iterdir())


def test_one_file_may_have_a_name_of_its_own(source: str, tmp_path: Path) -> None:
    run("export", source, "--to", "json", "-o", str(tmp_path / "p.json"))
    assert json.loads((tmp_path / "p.json").read_text())["specs"] == [source]
    assert run("export", source, "--to", "json", "-o", str(tmp_path / "p.json")).exit_code == 0


def test_several_files_need_a_directory(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("<!-- agentgen: no-print scope=api/** -->\n")
    with pytest.raises(AgentgenError, match="has 2 files"):
        save(export([str(file)], Target.CURSOR), tmp_path / "x.mdc")


def test_what_windsurf_does_not_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("- Use SQLModel\n" + "- Say something of some length here\n" * 400)
    (note,) = export([str(file)], Target.WINDSURF).notes
    assert "12,000" in note
    assert not export([str(file)], Target.CURSOR).notes
