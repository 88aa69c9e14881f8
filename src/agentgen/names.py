"""Identifiers from arbitrary text, in the case styles of Python and TypeScript."""

import hashlib
import keyword
import re
import unicodedata
from collections.abc import Collection, Container, Iterable

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_JUNK = re.compile(r"[^A-Za-z0-9]+")
_PYTHON_RESERVED = frozenset(keyword.kwlist) | {"self", "cls", "None", "True", "False"}
_TYPES = frozenset(("date", "datetime", "time", "int", "str", "float", "bool", "list", "dict"))
"""Types that the other attributes of a class are annotated with."""
_UNCOUNTED = frozenset(
    ("news", "series", "species", "data", "metadata", "information", "equipment")
) | {"inventory", "status", "media", "feedback"}
_IRREGULAR = {
    "person": "people", "child": "children", "datum": "data", "criterion": "criteria",
    "shelf": "shelves", "leaf": "leaves", "half": "halves",
}  # fmt: skip


def words(text: str) -> list[str]:
    """Split text into lower-case ASCII words: `HTTPStatus-code` -> `http status code`."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    spaced = _JUNK.sub(" ", _CAMEL.sub(" ", folded))
    return [word.lower() for word in spaced.split()]


def snake(text: str, fallback: str = "value") -> str:
    """A snake_case Python identifier; keywords get a trailing underscore."""
    name = "_".join(words(text)) or fallback
    if name[0].isdigit():
        name = f"{fallback}_{name}"
    return f"{name}_" if name in _PYTHON_RESERVED else name


def pascal(text: str, fallback: str = "Model") -> str:
    """A PascalCase identifier; inner capitals of words like `OAuth` are kept."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    parts = [part for part in _JUNK.split(folded) if part]
    name = "".join(part[0].upper() + part[1:] for part in parts) or fallback
    if name[0].isdigit():
        name = fallback + name
    return f"{name}Model" if name in _PYTHON_RESERVED else name


_MODEL_MEMBERS = frozenset(
    ("copy", "dict", "json", "schema", "validate", "construct", "fields", "metadata", "registry")
) | {"parse_obj", "from_orm", "of", "values", "given"}


def attribute(wire: str) -> str:
    """Attribute name for a JSON property, on Pydantic models and SQLAlchemy records alike.

    Names that either library, or the base class of generated models, keeps for itself, and names
    of types get a trailing underscore.
    """
    name = snake(wire, "field")
    reserved = name in _MODEL_MEMBERS | _TYPES or name.startswith("model_")
    return f"{name}_" if reserved else name


def attributes(wires: Iterable[str]) -> dict[str, str]:
    """Attribute names for the properties of one object, unique among each other."""
    found: dict[str, str] = {}
    for wire in wires:
        found[wire] = unique(attribute(wire), found.values())
    return found


def unique(name: str, taken: Container[str]) -> str:
    """`name`, or `name_2`, `name_3`, … until it is not in `taken`."""
    candidate, number = name, 2
    while candidate in taken:
        joint = "" if name[:1].isupper() else "_"
        candidate, number = f"{name}{joint}{number}", number + 1
    return candidate


def unique_table(name: str, taken: Collection[str]) -> str:
    """`name`, or a numbered one, that differs from the others in the plural too, as tables do."""
    tables = {plural(snake(other)) for other in taken}
    candidate, number = name, 2
    while candidate in taken or plural(snake(candidate)) in tables:
        candidate, number = f"{name}{number}", number + 1
    return candidate


def no_test(name: str, prefix: str = "a") -> str:
    """`name`, or with the prefix where pytest would take a function of that name for a test."""
    return f"{prefix}_{name}" if name.startswith("test") else name


def cut_words(name: str, longest: int) -> str:
    """The last words of a PascalCase name that fit: they tell most of nested things."""
    while len(name) > longest:
        word = _CAMEL.search(name)
        name = name[word.start() :] if word else name[-longest:]
    return name


def shortened(name: str, longest: int) -> str:
    """`name`, or its beginning with a digest of the whole, so that it stays unique."""
    if len(name) <= longest:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:5]
    return f"{name[: longest - 6].rstrip('_')}_{digest}"


def singular(word: str) -> str:
    """English singular of the last word of a snake_case name, by the regular rules."""
    head, _, last = word.rpartition("_")
    return f"{head}_{_singular(last)}" if head else _singular(last)


def plural(word: str) -> str:
    """English plural of the last word of a snake_case name, by the regular rules."""
    head, _, last = word.rpartition("_")
    return f"{head}_{_plural(last)}" if head else _plural(last)


def _singular(word: str) -> str:
    for one, many in _IRREGULAR.items():
        if word == many and word not in _UNCOUNTED:
            return one
    if word in _UNCOUNTED or len(word) < 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


def _plural(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _UNCOUNTED or _singular(word) != word:
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "s"
