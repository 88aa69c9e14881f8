"""`agentgen spec`: its commands. `agentgen spec FILE` is short for `agentgen spec show FILE`."""

from typing import Any

import typer
from typer.core import TyperGroup

from agentgen.cli.spec.diff import diff
from agentgen.cli.spec.explain import explain
from agentgen.cli.spec.export import export, schema
from agentgen.cli.spec.lint import lint
from agentgen.cli.spec.show import show


class _ShowByDefault(TyperGroup):
    """A group that takes what is no command of its own for the arguments of `show`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `show` before arguments that name neither a command nor ask for help."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["show", *args]
        return super().parse_args(ctx, args)


def register(app: typer.Typer) -> None:
    """Add the group to the app."""
    group = typer.Typer(
        cls=_ShowByDefault,
        no_args_is_help=True,
        help="Show, check and compare role specs, and what is made of them. "
        "`agentgen spec FILE` is short for `agentgen spec show FILE`.",
    )
    group.command("show")(show)
    group.command("lint")(lint)
    group.command("explain")(explain)
    group.command("diff")(diff)
    group.command("export")(export)
    group.command("schema")(schema)
    app.add_typer(group, name="spec")
