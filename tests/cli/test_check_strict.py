"""What `--strict` adds to the exit code."""

import pytest
import typer
from typer.testing import CliRunner

from agentgen.cli.check import register


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--strict",), 1)])
def test_what_could_not_be_verified_fails_when_asked_for(tmp_path, options, code):
    (tmp_path / "AGENTS.md").write_text("- Avoid `any` types\n- No print statements\n")
    (tmp_path / "app.py").write_text("x = 1\n")
    app = typer.Typer()
    register(app)
    done = CliRunner().invoke(app, [str(tmp_path), *options])
    assert "unverified" in done.output
    assert done.exit_code == code
