"""Variables that the spec lists are read where their subject is configured at all."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import is_example, plain
from agentgen.ir.readers import Params, names, union, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.settings import example_files, settings_classes, settings_names, variables_read

_VARIABLE = re.compile(r"(?<![\w/.])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?![\w/.])")


def _variables(statement: Statement) -> Params | None:
    """«Environment variables (`DATABASE_URL`, `REDIS_URL`)»."""
    text = plain(statement)
    if is_example(statement) or statement.modality is Modality.NEVER:
        return None
    if not re.search(
        r"\benv(?:ironment)?[ -]?(?:var(?:iable)?s?|settings?)\b|\.env\b|\bfrom the environment\b",
        text,
    ):
        return None
    found = names(_VARIABLE.findall(statement.text))
    found = tuple(name for name in found if name != "UPPER_SNAKE_CASE")
    return {"names": found} if found else None


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for variables under other names: `DB_URL` where the spec says `DATABASE_URL`."""
    known = settings_names(codebase) | {name.lower() for _, _, name in variables_read(codebase)}
    places = _places(codebase)
    found, examined = [], 0
    for name in params.get("names", ()):
        lower = str(name).lower()
        others = sorted(_variants(lower) & known)
        if lower not in known and not others:
            continue  # the product does without it
        examined += 1
        if lower not in known:
            path, line = places.get(others[0], next(iter(places.values())))
            message = f"the variable is read as `{others[0].upper()}`; the spec names `{name}`"
            found.append(Found(path, line, message))
    for path, variables in example_files(codebase).items():
        for name in params.get("names", ()):
            if str(name).lower() in known:
                examined += 1
                if str(name) not in variables and str(name).lower() not in variables:
                    found.append(Found(path, 1, f"the example leaves out `{name}`"))
    return found, examined


_SHORT = (("database", "db"), ("_key", "_token"), ("_url", "_uri"), ("_url", "_dsn"),
          ("_endpoint", "_url"), ("_host", "_server"))  # fmt: skip


def _variants(name: str) -> set[str]:
    found = {name}
    for one, other in _SHORT:
        found |= {v.replace(one, other) for v in found} | {v.replace(other, one) for v in found}
    return found - {name}


def _places(codebase: Codebase) -> dict[str, tuple[str, int]]:
    found = {name.lower(): (path, line) for path, line, name in variables_read(codebase)}
    for path, item in settings_classes(codebase):
        for field in codebase.python[path].fields:
            if field.owner == item.qualname:
                found.setdefault(field.name.lower(), (path, field.line))
    return found


_HEAD = "from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n"

_NAMES = {"names": ("DATABASE_URL", "REDIS_URL")}

RULE = Rule(
    id="environment-variables",
    title="The environment holds the variables that the spec lists",
    help="read the variable under the name that the spec gives, and list it in the example",
    what="variables of the environment",
    phrases=_variables,
    inspect=inspect,
    valid=(
        Example({"a.py": _HEAD + "    database_url: str\n"}, _NAMES),
        Example(
            {
                "a.py": "import os\nurl = os.environ.get('DATABASE_URL')\n",
                ".env.example": "DATABASE_URL=\n",
            },
            _NAMES,
        ),
    ),
    invalid=(
        Example({"a.py": _HEAD + "    db_url: str\n"}, _NAMES),
        Example({"a.py": "import os\nurl = os.getenv('DATABASE_URI', '')\n"}, _NAMES),
        Example({"a.py": _HEAD + "    redis_url: str\n", ".env.example": "# REDIS=\n"}, _NAMES),
    ),
    prose={
        "Environment variables (`DATABASE_URL`, `REDIS_URL`)": {
            "names": ("DATABASE_URL", "REDIS_URL")
        },
        "DATABASE_URL is read from the environment": {"names": ("DATABASE_URL",)},
        "Set the env var LOG_LEVEL": {"names": ("LOG_LEVEL",)},
        "Read SMTP_HOST and SMTP_PORT from environment variables": {
            "names": ("SMTP_HOST", "SMTP_PORT")
        },
    },
    not_prose=("Environment variables: UPPER_SNAKE_CASE", "Use MAX_SIZE as the limit"),
    keywords=words("env"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "names": Param(ParamKind.WORDS, "names"),
    },
)
