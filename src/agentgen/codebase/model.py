"""The facts: plain values about functions, classes, imports, strings, comments and routes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agentgen.codebase.manifests import Dependency
from agentgen.codebase.modules import ModuleIndex
from agentgen.codebase.script_model import ChangeFact, DeclarationFact, ElementFact, ScriptUse
from agentgen.codebase.use_model import (
    CallFact,
    CallUse,
    FieldFact,
    HandlerFact,
    NameFact,
    Parameter,
    TableFact,
)
from agentgen.diagnostics import Place


@dataclass(frozen=True, slots=True)
class FunctionFact:
    """One function or method, Python or TypeScript. Lines are 1-based and inclusive.

    Attributes:
        parameters: of TypeScript functions only those of components.
        returned: the annotation of the result, as written.
        branches: ways through it (McCabe's cyclomatic complexity, of statements).
        depth: how deeply its statements are nested.
    """

    name: str
    qualname: str
    line: int
    end_line: int
    is_async: bool = False
    parameters: tuple[Parameter, ...] = ()
    returns: bool = True
    docstring: str | None = None
    decorators: tuple[str, ...] = ()
    is_method: bool = False
    is_nested: bool = False
    is_component: bool = False
    returned: str = ""
    branches: int = 1
    depth: int = 0

    @property
    def length(self) -> int:
        """Physical lines from the definition (without decorators) to its last line."""
        return self.end_line - self.line + 1

    @property
    def is_public(self) -> bool:
        """True when no part of the qualified name begins with an underscore."""
        return not self.is_nested and not any(p.startswith("_") for p in self.qualname.split("."))


@dataclass(frozen=True, slots=True)
class ClassFact:
    """One class; `bases` are dotted names as written."""

    name: str
    qualname: str
    line: int
    end_line: int
    bases: tuple[str, ...] = ()
    docstring: str | None = None
    members: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """Physical lines from `class` to the last line of the body."""
        return self.end_line - self.line + 1


@dataclass(frozen=True, slots=True)
class ImportFact:
    """One import statement: `module` is absolute, or resolved against the file when relative.

    `names` are the imported names (empty for `import x`); `aliases` maps local names to them.
    """

    module: str
    names: tuple[str, ...]
    line: int
    aliases: Mapping[str, str] = field(default_factory=dict)
    typing_only: bool = False


@dataclass(frozen=True, slots=True)
class NamedString:
    """A string constant bound to a name: assignment, default, keyword argument or dict key."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class TextFact:
    """A string in code; `dynamic` when values are spliced in, each shown as `{}`."""

    value: str
    line: int
    dynamic: bool = False


@dataclass(frozen=True, slots=True)
class CommentFact:
    """One comment, marker stripped. `own_line` when no code stands before it."""

    text: str
    line: int
    own_line: bool


@dataclass(frozen=True, slots=True)
class RouterFact:
    """`x = APIRouter(prefix=…)` or `x = FastAPI()`; `scope` is the enclosing function, if any."""

    name: str
    prefix: str
    is_app: bool
    line: int
    scope: str = ""
    guards: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DeclaredRoute:
    """A route as its file declares it, before prefixes of other files are known."""

    router: str
    methods: tuple[str, ...]
    path: str
    handler: str
    line: int
    is_async: bool
    in_schema: bool = True
    guards: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class InclusionFact:
    """`owner.include_router(target, prefix=…)`, or a mount."""

    owner: str
    target: str
    prefix: str
    line: int
    guards: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ClientCall:
    """A request that a test sends: method in capitals (`*` unknown), URL with `{}` for values."""

    method: str
    url: str
    line: int


@dataclass(frozen=True, slots=True)
class PythonFile:
    """Facts of one Python file.

    `aliases` are the full names of what is imported; `keys` the string keys of its dictionaries;
    `handed` builtins used as values; `formats` the lines of `.format()` of a known text;
    `late_raises` those of conditions that do the work first and raise in `else`; `loops` the first
    and last lines of what is repeated.
    """

    path: str
    module: str
    docstring: str | None = None
    functions: tuple[FunctionFact, ...] = ()
    classes: tuple[ClassFact, ...] = ()
    imports: tuple[ImportFact, ...] = ()
    calls: tuple[CallFact, ...] = ()
    named_strings: tuple[NamedString, ...] = ()
    texts: tuple[TextFact, ...] = ()
    handlers: tuple[HandlerFact, ...] = ()
    routers: tuple[RouterFact, ...] = ()
    declared_routes: tuple[DeclaredRoute, ...] = ()
    inclusions: tuple[InclusionFact, ...] = ()
    client_calls: tuple[ClientCall, ...] = ()
    uses: tuple[CallUse, ...] = ()
    fields: tuple[FieldFact, ...] = ()
    names: tuple[NameFact, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()
    handed: tuple[CallFact, ...] = ()
    formats: tuple[int, ...] = ()
    asserts: tuple[int, ...] = ()
    late_raises: tuple[int, ...] = ()
    loops: tuple[tuple[int, int], ...] = ()
    environment: tuple[tuple[int, str], ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScriptFile:
    """Facts of one TypeScript or JavaScript file."""

    path: str
    functions: tuple[FunctionFact, ...] = ()
    classes: tuple[ClassFact, ...] = ()
    imports: tuple[ImportFact, ...] = ()
    calls: tuple[CallFact, ...] = ()
    anys: tuple[int, ...] = ()
    named_strings: tuple[NamedString, ...] = ()
    handlers: tuple[HandlerFact, ...] = ()
    uses: tuple[ScriptUse, ...] = ()
    elements: tuple[ElementFact, ...] = ()
    changes: tuple[ChangeFact, ...] = ()
    declarations: tuple[DeclarationFact, ...] = ()
    members: frozenset[str] = frozenset()
    environment: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """One route of the application with its full path (`/api/v1/users/{user_id}`).

    `guards` are the names that its handler, its routers and its application depend on.
    """

    method: str
    path: str
    handler: str
    place: Place
    is_async: bool = True
    in_schema: bool = True
    attached: bool = True
    guards: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Codebase:
    """A repository, read once. All paths are relative POSIX paths.

    Attributes:
        texts: text of every file that is no binary and within the size bound.
        modules: which file an import names.
        dependencies: libraries that manifests (pyproject.toml, package.json, …) ask for.
        tables: tables that SQLAlchemy and SQLModel classes declare, mixins included.
        comments: comments of source files that hold a marker (`TODO`, `agentgen:`, …).
        generated: files that declare themselves generated; size and style rules leave them out.
        skipped: files not read, with the reason.
        unparsed: source files whose syntax could not be read, with the parser's message.
    """

    root: Path
    texts: Mapping[str, str]
    python: Mapping[str, PythonFile]
    scripts: Mapping[str, ScriptFile]
    comments: Mapping[str, tuple[CommentFact, ...]]
    modules: ModuleIndex
    routes: tuple[Route, ...] = ()
    tables: tuple[TableFact, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    generated: frozenset[str] = frozenset()
    skipped: tuple[tuple[str, str], ...] = ()
    unparsed: tuple[tuple[Place, str], ...] = ()
    memory: dict[Any, Any] = field(init=False, default_factory=dict, compare=False, repr=False)

    def functions(self) -> Iterator[tuple[str, FunctionFact]]:
        """Every function of every hand-written file, with its path."""
        for path, file in self._sources():
            if path not in self.generated:
                for function in file.functions:
                    yield path, function

    def classes(self) -> Iterator[tuple[str, ClassFact]]:
        """Every class of every hand-written file, with its path."""
        for path, file in self._sources():
            if path not in self.generated:
                for item in file.classes:
                    yield path, item

    def named_strings(self) -> Iterator[tuple[str, NamedString]]:
        """Every string bound to a name, with its path."""
        for path, file in self._sources():
            for string in file.named_strings:
                yield path, string

    def _sources(self) -> Iterator[tuple[str, PythonFile | ScriptFile]]:
        yield from self.python.items()
        yield from self.scripts.items()

    @property
    def http_routes(self) -> tuple[Route, ...]:
        """The routes that answer HTTP requests (WebSockets left out)."""
        return tuple(r for r in self.routes if r.method != "WEBSOCKET")
