"""Functions, classes and modules say what they are for."""

from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.client_calls import is_test_file
from agentgen.codebase.model import ClassFact, FunctionFact, PythonFile
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands, plain
from agentgen.rules.base import Example, Found, Params, Rule, hand_written

_THING = (
    r"\bdoc[- ]?strings?\b|\bjsdoc (?:comments?|blocks?)\b"
    r"|\b(?:all|every|each|public)\b[^.;]*\b(?:functions?|methods?|classes|modules?)\b[^.;]*"
    r"\b(?:documented|documentation)\b"
    r"|\bdocument (?:all|every|each)(?: public)? (?:functions?|methods?|class(?:es)?|modules?)\b"
)
_MAGIC = "__"


@needing(_THING)
def phrases(statement: Statement) -> Params | None:
    """«Docstrings on public functions»; parameters: scope (public), kinds (module, …)."""
    if not demands(statement, _THING):
        return None
    text = plain(statement)
    kinds = [k for k, w in _KIND_WORDS.items() if any(word in text for word in w)]
    params: dict[str, object] = {"scope": "public"} if "public" in text else {}
    if kinds and "docstring" in text:
        params["kinds"] = tuple(kinds)
    return params


_KIND_WORDS = {
    "module": ("module",),
    "class": ("class",),
    "function": ("function", "method", "endpoint"),
}


def combine(one: Params, other: Params) -> Params:
    """Of two settings: all kinds either names, and everything where one is not limited.

    A setting that speaks of modules alone has no say about public and private.
    """
    scoped = [p for p in (one, other) if tuple(p.get("kinds", ())) != ("module",)]
    params: dict[str, object] = {}
    if scoped and all(p.get("scope") == "public" for p in scoped):
        params["scope"] = "public"
    if "kinds" in one and "kinds" in other:
        params["kinds"] = tuple(dict.fromkeys([*one["kinds"], *other["kinds"]]))
    return params


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at modules, classes and functions of hand-written files that are no tests."""
    examined, found = 0, []
    kinds = tuple(params.get("kinds") or _KIND_WORDS)
    public = params.get("scope") == "public"
    for path in hand_written(codebase, codebase.python):
        if is_test_file(path):
            continue
        for line, name, documented in _items(codebase.python[path], kinds, public):
            examined += 1
            if not documented:
                found.append(Found(path, line, f"{name} has no docstring"))
    return found, examined


def _items(
    file: PythonFile, kinds: tuple[str, ...], public: bool
) -> Iterator[tuple[int, str, bool]]:
    if "module" in kinds and not file.path.endswith("__init__.py"):
        yield 1, "the module", bool(file.docstring)
    if "class" in kinds:
        for item in file.classes:
            if not public or _is_public(item):
                yield item.line, f"class `{item.qualname}`", bool(item.docstring)
    if "function" in kinds:
        for function in file.functions:
            if _counts(function) and (not public or function.is_public):
                yield function.line, f"`{function.qualname}`", bool(function.docstring)


def _is_public(item: ClassFact) -> bool:
    return not any(part.startswith("_") for part in item.qualname.split("."))


def _counts(function: FunctionFact) -> bool:
    """Nested functions, magic methods, overloads and overrides are documented elsewhere."""
    exempt = {"overload", "override", "typing.overload", "typing.override"}
    bare = function.is_nested or function.name.startswith(_MAGIC)
    return not bare and not exempt.intersection(function.decorators)


RULE = Rule(
    id="docstrings",
    title="Code is documented by docstrings",
    help="say in a docstring what it is for",
    what="definitions",
    keywords=("docstring", "jsdoc", "tsdoc", "document"),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": '"""Module."""\ndef f():\n    """Do."""\n'}),
        Example({"a.py": '"""Module."""\ndef _f(): ...\n'}, {"scope": "public"}),
        Example({"a.py": 'def f():\n    """Do."""\n'}, {"kinds": ("function",)}),
        Example({"tests/test_a.py": "def test_a(): ...\n", "a.py": '"""Module."""\n'}),
    ),
    invalid=(
        Example({"a.py": "x = 1\n"}),
        Example({"a.py": "def f(): ...\n"}, {"kinds": ("function",)}),
        Example({"a.py": '"""M."""\nclass A:\n    x = 1\n'}, {"scope": "public"}),
    ),
    prose={
        "Add JSDoc / docstrings to public functions": {"scope": "public", "kinds": ("function",)},
        "Modules: Docstring explaining purpose": {"kinds": ("module",)},
        "Functions: Complete docstrings (Google/NumPy) with Args, Returns, Raises": {
            "kinds": ("function",)
        },
        "All functions have appropriate documentation": {},
        "Every public class needs a docstring": {"scope": "public", "kinds": ("class",)},
        "Document all functions": {},
        "Add JSDoc comments to all public functions": {"scope": "public"},
    },
    not_prose=(
        "No docstrings unless the interface is non-obvious from types",
        "Docstrings are optional",
        "Keep validators minimal, avoid lengthy docstrings",
        "Read the documentation of the function",
        "Check function names, comments, documentation, and commit messages",
    ),
    combine=combine,
    params={
        "scope": Param(ParamKind.TEXT, "which definitions; all without", choices=("public",)),
        "kinds": Param(
            ParamKind.WORDS, "what is documented; all without", choices=tuple(_KIND_WORDS)
        ),
    },
)
