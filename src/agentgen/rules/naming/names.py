"""Where the names of each kind stand: functions, classes, constants, files, columns, …"""

import re
from collections.abc import Callable, Iterator, Mapping

from agentgen.codebase import Codebase
from agentgen.codebase.client_calls import is_test_file
from agentgen.rules.backend import fields_of, product_routes
from agentgen.rules.lookup import product_python, product_scripts, subclasses

Named = tuple[str, int, str]
"""Path, line and name."""
Finder = Callable[[Codebase, str], Iterator[Named]]
"""The names of a kind, given the case: `camelCase` for functions means those of scripts."""

_FOREIGN = re.compile(
    r"^(?:visit|generic_visit|depart|do|handle)_|^(?:async)?[sS]et[uU]p|[tT]earDown"
)
_ENUMS = ("Enum", "IntEnum", "StrEnum", "Flag", "IntFlag")
_RENDERING = (".tsx", ".jsx")
_SPECIAL_FILES = re.compile(r"^(?:__\w+__|conftest|setup|vite-env\.d|[\w.-]+\.config|index|main)$")


def _functions(codebase: Codebase, case: str) -> Iterator[Named]:
    if case == "camelCase":
        yield from _script_functions(codebase)
        return
    for path, file in product_python(codebase):
        for function in file.functions:
            name = function.name
            told = name.startswith("__") or _FOREIGN.search(name)
            if not told and not any(d.endswith("override") for d in function.decorators):
                yield path, function.line, name


def _script_functions(codebase: Codebase) -> Iterator[Named]:
    for path, file in product_scripts(codebase):
        for function in file.functions:
            name = function.name
            fixed = name in ("(anonymous)", "constructor", "") or not name.isidentifier()
            if not fixed and not function.is_component and not name[0].isupper():
                yield path, function.line, name


def _classes(codebase: Codebase, _case: str) -> Iterator[Named]:
    for path, item in codebase.classes():
        if item.name != "(anonymous)" and not is_test_file(path):
            yield path, item.line, item.name


def _variables(codebase: Codebase, case: str) -> Iterator[Named]:
    """Names of variables; those written in capitals or like classes are constants and types."""
    if case == "camelCase":
        return
    for path, file in product_python(codebase):
        for name in file.names:
            if name.place in ("function", "module") and not name.name.lstrip("_")[:1].isupper():
                yield path, name.line, name.name


def _constants(codebase: Codebase, _case: str) -> Iterator[Named]:
    """Literals that a module names once; nothing binds the name again."""
    for path, file in product_python(codebase):
        bound = [n.name for n in file.names]
        for name in file.names:
            special = name.name.startswith("__") or name.name in ("revision", "down_revision")
            if name.kind == "literal" and not special and bound.count(name.name) == 1:
                yield path, name.line, name.name


def _aliases(codebase: Codebase, _case: str) -> Iterator[Named]:
    for path, file in product_python(codebase):
        yield from ((path, n.line, n.name) for n in file.names if n.kind == "alias")
    yield from _types(codebase, _case)


def _types(codebase: Codebase, _case: str) -> Iterator[Named]:
    for path, file in product_scripts(codebase):
        for item in file.declarations:
            if item.kind in ("interface", "type", "enum"):
                yield path, item.line, item.name


def _private(codebase: Codebase, _case: str) -> Iterator[Named]:
    """Attributes and methods that begin with an underscore at all."""
    for path, file in product_python(codebase):
        for name in file.names:
            if name.place == "attribute" and name.name.startswith("_"):
                yield path, name.line, name.name
        for function in file.functions:
            if function.is_method and function.name.startswith("_"):
                yield path, function.line, function.name


def _members(codebase: Codebase, _case: str) -> Iterator[Named]:
    for path, item in subclasses(codebase, _ENUMS):
        for field in codebase.python[path].fields:
            if field.owner == item.qualname and not field.name.startswith("_"):
                yield path, field.line, field.name


def _enums(codebase: Codebase, _case: str) -> Iterator[Named]:
    yield from ((path, item.line, item.name) for path, item in subclasses(codebase, _ENUMS))


