"""Identifiers are written in the case that the spec gives for their kind."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import demands, plain
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.naming.cases import CASE as _CASE
from agentgen.rules.naming.cases import CASES as _CASES
from agentgen.rules.naming.cases import STEMS, fits
from agentgen.rules.naming.names import NAMES, Named

_SUBJECT = re.compile(
    r"(?<!\.)\b(?:(?:global |module |local |python |typescript |react |private |protected |class "
    r"|public |instance )?"
    r"(?:(?:non-)?component (?:files?|folders?|director(?:y|ies))(?: names)?|variables?"
    r"|functions?|methods?|classes"
    r"|class names?|constants?|attributes?|members"
    r"|type aliases|type names?|types"
    r"|interfaces?|enum (?:values|members|names)|enums?|files?(?: ?names?)?|modules?|components?"
    r"|hooks?|packages?"
    r"|director(?:y|ies)|folders?|columns?|fields?|(?:environment|env) (?:variables?|vars)"
    r"|env vars|config(?:uration)? keys"
    r"|json(?: (?:keys|fields|responses?|payloads?|bod(?:y|ies)|properties))?|keys"
    r"|query param\w*|parameters?|urls?|routes?|endpoints?|paths?"
    r"|props|exceptions?|errors?|events?|tests?"
    r"|identifiers?|css classes|branches|models?|schemas?|services?|utilit(?:y|ies)|utils))\b"
)


_SHOWN = re.compile(
    r"\((?:(?:e\.g\.|for example|for instance|such as|like|i\.e\.|eg)[^()]{0,120}"
    r"|[\w.-]+(?:/[\w.-]+)+)\)"
)
"""Examples, whose words are no subjects: `(e.g., components/side-bar)`."""


def _cases(statement: Statement) -> Params | None:
    """«`snake_case` for variables and functions», «Classes: PascalCase»."""
    text = plain(statement)
    if not any(stem in text for stem in STEMS) or not demands(statement, _CASE.pattern):
        return None
    found: dict[str, str] = {}
    for part in _parts(_SHOWN.sub("", text)):
        case = _CASE.search(part)
        if case is None:
            continue
        name = tuple(_CASES)[int(str(case.lastgroup)[1:])]
        rest = part[: case.start()] + " " + part[case.end() :]
        for subject in _SUBJECT.findall(rest) or _heading_subjects(statement):
            found.setdefault(subject, name)
    if any(subject.endswith(" files") for subject in found):
        found.pop("files", None)  # «Files: … for component files» speaks of those alone
    return {"cases": found} if found else None


_PART_END = re.compile(r";|\. |, (?=(?:\w+ ){1,3}(?:start|begin|end)s? (?:with|in)\b)")


def _parts(text: str) -> Iterator[str]:
    """The parts of a text that name one case each: «PascalCase for a, camelCase for b»."""
    for sentence in _PART_END.split(text):
        cases, subject = [*_CASE.finditer(sentence)], _SUBJECT.search(sentence)
        if len(cases) < 2 or subject is None:
            yield sentence
            continue
        if subject.start() < cases[0].start():
            cuts = [0, *(case.end() for case in cases[:-1]), len(sentence)]
        else:
            cuts = [0, *(case.start() for case in cases[1:]), len(sentence)]
        yield from (sentence[a:b] for a, b in pairwise(cuts))


def _heading_subjects(statement: Statement) -> list[str]:
    """The subject that the heading names: «Files» above «kebab-case»."""
    return _SUBJECT.findall(statement.section[-1].casefold()) if statement.section else []


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at every name of the kinds that the spec speaks of."""
    found, examined = [], 0
    for subject, case in (params.get("cases") or {}).items():
        for path, line, name in _names(codebase, subject, str(case)):
            examined += 1
            if str(case) in _CASES and not fits(name, str(case)):
                message = f"`{name}` is not written in {case}, as {subject} are"
                found.append(Found(path, line, message))
    return found, examined


def _names(codebase: Codebase, subject: str, case: str) -> Iterator[Named]:
    """The names that a subject means: `private methods` are methods."""
    if case == "_leading_underscore":
        subject = "private members"
    words = subject.split()
    head = next((w for w in (subject, " ".join(words[-2:]), words[-1]) if w in NAMES), "")
    if head:
        yield from NAMES[head](codebase, case)


