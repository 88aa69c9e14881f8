"""What the `spec` commands print: values, meanings and conflicts as text."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from agentgen.ir.policy import Conflict, Status
from agentgen.report.printable import printable

if TYPE_CHECKING:
    from rich.console import Console

    from agentgen.spec.understanding import Understanding

STYLES = {
    Status.ENFORCED: "green",
    Status.MEASURED: "green",
    Status.HEURISTIC: "cyan",
    Status.GENERATED: "blue",
    Status.PROCESS: "magenta",
    Status.ADVISORY: "dim",
    Status.UNSUPPORTED: "yellow",
}


def make_console() -> "Console":
    """A console that prints text as it is: no markup, no wrapping of its own."""
    from rich.console import Console

    return Console(soft_wrap=True, highlight=False, markup=False, emoji=False)


def value_text(value: Any) -> str:
    """A parameter or the value of a decision."""
    if isinstance(value, str):
        return printable(value)
    return printable(json.dumps(value, ensure_ascii=False, default=list))


def rule_text(rule: str, params: Mapping[str, Any]) -> str:
    """A rule with its parameters: `function-length max=40`."""
    return " ".join([rule, *(f"{key}={value_text(value)}" for key, value in params.items())])


def meanings(understood: "Understanding") -> list[str]:
    """What a statement was understood to say, a line for each rule and each decision."""
    rules = [rule_text(rule, params) for rule, params in understood.rules]
    return rules + [f"{key} = {value_text(value)}" for key, value in understood.decisions]


def conflict_lines(conflict: Conflict) -> list[str]:
    """A contradiction with all its places and the way out."""
    state = "open" if conflict.winner is None else f"{_side(conflict.winner)} is taken"
    sides = [
        f"  {side.place}: {_side(side.value)} «{one_line(side.text, 80)}»"
        for side in conflict.sides
    ]
    return [f"conflict over {conflict.topic}: {state}", *sides, f"  {printable(conflict.help)}"]


def _side(value: Any) -> str:
    return "no parameters" if value == {} else value_text(value)


def one_line(text: str, width: int) -> str:
    """The text on one line, shortened to `width` characters."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= width else line[: width - 1] + "…"
