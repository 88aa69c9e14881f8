"""Options of `agentgen check` about its baseline."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agentgen.errors import AgentgenError

if TYPE_CHECKING:
    from agentgen.commands.check_baseline import BaselineRequest

_PANEL = "Baseline"

File = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        help="Accepted findings; default: `check.baseline` of agentgen.yaml, "
        "else agentgen-baseline.json where there is one.",
        rich_help_panel=_PANEL,
    ),
]
Off = Annotated[
    bool, typer.Option("--no-baseline", help="Count every finding.", rich_help_panel=_PANEL)
]
Update = Annotated[
    bool,
    typer.Option(
        "--update-baseline",
        help="Take out of the baseline what is mended. Never adds anything.",
        rich_help_panel=_PANEL,
    ),
]
Accept = Annotated[
    bool,
    typer.Option(
        "--accept",
        help="Update the baseline, and add all findings that fail. Needs --reason.",
        rich_help_panel=_PANEL,
    ),
]
Reason = Annotated[
    str, typer.Option("--reason", help="With --accept: why.", rich_help_panel=_PANEL)
]
Owner = Annotated[
    str, typer.Option("--owner", help="With --accept: who sees to it.", rich_help_panel=_PANEL)
]
Expires = Annotated[
    str,
    typer.Option(
        "--expires",
        metavar="YYYY-MM-DD",
        help="With --accept: the last day; from then on the findings fail again.",
        rich_help_panel=_PANEL,
    ),
]


def baseline_request(
    file: Path | None,
    off: bool,
    update: bool,
    accept: bool,
    reason: str,
    owner: str,
    expires: str,
) -> "BaselineRequest":
    """What the options ask of the baseline.

    Raises:
        AgentgenError: for options that don't go together, or a reason or day that can't be used.
    """
    from agentgen.baseline.change import Acceptance
    from agentgen.baseline.document import read_date
    from agentgen.commands.check_baseline import BaselineRequest

    if off and (file or update or accept):
        raise _clash("--no-baseline", "leave it out, or the other options about the baseline")
    if not accept:
        given = {"--reason": reason, "--owner": owner, "--expires": expires}
        for name in (name for name, value in given.items() if value):
            raise _clash(name, "add --accept, which adds findings to the baseline")
        return BaselineRequest(file, not off, update)
    if not any(map(str.isalnum, reason)):
        raise AgentgenError("--accept needs a reason", way_out="add --reason WHY")
    until = read_date(expires, "--expires")
    request = BaselineRequest(file, accept=Acceptance(reason.strip(), owner.strip(), until))
    if until is not None and until < request.today:
        raise AgentgenError(f"{until} has passed", where="--expires", way_out="name a later day")
    return request


def require_alone(request: "BaselineRequest", others: Mapping[str, bool]) -> None:
    """Refuse to change a baseline in a run that shows a part, or that runs again and again.

    Args:
        others: whether such options were given, by their names.

    Raises:
        AgentgenError: when both are asked for.
    """
    if request.update or request.accept:
        for name in (name for name, given in others.items() if given):
            raise _clash(name, "update the baseline in a run of its own")


def _clash(option: str, way_out: str) -> AgentgenError:
    return AgentgenError(f"{option} does not go with the other options", way_out=way_out)
