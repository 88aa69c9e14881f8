"""Business logic gets what is valid: models are not parsed in services."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.layers import Layer
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, named, union, words
from agentgen.rules.backend import in_layer
from agentgen.rules.base import Example, Found, Rule

_BOUNDARY = (
    r"boundar(?:y|ies)|controllers?|routes?(?: level)?|routers?|api layer|edge|entry points?"
)

_PARSES = re.compile(r"(?:^|\.)(?:model_validate(?:_json)?|parse_obj|parse_raw|validate_python)$")

_RAISED = ("RequestValidationError", "ValidationError")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at services for models that they parse, and validation errors that they handle."""
    found, examined = [], 0
    for path, file in in_layer(codebase, Layer.SERVICE):
        examined += 1
        for use in file.uses:
            if _PARSES.search(use.name) and _takes_raw(use.arguments):
                found.append(Found(path, use.line, f"`{use.name}()` validates in a service"))
        for handler in file.handlers:
            caught = [t for t in handler.types if t.rsplit(".", 1)[-1] in _RAISED]
            if caught:
                found.append(Found(path, handler.line, f"a service handles `{caught[0]}`"))
    return found, examined


def _takes_raw(arguments: tuple[str, ...]) -> bool:
    """Raw input: a body, a payload, data; records and rows come from inside."""
    first = "".join(arguments[:1]).rsplit(".", 1)[-1].removesuffix("()")
    return (
        re.search(
            r"^(?:raw|body|payload|data|input|request|json|params)(?:_|$)|_(?:data|payload|body|input)$",
            first,
        )
        is not None
    )


RULE = Rule(
    id="boundary-validation",
    title="Input is validated where it enters",
    help="validate in the route, and hand the model in",
    what="services",
    phrases=either(
        demanded(
            rf"\bvalidat\w+\b(?! (?:jwt|token))[^.;]{{0,30}}\b(?:at|in"
            rf"|inside) (?:the )?(?:\w+ )?"
            rf"(?:{_BOUNDARY})\b",
            named("where", _BOUNDARY),
        ),
        forbidden(r"\bvalidat\w+\b[^.;]{0,20}\b(?:inside|in) (?:the )?(?:business|domain)\b"),
    ),
    inspect=inspect,
    valid=(
        Example({"app/services/a.py": "def f(record):\n    return A.model_validate(record)\n"}),
        Example(
            {
                "app/routers/a.py": "def f(body):\n    return A.model_validate(body)\n",
                "app/services/a.py": "def g(a): ...\n",
            }
        ),
    ),
    invalid=(
        Example({"app/services/a.py": "def f(payload):\n    return A.model_validate(payload)\n"}),
        Example(
            {
                "app/services/a.py": (
                    "def f(x):\n    try:\n        A(**x)\n"
                    "    except pydantic.ValidationError:\n        raise Bad\n"
                )
            }
        ),
    ),
    prose={
        "Validate at the boundary (controller/route), never inside business logic": {
            "where": ("boundary", "controller", "route")
        },
        "Input is validated in the controllers": {"where": ("controllers",)},
        "Do not validate in business code: never validate inside the domain": {},
    },
    not_prose=("Validate in the evening", "Validate the routes of the bus"),
    keywords=words("validat"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "where": Param(ParamKind.WORDS, "where it is"),
    },
)
