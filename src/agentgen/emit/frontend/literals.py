"""Encoders of TypeScript: whatever text a contract holds, the output stays valid and inert.

Layout follows Prettier with a width of 100: what fits stays on one line.
"""

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

WIDTH = 100
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*\Z")
_ESCAPED = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_PLAIN_JSX = re.compile(r"[^{}<>&\"'\\\s]+(?: [^{}<>&\"'\\\s]+)*\Z")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[A-Z]|[0-9]+")

RESERVED = frozenset(
    [
        "abstract",
        "any",
        "arguments",
        "as",
        "async",
        "await",
        "boolean",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "constructor",
        "continue",
        "debugger",
        "declare",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "eval",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "from",
        "function",
        "get",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "interface",
        "is",
        "keyof",
        "let",
        "module",
        "namespace",
        "never",
        "new",
        "null",
        "number",
        "object",
        "of",
        "package",
        "private",
        "protected",
        "public",
        "readonly",
        "require",
        "return",
        "set",
        "static",
        "string",
        "super",
        "switch",
        "symbol",
        "this",
        "throw",
        "true",
        "try",
        "type",
        "typeof",
        "undefined",
        "unique",
        "unknown",
        "var",
        "void",
        "while",
        "with",
        "yield",
    ]
)


class Code(str):
    """Text that is TypeScript already; `value` leaves it as it is."""

    __slots__ = ()


def string(text: str) -> str:
    """A string literal; in single quotes where that saves escapes, as Prettier does."""
    quoted = json.dumps(text, ensure_ascii=False)
    if text.count('"') > text.count("'"):
        quoted = "'" + quoted[1:-1].replace('\\"', '"').replace("'", "\\'") + "'"
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def property_key(name: str) -> str:
    """A property's name in an object literal or an interface."""
    return name if _IDENTIFIER.match(name) and name != "__proto__" else string(name)


def literal_key(name: str) -> str:
    """A property's name in an object literal; `__proto__` is computed, as it is no setter then."""
    return f"[{string(name)}]" if name == "__proto__" else property_key(name)


def member(owner: str, name: str) -> str:
    """Access to a property: `row.name` or `row["odd name"]`."""
    return f"{owner}.{name}" if _IDENTIFIER.match(name) else f"{owner}[{string(name)}]"


