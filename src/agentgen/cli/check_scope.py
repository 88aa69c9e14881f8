"""Options of `agentgen check` about what is examined, and when."""

from typing import Annotated

import typer

Specs = Annotated[
    list[str] | None,
    typer.Option("--spec", help="Spec file or role name; default: those of the repository."),
]
Gates = Annotated[
    bool, typer.Option("--gates/--no-gates", help="Also measure all gates (runs the tools).")
]
GateNames = Annotated[
    list[str] | None, typer.Option("--gate", help="Measure this gate; may be repeated.")
]
Since = Annotated[
    str,
    typer.Option(
        "--since",
        metavar="REV",
        help="Count only findings on what changed since a git revision.",
    ),
]
Base = Annotated[
    str,
    typer.Option(
        "--base",
        metavar="REV",
        help="Tell which endpoints were added, changed and removed since a revision.",
    ),
]
Strict = Annotated[
    bool,
    typer.Option("--strict", help="Fail, too, when a demand of a spec could not be verified."),
]
Fix = Annotated[
    bool,
    typer.Option(
        "--fix", help="First mend what is safe to mend, then check. Nothing accepted is touched."
    ),
]
Diff = Annotated[
    bool, typer.Option("--diff", help="Print what --fix would change, and change nothing.")
]
Watch = Annotated[
    bool, typer.Option("--watch", help="Check again whenever a file changes, until Ctrl-C.")
]
