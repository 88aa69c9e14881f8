"""Open work is marked with TODO, and the marker says what is open."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.model import FunctionFact, PythonFile
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule, hand_written

phrases = demanded(
    r"\b(?:mark|add|leave)\w*\b[^.;]{0,30}\btodos?\b"
    r"|\btodos?\b:?[^.;]{0,15}\b(?:mark|for|where)\b"
    r"|\btodos?(?: comments?)?\b[^.;]{0,15}\b(?:use|follow|have)s?\b[^.;]{0,12}\bformat\b"
    r"|\btodos?\b[^.;]{0,20}\b(?:reference|carry|name|link to|include|have|has|need)s?\b"
    r"[^.;]{0,20}\b(?:tickets?|issues?|owners?|authors?|dates?)\b",
    named("markers", r"todo\(\w+\)"),
)

_MARKER = re.compile(
    r"^(?P<word>TODO|FIXME|XXX|HACK)\b(?:\([^)]*\))?[\s:-]*(?P<text>.*)", re.DOTALL
)
_OPEN = re.compile(
    r"^[ \t]*raise NotImplementedError[ \t]*(?:\([ \t]*\))?[ \t]*(?:#|$)", re.MULTILINE
)
_ABSTRACT = re.compile(r"(?:^|\.)(?:ABC|Protocol)$|^(?:Base|Abstract)|(?:Base|Mixin|Interface)$")
_NEAR = 3


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at markers in comments, and at functions that are left open."""
    found, examined = list[Found](), 0
    for path in hand_written(codebase, (*codebase.python, *codebase.scripts)):
        for comment in codebase.comments.get(path, ()):
            marker = _MARKER.match(comment.text)
            if marker is None:
                continue
            examined += 1
            if marker["word"] != "TODO":
                found.append(Found(path, comment.line, f"{marker['word']} marks what is open"))
            elif not marker["text"].strip():
                found.append(Found(path, comment.line, "the TODO does not say what is open"))
    parents = {b.rsplit(".", 1)[-1] for _, c in codebase.classes() for b in c.bases}
    for path, file in lookup.product_python(codebase):
        marks = {c.line for c in codebase.comments.get(path, ()) if _MARKER.match(c.text)}
        for function, line in _open(file, codebase.texts[path], parents):
            examined += 1
            if not any(function.line - _NEAR <= m <= max(function.end_line, line) for m in marks):
                found.append(
                    Found(path, line, f"`{function.qualname}` is open, and no TODO says so")
                )
    return found, examined


def _open(file: PythonFile, text: str, parents: set[str]) -> Iterator[tuple[FunctionFact, int]]:
    """Functions that only raise, without a word; methods for subclasses are none."""
    if "NotImplementedError" not in text:
        return
    abstract = {
        c.qualname
        for c in file.classes
        if c.name in parents
        or _ABSTRACT.search(c.name)
        or any(_ABSTRACT.search(b.split("[")[0]) for b in c.bases)
    }
    prose = [(t.line, t.line + t.value.count("\n")) for t in file.texts if "\n" in t.value]
    for match in _OPEN.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        around = [f for f in file.functions if f.line <= line <= f.end_line]
        if not around or any(first <= line <= last for first, last in prose):
            continue
        inner = max(around, key=lambda f: f.line)
        owner = inner.qualname.rpartition(".")[0]
        if owner not in abstract and not any("abstract" in d for d in inner.decorators):
            yield inner, line


RULE = Rule(
    id="todo-markers",
    title="Open work is marked with TODO",
    help="write `TODO:` and what is left to do",
    what="markers and open functions",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": "# TODO: page the answer\ndef f():\n    raise NotImplementedError\n"}),
        Example({"a.ts": "// TODO(team): cache this\nexport const a = 1;\n"}),
        Example(
            {
                "a.py": "# TODO: rename\nclass Store(Protocol):\n    def get(self):\n"
                "        raise NotImplementedError\nclass Shape:\n    def area(self):\n"
                "        raise NotImplementedError()\nclass Disc(Shape): ...\n"
                "def told():\n    raise NotImplementedError('refunds: see the contract')\n"
            }
        ),
        Example(
            {
                "a.py": "def f():\n    '''Write it as\n    raise NotImplementedError\n    '''\n"
                "    return 1  # TODO: other shapes\nHACK = 'FIXME'\n"
            }
        ),
    ),
    invalid=(
        Example({"a.py": "def f():\n    raise NotImplementedError\n"}),
        Example(
            {"a.py": "class A:\n    async def f(self):\n        raise NotImplementedError()\n"}
        ),
        Example({"a.ts": "f(); // FIXME: breaks on Mondays\n"}),
        Example({"a.py": "x = 1  # TODO\n"}),
    ),
    prose={
        "TODOs: mark areas that need future work": {},
        "Leave a TODO where a decision is open": {},
        "Each TODO names an owner": {},
        "Add a TODO(team) header": {"markers": ("todo(team)",)},
    },
    not_prose=("Never leave TODOs", "Skip the todo app"),
    keywords=words("todo"),
    status=Status.HEURISTIC,
    combine=union,
    params={"markers": Param(ParamKind.WORDS, "how the spec writes the marker")},
)
