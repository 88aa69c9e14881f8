"""The application has exceptions of its own, and raises no bare `Exception`."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.model import ClassFact
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import demands, is_example, mentions, plain
from agentgen.ir.readers import names, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_ERRORS = r"(?:errors?|exceptions?|failures?)"
_CLASS = re.compile(r"\b([A-Z]\w+(?:Error|Exception))\b(?:\(([\w, ]{1,100})\))?")
_CUSTOM = (
    r"\b(?:custom|domain|typed|specific|dedicated|application|own|business)[ -](?:\w+ ){0,2}"
    r"(?:errors?|exceptions?)(?: (?:types?|class(?:es)?|hierarch\w+))?\b|\bexception hierarch\w+"
    r"|\b(?:raise|throw|subclass|inherit from|derive from|extend)s?\b"
    r"[^.;]{0,40}\w(?:error|exception)\b"
    r"|\w(?:error|exception) (?:subclass(?:es)?|hierarchy|classes)\b"
)
_CARRIED = re.compile(
    r"\b(?:carr(?:y|ies|ying)|with|defin\w+|hav(?:e|ing)) (?:an? |its |their )(?:own )?`(\w+)`"
)
_KIND = re.compile(
    r"\b((?:custom|domain|typed|application|business) (?:errors|exceptions"
    r"|(?:error|exception) (?:types|classes|factories)))\b"
)
_FACT = re.compile(
    r"\b(?:errors?|exceptions?)\b[^.;]{0,20}\b(?:are|is|inherit|derive|extend|subclass)s?\b"
    r"|\b(?:is an?|are) \w+(?:error|exception)\b"
)
_CLASS_LABEL = re.compile(r"(?:base|root|specific|derived|concrete|sub-?classes)\b[^:]{0,20}:")


def phrases(statement: Statement) -> Params | None:
    """«Base: `AppError(message, code)`» below a heading on errors; «raise domain errors»."""
    found = _CLASS.findall(re.split(r"\b(?:such as|e\.g\.|like)\b", statement.text)[0])
    listing = _CLASS_LABEL.match(plain(statement)) and mentions(statement, rf"\b{_ERRORS}\b")
    if is_example(statement) or not ((found and listing) or demands(statement, _CUSTOM)):
        return None
    if statement.modality is Modality.INFO and not (found and _FACT.search(plain(statement))):
        return None
    classes = names(name for name, _ in found if name != "HTTPException")
    arguments = names(a.strip() for _, some in found for a in some.split(","))
    arguments += names(_CARRIED.findall(statement.text)) if found else ()
    kinds = names(_KIND.findall(plain(statement)))
    return {
        **({"kinds": kinds} if kinds else {}),
        **({"classes": classes} if classes else {}),
        **({"arguments": arguments} if arguments else {}),
    }


_BARE = frozenset({"Exception", "BaseException"})


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """The named classes exist, the base takes the named arguments, nothing raises `Exception`."""
    files = list(lookup.product_python(codebase))
    classes = {c.name: (path, c) for path, file in files for c in file.classes}
    wanted = params.get("classes", ())
    found = [
        Found(path, use.line, f"`{use.name}(…)` says nothing of what went wrong")
        for path, file in files
        for use in file.uses
        if use.name in _BARE
    ]
    exceptions = lookup.subclasses(codebase, _BARE)
    spots = [(p, c.line) for p, c in exceptions] or [(p, 1) for p, _ in files]
    for name in wanted:
        if name not in classes:
            found += lookup.absent(spots, f"there is no exception `{name}`")
    for name in wanted[:1] if params.get("arguments") else ():
        if name in classes:
            found += _lacking(codebase, *classes[name], params["arguments"])
    return found, len(files)


def _lacking(
    codebase: Codebase, path: str, item: ClassFact, arguments: Iterable[str]
) -> Iterator[Found]:
    """Arguments that neither the initialiser of a class nor its fields name."""
    file = codebase.python[path]
    known = {
        p.name
        for f in file.functions
        if f.qualname == f"{item.qualname}.__init__"
        for p in f.parameters
    }
    known |= {f.name for f in file.fields if f.owner == item.qualname}
    for argument in arguments:
        if argument not in known:
            yield Found(path, item.line, f"`{item.name}` has no argument `{argument}`")


_BASE = "class AppError(Exception):\n    def __init__(self, message, code): ...\n"
_WANTED = {"classes": ("AppError",), "arguments": ("message", "code")}


RULE = Rule(
    id="exception-hierarchy",
    title="The application has exceptions of its own",
    help="derive from the base exception of the application and raise that",
    what="Python files",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"errors.py": _BASE, "a.py": "raise AppError('x', 'y')\n"}, _WANTED),
        Example(
            {
                "errors.py": "@dataclass\nclass AppError(Exception):\n    message: str\n"
                "    code: str\n"
            },
            _WANTED,
        ),
        Example(
            {"a.py": "try:\n    f()\nexcept Exception:\n    raise ValueError('Exception(1)')\n"}
        ),
    ),
    invalid=(
        Example({"a.py": "def f():\n    raise Exception('failed')\n"}),
        Example({"errors.py": _BASE, "a.py": "error = Exception('x')\nraise error\n"}, _WANTED),
        Example({"errors.py": "class ShopError(Exception): ...\n"}, {"classes": ("AppError",)}),
        Example(
            {"errors.py": "class AppError(Exception):\n    def __init__(self, message): ...\n"},
            _WANTED,
        ),
    ),
    prose={
        "Base exception: `ShopError(message, code)`": {
            "classes": ("ShopError",),
            "arguments": ("message", "code"),
        },
        "Specific errors: `StockError`, `PriceError`": {"classes": ("StockError", "PriceError")},
        "Raise domain exceptions, not HTTPException": {"kinds": ("domain exceptions",)},
        "Conflicts are `ShopError` subclasses with their own `status`": {
            "classes": ("ShopError",),
            "arguments": ("status",),
        },
        "Services throw business errors": {"kinds": ("business errors",)},
        "Throw custom error types such as OrderError": {"kinds": ("custom error types",)},
    },
    not_prose=("Raise an issue on GitHub", "Never use custom exceptions", "Base: Debian"),
    keywords=words(
        "base root specific derived concrete sub error exception raise throw inherit derive extend"
    ),
    describes=True,
    status=Status.HEURISTIC,
    combine=union,
    params={
        "classes": Param(ParamKind.WORDS, "exceptions that there must be"),
        "arguments": Param(ParamKind.WORDS, "what the base exception is made of"),
        "kinds": Param(ParamKind.WORDS, "what the exceptions are called: domain errors, …"),
    },
)
