"""What a statement holds for, by its file, its headings and lead-ins, and its own words."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from agentgen.ir.globs import is_pattern
from agentgen.ir.scope import EVERYWHERE, Scope
from agentgen.spec.modality import words_of
from agentgen.spec.positions import Choices, Position

_PATH = r"`(?P<path>(?:[\w.@*{}\[\],<>-]+/)+[\w.@*{},\[\]<>-]*|\*[\w.*{},-]+)`"
_OF_FILES = (
    r"(?:files?|code|modules?|functions?|classes|components?|handlers?|routes?|services?|tests?"
    r"|queries|scripts?|packages?|everything|anything|all)"
)
_LEADING = re.compile(
    rf"^\W*(?:(?:in|under|inside|within|below|for)(?: (?:all|any|every))?(?: {_OF_FILES})?"
    rf"(?: (?:in|under|inside|within|below|matching))?|{_OF_FILES} (?:in|under|inside|within"
    rf"|below|matching)) (?:the )?{_PATH}",
    re.IGNORECASE,
)
_AFTER_NOUN = re.compile(
    rf"\b(?:for|in|to|of) (?:(?:all|any|every|each) )?{_OF_FILES} (?:in|under|inside|within|below"
    rf"|matching) (?:the )?{_PATH}",
    re.IGNORECASE,
)
_TITLE_PATH = re.compile(_PATH)
_PLACES = re.compile(
    r"^\W*(?:put|place|keep|store|locate|save|move)\b"
    r"|\b(?:lives?|goes?|belongs?|located|placed|stored|defined)\b",
    re.IGNORECASE,
)
_LANGUAGE_WORDS = frozenset(
    {
        "python", "pydantic", "fastapi", "django", "sqlalchemy", "pytest", "typescript", "ts",
        "tsx", "react", "next", "nextjs", "vue", "angular", "javascript", "js", "jsx", "node",
        "nodejs", "sql", "postgres", "postgresql", "mysql", "css", "scss", "tailwind",
    }
)  # fmt: skip
_LAYER_WORDS = frozenset(
    {
        "router", "routers", "route", "routes", "controller", "controllers", "handler",
        "handlers", "endpoint", "endpoints", "service", "services", "case", "cases",
        "repository", "repositories", "dao", "daos", "access", "model", "models", "entities",
        "schema", "schemas", "dto", "dtos", "migration", "migrations", "test", "tests",
        "component", "components", "hook", "hooks",
    }
)  # fmt: skip
_ENVIRONMENT_WORDS = frozenset(
    {
        "production", "prod", "staging", "dev", "development", "local", "ci", "test", "tests",
        "testing",
    }
)  # fmt: skip
_HINTS = _LANGUAGE_WORDS | _LAYER_WORDS | _ENVIRONMENT_WORDS
_LANGUAGES = {
    "python": r"python|pydantic|fastapi|django|sqlalchemy|pytest",
    "typescript": r"typescript|tsx?|react|next\.?js|vue|angular",
    "javascript": r"javascript|jsx?|node(?:\.?js)?",
    "sql": r"sql|postgres(?:ql)?|mysql",
    "css": r"s?css|tailwind",
}
_LAYERS = {
    "router": r"routers?|routes?|controllers?|(?:route |request )?handlers?|endpoints?",
    "service": r"services?|service layer|use[- ]cases?",
    "repository": r"repositor(?:y|ies)|repository layer|daos?|data access(?: layer)?",
    "model": r"(?:orm |db |database )?models?|entities",
    "schema": r"schemas?|dtos?",
    "migration": r"migrations?",
    "test": r"(?:unit |integration |e2e |end-to-end )?tests?",
    "component": r"components?",
    "hook": r"(?:custom )?hooks?",
}
_ENVIRONMENTS = {
    "production": r"production|prod",
    "staging": r"staging",
    "test": r"(?:the )?tests?|testing|ci",
    "development": r"development|dev|local(?: development)?",
}
_IN_CODE = r"(?:code|files?|functions?|modules?|queries|classes)"


_CODE_WORDS = frozenset(
    {
        "code", "file", "files", "function", "functions", "module", "modules", "queries", "class",
        "classes",
    }
)  # fmt: skip


_BEFORE_CODE = Position(rf"\b{{words}} {_IN_CODE}\b", _CODE_WORDS)
_OWN_LANGUAGE = Choices(
    _LANGUAGES,
    _LANGUAGE_WORDS,
    (
        Position(
            r"\b(?:in|for|when writing|writing) {words}\b", frozenset({"in", "for", "writing"})
        ),
        _BEFORE_CODE,
    ),
)
_OWN_LAYER = Choices(
    _LAYERS,
    _LAYER_WORDS,
    (
        Position(
            r"\A\W*(?:(?:all|every|each|any|no|api|the) )?{words}(?: layers?)?\b"
            r"(?! (?:for|of|with)\b)"
        ),
        Position(r"\bin (?:the )?{words}(?: layer)?\b", frozenset({"in"})),
    ),
)
_OWN_ENVIRONMENT = Choices(
    _ENVIRONMENTS,
    _ENVIRONMENT_WORDS,
    (
        Position(r"\b(?:in|on|for|during) {words}\b", frozenset({"in", "on", "for", "during"})),
        _BEFORE_CODE,
    ),
)
_TITLE_LANGUAGE = Choices(_LANGUAGES, _LANGUAGE_WORDS, (Position(r"\b{words}\b"),))
_TITLE_LAYER = Choices(_LAYERS, _LAYER_WORDS, (Position(r"\b{words}\b"),))
_TITLE_ENVIRONMENT = Choices(
    _ENVIRONMENTS, _ENVIRONMENT_WORDS, (Position(r"\b(?:in|for|on) {words}\b"),)
)
_LONGEST_TITLE = 60
_MOST_TITLE_WORDS = 4
_LONGEST = 1_000
"""Characters at the beginning of a clause that may say what it holds for."""
_PLACEHOLDER = re.compile(r"<[^<>]*>|\{[^{},]*\}|\[[^\[\]]*\]")
_LOOKS_LIKE_ROUTE = re.compile(r"^/(?:api|v\d+)\b|[{:<]|^(?!.*[*.])(?!.*/$)")


def scope_of(file_scope: Scope, home: str, section: Sequence[str], clause: str) -> Scope:
    """The scope of a clause: its own words, then the nearest heading that says, then the file.

    Args:
        file_scope: what the file binds.
        home: directory that paths in its text may be relative to.
        section: headings and lead-ins above the clause, outermost first.
        clause: its plain text.
    """
    around = _around(file_scope, home, tuple(section))
    own = _own(clause[:_LONGEST])
    return _within(around, own, home) if own else around


@lru_cache(maxsize=1024)
def _around(file_scope: Scope, home: str, section: tuple[str, ...]) -> Scope:
    """What the file and the headings say."""
    return _within(file_scope, _above(section), home)


def _within(outer: Scope, inner: Scope, home: str) -> Scope:
    """What the inner scope says, and where it says nothing the outer one."""
    found = Scope(
        tuple(below(home, path) for path in inner.paths) or outer.paths,
        inner.languages or outer.languages,
        inner.layers or outer.layers,
        inner.environments or outer.environments,
    )
    return found or EVERYWHERE


def below(home: str, path: str) -> str:
    """A pattern of a file that binds the directory `home`, relative to the repository."""
    clean = path.removeprefix("./").lstrip("/")
    if not home or clean == home or clean.startswith(home + "/"):
        return clean
    anywhere = "/" not in clean and is_pattern(clean)
    return f"{home}/**/{clean}" if anywhere else f"{home}/{clean}"


def _own(clause: str) -> Scope:
    if "`" not in clause and _HINTS.isdisjoint(words_of(clause)):
        return EVERYWHERE
    return Scope(
        _own_paths(clause) if "`" in clause else (),
        _OWN_LANGUAGE.of(clause),
        _OWN_LAYER.of(clause),
        _OWN_ENVIRONMENT.of(clause),
    )


def _own_paths(clause: str) -> tuple[str, ...]:
    match = _LEADING.search(clause)
    if match is None:
        match = _AFTER_NOUN.search(clause)
        match = None if match and _PLACES.search(clause) else match
    return _patterns([match["path"]] if match else [])


def _above(section: tuple[str, ...]) -> Scope:
    """What the headings say, the nearest first."""
    scopes = [_of_title(title) for title in reversed(section)]
    return Scope(
        _first(scope.paths for scope in scopes),
        _first(scope.languages for scope in scopes),
        _first(scope.layers for scope in scopes),
        _first(scope.environments for scope in scopes),
    )


def _first(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return next((value for value in values if value), ())


@lru_cache(maxsize=1024)
def _of_title(title: str) -> Scope:
    if len(title) > _LONGEST_TITLE:
        return EVERYWHERE
    rest = _TITLE_PATH.sub("", title)
    named = _TITLE_PATH.findall(title) if len(rest.split()) <= _MOST_TITLE_WORDS else []
    return Scope(
        _patterns(named),
        _TITLE_LANGUAGE.of(title),
        _TITLE_LAYER.of(title),
        _TITLE_ENVIRONMENT.of(title),
    )


def _patterns(paths: Iterable[str]) -> tuple[str, ...]:
    """Paths as patterns; `<name>` and `{name}` stand for any name. Routes of an API are none."""
    return tuple(
        _PLACEHOLDER.sub("*", path).rstrip("/") + ("/**" if path.endswith("/") else "")
        for path in paths
        if not (path.startswith("/") and _LOOKS_LIKE_ROUTE.search(path))
    )