def _variables_of_environment(codebase: Codebase, _case: str) -> Iterator[Named]:
    for path, text in codebase.texts.items():
        if path.rsplit("/", 1)[-1].startswith(".env"):
            for number, line in enumerate(text.split("\n"), start=1):
                match = re.match(r"(?:export\s+)?([A-Za-z_]\w*)=", line)
                if match:
                    yield path, number, match[1]
    for path, file in product_python(codebase):
        for use in file.uses:
            read = use.name in ("os.getenv", "os.environ.get", "getenv", "environ.get")
            if read and "".join(use.arguments[:1]).isidentifier():
                yield path, use.line, use.arguments[0]


def _settings(codebase: Codebase, _case: str) -> Iterator[Named]:
    for path, item in subclasses(codebase, ("BaseSettings",)):
        for field in fields_of(codebase, item.name).values():
            if field.owner == item.qualname:
                yield path, field.line, field.name


def _files(codebase: Codebase, case: str) -> Iterator[Named]:
    """Source files; `kebab-case` and `camelCase` can only mean those of scripts."""
    paths = codebase.python if case == "snake_case" else codebase.scripts
    for path in paths:
        name = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        bare = re.sub(r"\.(?:test|spec|stories|module)$", "", name)
        if not _SPECIAL_FILES.search(bare) and path not in codebase.generated:
            yield path, 1, bare


def _component_files(codebase: Codebase, case: str) -> Iterator[Named]:
    """Files that render; a specification names them apart from all others."""
    yield from (n for n in _files(codebase, f"{case} of scripts") if n[0].endswith(_RENDERING))


def _other_files(codebase: Codebase, case: str) -> Iterator[Named]:
    yield from (n for n in _files(codebase, f"{case} of scripts") if not n[0].endswith(_RENDERING))


def _modules(codebase: Codebase, _case: str) -> Iterator[Named]:
    yield from _files(codebase, "snake_case")


def _columns(codebase: Codebase, _case: str) -> Iterator[Named]:
    for table in codebase.tables:
        yield from ((c.path, c.line, c.name) for c in table.columns)


def _segments(codebase: Codebase, _case: str) -> Iterator[Named]:
    for route in product_routes(codebase):
        for part in route.path.split("/"):
            if part and "{" not in part and not re.fullmatch(r"v\d+", part):
                yield route.place.path, route.place.line, part


def _hooks(codebase: Codebase, _case: str) -> Iterator[Named]:
    for named in _script_functions(codebase):
        if re.match(r"use[-_A-Z]", named[2]):
            yield named


def _exceptions(codebase: Codebase, _case: str) -> Iterator[Named]:
    roots = ("Exception", "BaseException", "HTTPException", "ValueError")
    yield from ((path, item.line, item.name) for path, item in subclasses(codebase, roots))


def _components(codebase: Codebase, _case: str) -> Iterator[Named]:
    for path, file in product_scripts(codebase):
        for function in file.functions:
            if function.is_component:
                yield path, function.line, function.name


def _by_word(*pairs: tuple[str, Finder]) -> Mapping[str, Finder]:
    return {word: finder for words, finder in pairs for word in words.split(",")}


NAMES: Mapping[str, Finder] = _by_word(
    ("functions,function,methods,method", _functions),
    ("classes,class,class names,class name", _classes),
    ("variables,variable", _variables),
    ("constants,constant", _constants),
    ("type aliases,type alias", _aliases),
    ("types,type names,interfaces,interface", _types),
    (
        "private attributes,private methods,private members,private functions,private variables",
        _private,
    ),
    ("enum values,enum members,enum names", _members),
    ("enums,enum", _enums),
    ("environment variables,env variables,env vars,environment vars", _variables_of_environment),
    ("config keys,configuration keys", _settings),
    ("files,file names,filenames,file", _files),
    ("component files,component file,component file names", _component_files),
    ("non-component files,non-component file", _other_files),
    ("modules,module,python modules", _modules),
    ("columns,column", _columns),
    ("routes,endpoints,urls,url,paths", _segments),
    ("hooks,hook", _hooks),
    ("exceptions,errors", _exceptions),
    ("components,react components", _components),
)
"""The finder of each kind, by the words that specs use for it."""
