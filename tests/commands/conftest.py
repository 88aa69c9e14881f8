"""A stand-in for the spec compiler: every bullet and line of prose is one statement."""

import json
import shutil
from collections.abc import Mapping, Sequence

import pytest
import typer
from tests.accepting import FILES, Shop
from tests.checking import repository
from tests.documents import pets
from tests.updating import ROLE, git
from typer.testing import CliRunner

from agentgen.cli.check import register
from agentgen.commands import check_survey as command
from agentgen.commands.new import NewRequest, new
from agentgen.diagnostics import Place
from agentgen.ir.policy import Modality, Policy, RuleSetting, Statement
from agentgen.ir.recognition import Recognizer


def compile_lines(
    specs: Sequence[tuple[str, bytes]],
    recognizers: Sequence[Recognizer],
    homes: Mapping[str, str],
) -> Policy:
    statements, settings = [], []
    for name, content in specs:
        section: tuple[str, ...] = ()
        for number, line in enumerate(content.decode().splitlines(), start=1):
            if line.startswith("#"):
                section = (line.strip("# "),)
            elif line.strip():
                never = any("never" in s.casefold() for s in section)
                modality = Modality.NEVER if never else Modality.MUST
                place = Place(name, number)
                text = line.strip("-* ")
                statement = Statement(f"{name}:{number}", text, place, section, modality)
                statements.append(statement)
                for recognizer in recognizers:
                    params = recognizer.recognise(statement)
                    if params is not None:
                        paths = (f"{homes[name]}/**",) if name in homes else ()
                        setting = RuleSetting(recognizer.id, params, place, text, paths=paths)
                        settings.append(setting)
    names = tuple(name for name, _ in specs)
    return Policy(specs=names, statements=tuple(statements), rules=tuple(settings))


@pytest.fixture
def compiler():
    return compile_lines


@pytest.fixture
def run(compiler, monkeypatch):
    """Runs `agentgen check` as its users do."""
    monkeypatch.setattr(command, "compile_cached", compiler)
    app = typer.Typer()
    register(app)
    app.command("other")(lambda: None)

    def invoke(*arguments):
        return CliRunner().invoke(app, ["check", *map(str, arguments)])

    return invoke


@pytest.fixture
def shop(tmp_path, compiler):
    return Shop(repository(tmp_path, FILES), compiler)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """A repository that `new` made; tests only copy it."""
    home = tmp_path_factory.mktemp("made")
    (home / "api.json").write_text(json.dumps(pets()))
    (home / "role.md").write_text(ROLE)
    request = NewRequest("shop", home, roles=(str(home / "role.md"),), openapi=home / "api.json")
    return new(request).target


@pytest.fixture
def made(made_once, tmp_path):
    """A repository as `new` made it, with an identity for commits."""
    root = tmp_path / "shop"
    shutil.copytree(made_once, root)
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.com")
    return root
