"""The example of the environment file lists the variables that the code reads."""

from collections.abc import Iterable, Sequence

from agentgen.codebase import Codebase
from agentgen.ir.edits import Edit
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, named, union, words
from agentgen.rules.backend import fields_of
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import Spot, absent
from agentgen.rules.mending import Fixed
from agentgen.rules.settings import example_files, settings_classes, variables_read


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Compare required settings, and variables read by hand, with the example."""
    needed = _needed(codebase)
    examples = example_files(codebase)
    if needed and not examples:
        return absent(needed.values(), "no example of the environment file is kept"), len(needed)
    found = []
    for path, variables in examples.items():
        listed = {name.upper() for name in variables}
        for name in needed:
            if name.upper() not in listed and len(examples) == 1:
                found.append(Found(path, 1, f"the example leaves out `{name.upper()}`"))
    return found, len(needed)


def mend(codebase: Codebase, path: str, _line: int, message: str) -> Sequence[Edit]:
    """List the variable at the end of the example, without a value."""
    text = codebase.texts[path]
    if "the example leaves out" not in message:
        return ()
    name = message.split("`")[1]
    ends = not text or text.endswith("\n")
    return (Edit(len(text), len(text), f"{name}=\n" if ends else f"\n{name}="),)


def _needed(codebase: Codebase) -> dict[str, Spot]:
    """Variables without which the product does not start."""
    found = {name: (path, line) for path, line, name in variables_read(codebase) if name.isupper()}
    for path, item in settings_classes(codebase):
        file = codebase.python[path]
        prefixed = any("env_prefix" in u.keywords for u in file.uses if u.line >= item.line)
        for field in () if prefixed else fields_of(codebase, item.name).values():
            is_set = field.call or field.value or "None" in field.annotation
            if field.owner == item.qualname and field.annotation and not is_set:
                found[field.name] = (path, field.line)
    return found


_HEAD = "from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n"

RULE = Rule(
    id="environment-example",
    title="An example of the environment file is kept",
    help="list the variable in the example file",
    what="variables without a default",
    phrases=demanded(
        r"(?<!\w)\.env\.(?:example|sample|template)\b",
        named("files", r"[\w.-]+(?:/[\w.-]+)*/\.env\.(?:example|sample|template)"),
    ),
    inspect=inspect,
    valid=(
        Example({"a.py": _HEAD + "    database_url: str\n", ".env.example": "# DATABASE_URL=\n"}),
        Example({"a.py": "import os\nX = os.getenv('PORT')\n", "api/.env.sample": "PORT=1\n"}),
    ),
    invalid=(
        Example({"a.py": _HEAD + "    database_url: str\n"}),
        Example(
            {
                "a.py": _HEAD + "    database_url: str\n    debug: bool = False\n",
                ".env.example": "DEBUG=\n",
            }
        ),
        Example({"a.py": "import os\nX = os.getenv('PORT')\n", ".env.template": "HOST=\n"}),
    ),
    prose={
        "Keep `.env.example` aligned with the settings": {},
        "Document new variables in .env.sample": {},
        "Commit a .env.template": {},
        "Keep `api/.env.example` in step": {"files": ("api/.env.example",)},
    },
    not_prose=("Never commit .env files", "Examples of environments"),
    keywords=words("env"),
    status=Status.HEURISTIC,
    combine=union,
    params={"files": Param(ParamKind.WORDS, "examples that the spec names by their path")},
    mend=mend,
    fixes=(
        Fixed(
            {
                "a.py": _HEAD + "    database_url: str\n    port: int\n",
                ".env.example": "# of the service\nPORT=",
            },
            {".env.example": "# of the service\nPORT=\nDATABASE_URL="},
        ),
        Fixed(
            {"a.py": _HEAD + "    b: str\n    c: str\n", ".env.example": "A=1\n"},
            {".env.example": "A=1\nB=\nC=\n"},
        ),
        Fixed({"a.py": _HEAD + "    b: str\n"}, {}),
    ),
)
