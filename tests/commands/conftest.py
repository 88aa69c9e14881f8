"""A stand-in for the spec compiler: every bullet and line of prose is one statement."""

from collections.abc import Mapping, Sequence

import pytest
import typer
from tests.accepting import FILES, Shop
from tests.checking import repository
from typer.testing import CliRunner

from agentgen.cli.check import register
from agentgen.commands import check_survey as command
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