RULE = Rule(
    id="identifier-case",
    title="Identifiers are written in the case that the spec gives",
    help="rename it",
    what="names",
    phrases=_cases,
    inspect=inspect,
    valid=(
        Example(
            {
                "a.py": (
                    "class A(Visitor):\n    def visit_Name(self, x): ...\ndef get_user(user_id):"
                    " ...\n"
                )
            },
            {
                "cases": {
                    "functions": "snake_case",
                    "variables": "snake_case",
                    "classes": "PascalCase",
                }
            },
        ),
        Example(
            {"a.py": "MAX = 3\nlogger = get_logger()\n__version__ = '1'\nrouter = APIRouter()\n"},
            {"cases": {"constants": "UPPER_SNAKE_CASE"}},
        ),
        Example(
            {
                "src/a.ts": "function getUser() {}\nconst useUser = () => 1;\n",
                "b.py": "def get_a(): ...\n",
            },
            {"cases": {"functions": "camelCase"}},
        ),
        Example(
            {".env.example": "# comment\nDATABASE_URL=x\n", "a.py": "os.getenv('DEBUG')\n"},
            {"cases": {"environment variables": "UPPER_SNAKE_CASE"}},
        ),
        Example(
            {"a.py": "class K(StrEnum):\n    NEW = 'new'\n    def label(self): ...\n"},
            {"cases": {"enum values": "UPPER_SNAKE_CASE"}},
        ),
        Example(
            {
                "a.py": (
                    "class A:\n    def __init__(self):\n        self._x = 1\n        self.y = 2\n"
                )
            },
            {
                "cases": {
                    "private attributes": "_leading_underscore",
                    "methods": "_leading_underscore",
                }
            },
        ),
    ),
    invalid=(
        Example({"a.py": "def getUser(): ...\n"}, {"cases": {"functions": "snake_case"}}),
        Example({"a.py": "class order_line: ...\n"}, {"cases": {"classes": "PascalCase"}}),
        Example(
            {"a.py": "maxRetries = 3\ndef f():\n    userName = 1\n"},
            {"cases": {"constants": "UPPER_SNAKE_CASE", "variables": "snake_case"}},
            findings=3,
        ),
        Example({"src/a.ts": "const get_user = () => 1;\n"}, {"cases": {"functions": "camelCase"}}),
        Example({".env.example": "databaseUrl=x\n"}, {"cases": {"env vars": "UPPER_SNAKE_CASE"}}),
        Example(
            {"a.py": "class K(Enum):\n    New = 1\n"},
            {"cases": {"enums": "PascalCase", "enum members": "UPPER_SNAKE_CASE"}},
        ),
        Example(
            {"a.py": "class A:\n    def f(self):\n        self.__x = 1\n"},
            {"cases": {"private attributes": "_leading_underscore"}},
        ),
        Example({"src/userCard.tsx": "export const a = 1;\n"}, {"cases": {"files": "kebab-case"}}),
        Example(
            {"src/user-card.tsx": "export const a = 1;\n", "src/userApi.ts": "export {};\n"},
            {"cases": {"component files": "PascalCase", "non-component files": "kebab-case"}},
            findings=2,
        ),
        Example(
            {"a.py": "class Settings(BaseSettings):\n    databaseUrl: str\n"},
            {"cases": {"config keys": "snake_case"}},
        ),
        Example(
            {
                "a.py": (
                    "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/order_items')\nasync"
                    " def a(): ...\n"
                )
            },
            {"cases": {"routes": "kebab-case"}},
        ),
        Example(
            {"a.py": "userId = Annotated[int, Field(ge=1)]\n"},
            {"cases": {"type aliases": "PascalCase"}},
        ),
    ),
    prose={
        "Variables and functions: snake_case": {
            "cases": {"variables": "snake_case", "functions": "snake_case"}
        },
        "Use PascalCase for classes, UPPER_SNAKE_CASE for constants": {
            "cases": {"classes": "PascalCase", "constants": "UPPER_SNAKE_CASE"}
        },
        "Components are named in PascalCase": {"cases": {"components": "PascalCase"}},
        "Components in PascalCase, hooks in camelCase, files in kebab-case": {
            "cases": {"components": "PascalCase", "hooks": "camelCase", "files": "kebab-case"}
        },
        "Directories are lowercase with dashes": {"cases": {"directories": "kebab-case"}},
        "Name files in lower case, separated by hyphens": {"cases": {"files": "kebab-case"}},
        "Use kebab-case for folders (e.g., components/side-bar)": {
            "cases": {"folders": "kebab-case"}
        },
        "Files: `kebab-case` for non-component files": {
            "cases": {"non-component files": "kebab-case"}
        },
        "PascalCase for React component files": {"cases": {"react component files": "PascalCase"}},
        "Environment variables: UPPER_SNAKE_CASE": {
            "cases": {"environment variables": "UPPER_SNAKE_CASE"}
        },
        "Private methods: _leading_underscore": {
            "cases": {"private methods": "_leading_underscore"}
        },
    },
    not_prose=(
        "Never use camelCase for functions",
        "In case of doubt ask",
        "Start with the tests",
        "Write the tests in lower case",
        "Separate list items with dashes",
    ),
    keywords=(
        "snake",
        "camel",
        "pascal",
        "kebab",
        "upper",
        "screaming",
        "all",
        "constant",
        "lower",
        "cap",
        "dash",
        "hyphen",
        "_",
        "leading",
        "single",
        "prefix",
        "start",
    ),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "cases": Param(ParamKind.TABLE, "case by kind of identifier"),
    },
)
