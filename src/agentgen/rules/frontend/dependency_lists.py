"""What a hook's function uses of the component around it, beside the list that it gives."""

import re
from collections.abc import Iterator

from agentgen.codebase.model import FunctionFact, ScriptFile
from agentgen.codebase.script_model import ScriptUse

_INLINE = re.compile(r"^(?:async\s*)?(?:\(|function\b|\w+\s*=>)")
_NOT_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
_NAME = re.compile(r"(?<![\w$.])(?:\.{3})?([A-Za-z_$][\w$]*)(?![\w$])(?!\s*:(?!:))")
_PARAMETERS = re.compile(r"\(\s*(?:\{(?P<props>[^{}]*)\}|(?P<plain>[^(){}]*))")
_PROP = re.compile(r"(?:\w+\s*:\s*)?(\w+)\s*(?:=[^,]*)?$")
_STATE = re.compile(r"^\[\s*(\w+)\s*[,\]]")
_HOOKS = re.compile(r"^(?:\w+\.)?use(?:State|Reducer)$")


def left_out(file: ScriptFile, text: str, use: ScriptUse, lists_at: int) -> list[str]:
    """Parameters and state of the component that a hook uses and does not list, in order.

    Only hooks whose function and list are written in place are looked at.
    """
    body, listed = use.arguments[lists_at - 1], use.arguments[lists_at]
    if not _INLINE.match(body) or not listed.startswith("["):
        return []
    code = _NOT_CODE.sub('""', body)
    used = {m[1] for m in _NAME.finditer(code)}
    own = set(re.findall(r"\b(?:const|let|var|function)\s+[\[{]?\s*(\w+)", code))
    own |= {name for m in re.finditer(r"\(([^()]*)\)\s*(?::[^=()]*)?=>", code)
            for name in re.findall(r"\w+", m[1])}  # fmt: skip
    own |= set(re.findall(r"(\w+)\s*=>", code))
    given = set(re.findall(r"\w+", listed))
    around = [name for f in _around(file, use) for name in _values(file, text, f)]
    return [n for n in dict.fromkeys(around) if n in used and n not in own and n not in given]


def _around(file: ScriptFile, use: ScriptUse) -> list[FunctionFact]:
    """The component, or the hook of one's own, that the use stands in."""
    inside = [
        f
        for f in file.functions
        if f.line <= use.line <= f.end_line and re.match(r"use[A-Z]|[A-Z]", f.name)
    ]
    return inside[-1:]


def _values(file: ScriptFile, text: str, function: FunctionFact) -> Iterator[str]:
    """Names of the parameters of a function, and of its state."""
    start = 0
    for _ in range(function.line - 1):
        start = text.find("\n", start) + 1
    match = _PARAMETERS.search(text, start)
    if match is not None and match["props"] is not None:
        parts = match["props"].split(",")
        yield from (m[1] for part in parts if (m := _PROP.search(part.strip())))
    elif match is not None and match["plain"]:
        yield from re.findall(r"(?:^|,)\s*(\w+)", match["plain"])
    for use in file.uses:
        if function.line <= use.line <= function.end_line and _HOOKS.match(use.name):
            state = _STATE.match(use.target)
            if state is not None:
                yield state[1]
