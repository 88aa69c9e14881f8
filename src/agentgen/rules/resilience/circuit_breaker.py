"""Calls to a failing service are cut off by a circuit breaker."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.model import PythonFile
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, together, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.resilience import outbound

phrases = demanded(
    r"\bcircuit[- ]breakers?\b",
    together(
        named("parameters", r"threshold|timeout|reset timeout|failure rate"),
        named("states", r"closed|half-open|(?<!half-)open"),
    ),
)

_BREAKER = re.compile(r"circuit|breaker", re.IGNORECASE)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Calls go through a breaker; one that is written by hand knows the states of the spec."""
    found, examined = list[Found](), 0
    for path, use in outbound.calls_out(codebase):
        examined += 1
        imported = any(
            _BREAKER.search(f"{i.module} {i.names}") for i in codebase.python[path].imports
        )
        if not imported and not outbound.within(codebase, path, use, _BREAKER):
            found.append(Found(path, use.line, f"no circuit breaker cuts `{use.name}` off"))
    for path, file in lookup.product_python(codebase):
        for item in file.classes:
            if _BREAKER.search(item.name) and not item.name.endswith(("Error", "State", "Open")):
                examined += 1
                found += _lacking(path, item.line, file, params)
    return found, examined


def _lacking(path: str, line: int, file: PythonFile, params: Params) -> Iterator[Found]:
    """States that the file of a breaker does not name."""
    known = {n.name.lower().strip("_").replace("-", "_") for n in file.names}
    known |= {s.value.lower().replace("-", "_") for s in file.named_strings}
    for state in params.get("states", ()):
        if not any(state.replace("-", "_") in name for name in known):
            yield Found(path, line, f"the breaker has no state `{state}`")


_CALL = "async def f():\n    return await httpx.get(u)\n"
_STATES = {"states": ("closed", "open", "half-open")}


RULE = Rule(
    id="circuit-breaker",
    title="Calls to a failing service are cut off",
    help="send calls to other services through a circuit breaker",
    what="calls to other services",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": "import httpx\n@circuit(failure_threshold=5)\n" + _CALL}, _STATES),
        Example({"a.py": "import httpx\nfrom app.breaker import guarded\n" + _CALL}),
        Example(
            {
                "b.py": "class CircuitBreaker:\n    CLOSED = 'closed'\n    OPEN = 'open'\n"
                "    HALF_OPEN = 'half-open'\n"
            },
            _STATES,
        ),
    ),
    invalid=(
        Example({"a.py": "import httpx\n" + _CALL}),
        Example({"a.py": "import requests\n# circuit breaker\ndef f():\n    requests.get(u)\n"}),
        Example(
            {"b.py": "class CircuitBreaker:\n    CLOSED = 'closed'\n    OPEN = 'open'\n"}, _STATES
        ),
    ),
    prose={
        "Circuit breaker (threshold, timeout, states: closed/open/half-open)": {
            "parameters": ("threshold", "timeout"),
            "states": ("closed", "open", "half-open"),
        },
        "Wrap external calls in a circuit breaker": {},
        "Use circuit breakers with a failure threshold": {"parameters": ("threshold",)},
    },
    not_prose=("No circuit breaker is needed", "Break the circuit of meetings"),
    keywords=words("circuit"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "parameters": Param(ParamKind.WORDS, "what can be set: threshold, timeout"),
        "states": Param(ParamKind.WORDS, "closed, open, half-open"),
    },
)
