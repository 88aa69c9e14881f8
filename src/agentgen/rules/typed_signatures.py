"""Python functions state the types of parameters and return values."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence

from agentgen.codebase import Codebase
from agentgen.codebase.client_calls import is_test_file
from agentgen.codebase.model import FunctionFact
from agentgen.ir.edits import Edit
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands, forbids, mentions, plain
from agentgen.rules.base import Example, Found, Params, Rule, hand_written
from agentgen.rules.mending import Fixed
from agentgen.rules.python_edits import colon_of, parsed

_HINTS = (
    r"(?<!with )(?<!the )(?<!better )(?<!for )(?<!around )\b(?:type[- ]hints?"
    r"|type[- ]annotations?|typed (?:signatures?|functions?|parameters?|python)"
    r"|(?:explicit|declared) return types?|annotate (?:all|every|each)[^.;]*|python types"
    r"|fully typed|static typing)\b"
)
_UNTYPED = r"\buntyped (?:python|functions?|code)"
_ALL = r"\b(?:all|every|each) (?:function )?(?:parameters?|arguments?)[^.;]*\breturn"


@needing(_ALL, r"\btyped\b", _HINTS, _UNTYPED)
def phrases(statement: Statement) -> Params | None:
    """«Type hints on all functions»; `scope` is public where the sentence says so."""
    listed = demands(statement, _ALL) and mentions(statement, r"\btyp(?:e|es|ed|ing)\b")
    alone = re.fullmatch(r"(?:[\w /-]+: )?(?:fully |strictly )?typed\.?", plain(statement))
    alone = alone if demands(statement, r"\btyped\b") else None
    if not (alone or listed or demands(statement, _HINTS) or forbids(statement, _UNTYPED)):
        return None
    return {"scope": "public"} if "public" in plain(statement) else {}


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at every function of non-test Python files; lambdas have no annotations."""
    public, examined, found = params.get("scope") == "public", 0, []
    for path in hand_written(codebase, codebase.python):
        if is_test_file(path):
            continue
        for function in codebase.python[path].functions:
            if public and not function.is_public:
                continue
            examined += 1
            lacking = _lacking(function)
            if lacking:
                message = f"`{function.qualname}` has no type for {', '.join(lacking)}"
                found.append(Found(path, function.line, message))
    return found, examined


def _lacking(function: FunctionFact) -> list[str]:
    lacking = [f"`{p.name}`" for p in function.parameters if not p.annotated]
    constructor = function.is_method and function.name == "__init__" and function.parameters
    if not function.returns and not (constructor and not lacking):
        lacking.append("its return value")
    return lacking


def mend(codebase: Codebase, path: str, line: int, message: str) -> Sequence[Edit]:
    """Write `-> None` where nothing but that is missing, and nothing is ever returned."""
    text = codebase.texts[path]
    tree = parsed(text)
    if tree is None or not message.endswith("has no type for its return value"):
        return ()
    derived = {
        id(item)
        for owner in ast.walk(tree)
        if isinstance(owner, ast.ClassDef) and (owner.bases or owner.keywords)
        for item in owner.body
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.lineno == line:
            may_differ = id(node) in derived and node.name != "__init__"
            at = None if may_differ or not _gives_nothing(node) else colon_of(text, node)
            return (Edit(at, at, " -> None"),) if at is not None else ()
    return ()


def _gives_nothing(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """True for a body that does something, and ends without a value; decorators may want one."""
    own = list(_own(node))
    valued = any(isinstance(n, ast.Return) and n.value is not None for n in own)
    yields = any(isinstance(n, ast.Yield | ast.YieldFrom) for n in own)
    is_hole = all(
        isinstance(n, ast.Pass | ast.Raise)
        or (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))
        for n in node.body
    )
    return not (node.decorator_list or valued or yields or is_hole)


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """What a function runs itself: all below it but other functions and classes."""
    for child in ast.iter_child_nodes(node):
        yield child
        inner = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
        if not isinstance(child, inner):
            yield from _own(child)


RULE = Rule(
    id="typed-signatures",
    title="Functions are annotated",
    help="annotate parameters and return value",
    what="Python functions",
    keywords=("typ", "annotat", "signature", "hint", "untyped", "parameter"),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": "def f(a: int, *rest: str, **more: str) -> None: ...\n"}),
        Example({"a.py": "class A:\n    def __init__(self, a: int):\n        self.a = a\n"}),
        Example({"tests/test_a.py": "def test_a(x): ...\n", "a.py": "def g() -> int: ...\n"}),
        Example({"a.py": "def _f(a): ...\ndef g() -> int: ...\n"}, {"scope": "public"}),
    ),
    invalid=(
        Example({"a.py": "def f(a, b: int) -> None: ...\n"}),
        Example({"a.py": "async def f(a: int): ...\n"}),
        Example({"a.py": "class A:\n    @staticmethod\n    def f(a) -> int: ...\n"}),
    ),
    prose={
        "Repositories: typed": {},
        "Exported functions have explicit return types": {},
        "Include TypeScript types / Python type hints": {},
        "Use type hints on all public functions": {"scope": "public"},
        "Annotate every parameter and return value": {},
        "Type annotations are required": {},
        "No untyped functions": {},
        "Type hints: all parameters and return values": {},
    },
    not_prose=(
        "Type hints are optional",
        "Do not add type hints",
        "All parameters and return values are logged",
        "Use proper type inference",
    ),
    params={"scope": Param(ParamKind.TEXT, "which functions; all without", choices=("public",))},
    mend=mend,
    fixes=(
        Fixed(
            {"a.py": "async def f(a: dict[str, int] = {'é': 1}, *, b: int = 2):\n    print(a)\n"},
            {
                "a.py": "async def f(a: dict[str, int] = {'é': 1}, *, b: int = 2) -> None:\n"
                "    print(a)\n"
            },
        ),
        Fixed(
            {
                "a.py": "class A(B):\n    def __init__(\n        self,\n    ):  # first\n"
                "        x()\n"
            },
            {
                "a.py": "class A(B):\n    def __init__(\n        self,\n    ) -> None:  # first\n"
                "        x()\n"
            },
        ),
        Fixed({"a.py": "def f(a: int):\n    if a:\n        return a\n"}, {}),
        Fixed({"a.py": "def f(a: int):\n    yield\n"}, {}),
        Fixed({"a.py": "def f():\n    raise NotImplementedError\n"}, {}),
        Fixed({"a.py": "class A(B):\n    def f(self):\n        x()\n"}, {}),
        Fixed({"a.py": "@app.get('/a')\ndef f():\n    x()\n"}, {}),
    ),
)
