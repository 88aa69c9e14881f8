"""What agents are asked has a length, and patterns, that are checked."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.agents.model_calls import model_calls
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\bvalidation\b[^.;]{0,16}\b(?:patterns?|length|keywords)\b[^.;]{0,20}"
    r"\b(?:patterns?|length|keywords)\b",
    named("checks", r"patterns?|length|sensitive keywords|keywords"),
)

_FIELD = re.compile(
    r"^(?:user_)?(?:prompt|message|query|question|instruction|input|content|text)s?$"
)
_TEXT = re.compile(r"\bstr\b")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Where models are called, fields for prompts in request models limit their length."""
    if not any(True for _ in model_calls(codebase)):
        return [], 0
    found, examined = list[Found](), 0
    models = {c.name for _, c in lookup.subclasses(codebase, ("BaseModel",))}
    for path, file in lookup.product_python(codebase):
        for field in file.fields:
            if (
                field.owner not in models
                or not _FIELD.match(field.name)
                or not _TEXT.search(field.annotation)
            ):
                continue
            examined += 1
            limited = {
                "max_length",
                "pattern",
            } & field.keywords.keys() or "max_length" in field.annotation
            if not limited and not re.search(
                r"(?:Response|Out|Read|Reply|Answer|Output)$", field.owner
            ):
                found.append(
                    Found(path, field.line, f"`{field.owner}.{field.name}` may be of any length")
                )
    return found, examined


_CALL = "client.messages.create(model=m, max_tokens=9)\n"
_MODEL = "class Ask(BaseModel):\n    prompt: str"


RULE = Rule(
    id="agent-input-checks",
    title="What agents are asked is checked",
    help="give the field `max_length`, and a pattern where there is one",
    what="text fields that reach models",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {"a.py": _CALL, "s.py": _MODEL + " = Field(max_length=4000)\n"}, {"checks": ("length",)}
        ),
        Example(
            {
                "a.py": _CALL,
                "s.py": "class Ask(Base):\n    message: Annotated[str, Field(max_length=10)]\n"
                "class Base(BaseModel): ...\n",
            }
        ),
    ),
    invalid=(
        Example({"a.py": _CALL, "s.py": _MODEL + "\n"}),
        Example(
            {
                "a.py": _CALL,
                "s.py": "class Ask(Base):\n    question: str = Field(min_length=1)\n"
                "class Base(BaseModel): ...\n",
            }
        ),
    ),
    prose={
        "Input validation (check patterns, length, sensitive keywords)": {
            "checks": ("patterns", "length", "sensitive keywords")
        },
        "Validation of prompts: length and keywords": {"checks": ("length", "keywords")},
        "Prompt validation by patterns and length": {"checks": ("patterns", "length")},
    },
    not_prose=("Validation of orders", "No validation of length and keywords"),
    keywords=words("validation"),
    status=Status.HEURISTIC,
    combine=union,
    params={"checks": Param(ParamKind.WORDS, "patterns, length, keywords")},
)
