"""Files of tests lie in the directories that the spec gives, or beside the code."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import MAX_CHARACTERS, demands, plain
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule

_PUT = (
    r"\b(?:go(?:es)?|lives?|belongs?|put|plac\w+|keep|kept|store[ds]?|locat\w+|resides?|sits?"
    r"|stays?"
    r"|add|creat\w+|define[ds]?|organi[sz]\w+|write|written|colocate\w*|save[ds]?|should be"
    r"|must be|are|is)\b"
)
_BESIDE = re.compile(
    r"\b(?:next to|alongside (?:the |their |its )?(?:code|sources?|files?|modules?"
    r"|components?)|beside|co-?locat\w*|same (?:dir\w*|folder))\b"
)
_ONE_FILE = re.compile(r"/[\w.-]+\.(?:py|[jt]sx?|sh|feature)$")
_MIRROR = re.compile(
    r"`((?:[\w.{}<>*-]+/)+[\w.{}<>*-]+)`\s*(?:→|->|=>|to)\s*`((?:[\w.{}<>*-]+/)+[\w.{}<>*-]+)`"
)
"""Where the tests of a file lie: `src/{module}/api.py` → `tests/{module}/test_api.py`."""
_TEST_FILES = r"\b(?:tests?|test files?|test code|specs?|__tests__)\b"


@needing(_TEST_FILES)
def _tests(statement: Statement) -> Params | None:
    text = plain(statement)
    labelled = re.match(r"(?:unit |integration )?tests?: ", text) is not None
    if not demands(statement, _TEST_FILES):
        return None
    if not labelled and not re.search(rf"{_PUT}|\bfiles?\b|\bmirrors?\b", text):
        return None
    dirs = re.findall(
        r"(?<![\w.])/?((?:[\w.*-]+/)*(?:__tests__" r"|tests?)(?:/[\w.*-]+)*/?)(?![\w.])",
        statement.text.casefold(),
    )
    paths = tuple(
        d for d in dict.fromkeys(dirs) if ("/" in d or d == "__tests__") and not _ONE_FILE.search(d)
    )
    beside = _BESIDE.search(text) is not None
    mirror = dict(_MIRROR.findall(statement.text[:MAX_CHARACTERS]))
    if not paths and not beside and not mirror:
        return None
    where = (*(("beside the code",) if beside else ()), *paths)
    return {**({"where": where} if where else {}), **({"mirror": mirror} if mirror else {})}


_TEST = re.compile(
    r"(?:^|/)(?:test_([^/]+)|([^/]+)_test)\.py$|(?:^|/)([^/]+)\.(?:test|spec)\.[jt]sx?$"
)

_BESIDE_CODE = "beside the code"
_OTHERS = re.compile(r"(?:^|/)(?:e2e|integration|acceptance|performance|load|bdd)/")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at every file of tests."""
    where = tuple(params.get("where", ()))
    if not where:
        return [], 0
    beside = "beside the code" in where
    folders = [_root(w) for w in where if w != "beside the code"]
    sources = {p.rsplit(".", 1)[0] for p in (*codebase.python, *codebase.scripts)}
    stems = {p.rsplit("/", 1)[-1] for p in sources}
    found, examined = [], 0
    for path in _concerned(codebase, where):
        match = _TEST.search(path)
        if match is None or _OTHERS.search(path):
            continue
        about = next(filter(None, match.groups()))
        if beside and not folders and about not in stems:
            continue  # tests of no one file lie beside none
        examined += 1
        lies = any(f"/{path}".find(f"/{folder}/") >= 0 for folder in folders)
        near = beside and _neighbour(path, about, sources)
        if not lies and not near:
            wanted = " or ".join(where)
            found.append(Found(path, 1, f"the spec places tests {_placed(wanted)}"))
    return found, examined


def _concerned(codebase: Codebase, where: tuple[str, ...]) -> Iterator[str]:
    """`__tests__` is a habit of scripts; a directory such as `tests/` one of Python, if any is."""
    python = any(_TEST.search(path) for path in codebase.python)
    if "__tests__" not in " ".join(where):
        yield from codebase.python
    if not python or "__tests__" in " ".join(where) or where == (_BESIDE_CODE,):
        yield from codebase.scripts


def _root(folder: str) -> str:
    """The directory of all tests: `tests/unit/` is one of several below `tests`."""
    parts = folder.strip("/").split("/")
    kept = [p for p in parts if "*" not in p]
    for name in ("tests", "test", "__tests__"):
        if name in kept:
            return "/".join(kept[: kept.index(name) + 1])
    return "/".join(kept)


def _neighbour(path: str, about: str, sources: set[str]) -> bool:
    folder = path.rpartition("/")[0]
    if f"{folder}/{about}".lstrip("/") in sources:
        return True
    inside = f"{folder}/".lstrip("/")
    return any(
        s.startswith(inside) and "/" not in s[len(inside) :] and not _is_test(s) for s in sources
    )


def _is_test(stem: str) -> bool:
    name = stem.rsplit("/", 1)[-1]
    return (
        name.startswith("test_")
        or name.endswith(("_test", ".test", ".spec"))
        or name
        in (
            "__init__",
            "conftest",
        )
    )


def _placed(wanted: str) -> str:
    return wanted if wanted.startswith("beside") else f"in {wanted}"


RULE = Rule(
    id="test-location",
    title="Tests lie where the spec says",
    help="move the file",
    what="files of tests",
    phrases=_tests,
    inspect=inspect,
    valid=(
        Example({"tests/unit/test_a.py": "", "a.py": ""}, {"where": ("tests/unit/",)}),
        Example(
            {"src/a.ts": "", "src/a.test.ts": "", "src/b/__tests__/c.test.ts": ""},
            {"where": ("beside the code", "__tests__/")},
        ),
        Example(
            {"app/users/test_service.py": "", "app/users/service.py": ""},
            {"where": ("beside the code",)},
        ),
    ),
    invalid=(
        Example({"app/test_a.py": "", "app/a.py": ""}, {"where": ("tests/unit/",)}),
        Example(
            {"src/a.ts": "", "spec/a.spec.ts": "", "tests/test_b.py": ""},
            {"where": ("beside the code", "__tests__/")},
        ),
        Example(
            {"tests/test_service.py": "", "app/service.py": ""}, {"where": ("beside the code",)}
        ),
    ),
    prose={
        "Keep test files next to code": {"where": ("beside the code",)},
        "Keep tests beside the code or in `__tests__/` directories": {
            "where": ("beside the code", "__tests__/"),
        },
        "All tests live in `tests/unit/`": {"where": ("tests/unit/",)},
        "Test files mirror the sources: `src/{area}/api.py` → `tests/{area}/test_api.py`": {
            "where": ("tests/",),
            "mirror": {"src/{area}/api.py": "tests/{area}/test_api.py"},
        },
    },
    not_prose=(
        "Write tests first",
        "Tests are fast",
        "Add the test to `tests/test_orders.py`",
        "Write tests before the implementation or alongside",
    ),
    keywords=("test", "__tests__", "spec"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "where": Param(ParamKind.WORDS, "where it is"),
        "mirror": Param(ParamKind.TABLE, "where the tests of a file lie"),
    },
)
