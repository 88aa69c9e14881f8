"""The `agentgen` program."""

import os
import sys
from typing import Annotated

import typer

from agentgen.errors import AgentgenError, ExitCode

app = typer.Typer(
    name="agentgen",
    help="Turn what a team has written down into a repository that keeps it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from agentgen import __version__

        typer.echo(f"agentgen {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def _register(names: tuple[str, ...]) -> None:
    from importlib import import_module

    for name in names:
        import_module(f"agentgen.cli.{name}").register(app)


COMMANDS = {
    "new": "new",
    "update": "update",
    "init": "init",
    "explain": "explain",
    "check": "check",
    "fill": "fill",
    "todo": "fill",
    "roles": "roles",
    "rule": "rule",
    "spec": "spec",
}
"""Command -> module that registers it; only the one asked for is imported."""


def _fault(problem: Exception) -> AgentgenError:
    """What to say of an exception that nobody expected."""
    return AgentgenError(
        "agentgen has a fault",
        why=f"{type(problem).__name__}: {problem}",
        way_out="please report it with what AGENTGEN_DEBUG=1 shows; nothing was written",
    )


def main() -> None:
    """Run the program; the process ends with an `ExitCode`."""
    from agentgen.cli.failure import explain

    asked = next((argument for argument in sys.argv[1:] if not argument.startswith("-")), "")
    wants_version = "--version" in sys.argv[1:2]
    every = tuple(dict.fromkeys(COMMANDS.values()))
    modules = (COMMANDS[asked],) if asked in COMMANDS else (() if wants_version else every)
    _register(modules)
    try:
        app()
    except AgentgenError as error:
        sys.stderr.write(explain(error))
        sys.exit(ExitCode.CANNOT_RUN)
    except Exception as fault:  # the last stop: users get no traceback
        if os.environ.get("AGENTGEN_DEBUG"):
            raise
        sys.stderr.write(explain(_fault(fault)))
        sys.exit(ExitCode.CANNOT_RUN)
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.exit(ExitCode.CANNOT_RUN)
