"""The tool through which a model may hand over code, where answers are asked for that way."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from agentgen.fill.access.faults import ArgumentsMalformed, ArgumentsWrong

_NAME = "write_code"

TOOL: dict[str, Any] = {
    "type": "function",
    "function": {
        "name": _NAME,
        "description": "Hand over the code that was asked for.",
        "parameters": {
            "type": "object",
            "properties": {"code": {"type": "string", "description": "The code, unfenced."}},
            "required": ["code"],
            "additionalProperties": False,
        },
    },
}
CHOICE: dict[str, Any] = {"type": "function", "function": {"name": _NAME}}


def code_of_calls(calls: Mapping[int, Sequence[str]]) -> str:
    """The code of the one tool call, fenced as it would stand in a text.

    Args:
        calls: name and arguments of each call, as they came.

    Raises:
        ArgumentsMalformed: when the arguments are not JSON.
        ArgumentsWrong: when they, or the tool, are others than asked for.
    """
    if len(calls) != 1:
        raise ArgumentsWrong(why=f"{len(calls)} calls")
    name, text = next(iter(calls.values()))
    if name != _NAME:
        raise ArgumentsWrong(why=f"there is no tool `{name[:80]}`")
    try:
        arguments = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise ArgumentsMalformed(why=str(problem)[:200]) from None
    code = arguments.get("code") if isinstance(arguments, dict) else None
    if not isinstance(code, str) or set(arguments) != {"code"}:
        raise ArgumentsWrong(why="it takes `code`, a text, alone")
    return code if "```" in code else f"```\n{code}\n```"