def words(text: str) -> list[str]:
    """The ASCII words of any text, lower case: `PetID list` gives pet, id, list."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return [word.lower() for word in _WORD.findall(plain)]


def camel(text: str, fallback: str = "value") -> str:
    """An identifier in camelCase; never empty, never reserved."""
    parts = words(text) or [fallback]
    name = parts[0] + "".join(word.capitalize() for word in parts[1:])
    if name[0].isdigit():
        name = f"n{name}"
    return f"{name}Value" if name in RESERVED else name


def pascal(text: str, fallback: str = "Value") -> str:
    """An identifier in PascalCase; never empty."""
    name = "".join(word.capitalize() for word in words(text)) or fallback
    return f"N{name}" if name[0].isdigit() else name


def kebab(text: str, fallback: str = "part") -> str:
    """A path segment: lower-case words joined by hyphens."""
    return "-".join(words(text)) or fallback


def unique(wanted: str, taken: Iterable[str]) -> str:
    """`wanted`, with a number if that name is taken (file systems may ignore case)."""
    lower = {name.lower() for name in taken}
    name, number = wanted, 2
    while name.lower() in lower:
        name, number = f"{wanted}{number}", number + 1
    return name


def comment(text: str, limit: int = 88) -> str:
    """Text for one line of a comment: no line ends, no end of comment, of bounded length."""
    return one_line(text, limit).replace("*/", "* /")


def one_line(text: str, limit: int) -> str:
    """Text for people on one line: without invisible characters, cut where it is too long."""
    flat = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    flat = _ESCAPED.sub("", flat)
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def first_paragraph(markdown: str, limit: int) -> str:
    """The first paragraph of a Markdown text that is no heading, on one line."""
    for block in re.split(r"\n\s*\n", markdown.replace("\r\n", "\n")):
        lines = [line for line in block.splitlines() if not line.lstrip().startswith("#")]
        text = one_line(" ".join(lines), limit)
        if text:
            return text
    return ""


def jsx_text(text: str) -> str:
    """Text between JSX tags."""
    return text if _is_plain(text) else "{" + string(text) + "}"


def _is_plain(text: str) -> bool:
    """Whether text means itself in JSX, between tags and in an attribute."""
    return bool(_PLAIN_JSX.match(text)) and text.isprintable() and not _ESCAPED.search(text)


def jsx_value(expression: str) -> str:
    """An expression as the value of a JSX attribute: plain strings go without braces."""
    inner = expression[1:-1]
    plain = expression.startswith('"') and _is_plain(inner)
    return expression if plain else "{" + expression + "}"


def jsx_attribute(text: str) -> str:
    """The value of a JSX attribute, with its quotes or braces."""
    return f'"{text}"' if _is_plain(text) else "{" + string(text) + "}"


def value(data: Any, indent: int = 0, used: int = 0) -> str:
    """A JSON-like value as an expression.

    `indent` is the column its line begins at, `used` how many columns stand before and after it.
    """
    if isinstance(data, Code):
        return str(data)
    if isinstance(data, str):
        return string(data)
    if data is None or isinstance(data, bool):
        return json.dumps(data)
    if isinstance(data, int | float):
        return _number(data)
    if isinstance(data, Mapping):
        items = [_entry(key, item, indent + 2) for key, item in data.items()]
        return bracketed("{", items, "}", indent, used)
    if isinstance(data, Sequence):
        items = [value(item, indent + 2, 1) for item in data]
        return bracketed("[", items, "]", indent, WIDTH if _always_broken(data) else used)
    return string(str(data))


def _always_broken(data: Sequence[Any]) -> bool:
    """Prettier breaks every array of several objects (or arrays) with several members each."""
    return len(data) > 1 and (
        all(isinstance(item, Mapping) and len(item) > 1 for item in data)
        or all(isinstance(item, list | tuple) and len(item) > 1 for item in data)
    )


def _number(data: int | float) -> str:
    if isinstance(data, float) and not math.isfinite(data):
        return "0"
    if abs(data) >= 2**53:
        return repr(float(data))
    return repr(int(data)) if data == int(data) else repr(data)


def _entry(key: Any, item: Any, indent: int) -> str:
    name = literal_key(str(key))
    return f"{name}: {value(item, indent, len(name) + 3)}"


def bracketed(opener: str, items: Sequence[str], closer: str, indent: int, used: int = 0) -> str:
    """Items in brackets: on one line if they fit, else an item a line."""
    if not items:
        return opener + closer
    space = " " if closer.startswith("}") else ""
    flat = f"{opener}{space}{', '.join(items)}{space}{closer}"
    if "\n" not in flat and indent + used + len(flat) <= WIDTH:
        return flat
    pad = " " * (indent + 2)
    return opener + "".join(f"\n{pad}{item}," for item in items) + f"\n{' ' * indent}{closer}"


def union(parts: Sequence[str]) -> str:
    """A union type of its distinct members."""
    return " | ".join(dict.fromkeys(parts)) or "never"


def import_line(values: Iterable[str], module: str, types: Iterable[str] = ()) -> str:
    """One import statement of named exports, sorted; types are marked as such."""
    named, typed = sorted(set(values), key=_fold), sorted(set(types), key=_fold)
    keyword = "import " if named else "import type "
    entries = [*named, *(f"type {name}" if named else name for name in typed)]
    end = f" from {string(module)};"
    return keyword + bracketed("{", entries, "}", 0, len(keyword) + len(end)) + end


def _fold(name: str) -> tuple[str, str]:
    return name.lower(), name
