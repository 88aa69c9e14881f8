"""Facts of use: calls, fields of classes, bound names, and tables made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CallFact:
    """A call of interest (`print`, `console.log`)."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a function; `self` and `cls` are left out. Texts are as written."""

    name: str
    annotated: bool
    annotation: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class CallUse:
    """One call: dotted name as written, the function around it, arguments as short text.

    `spreads` is true for `f(**options)`. `inner` are the names whose values go into the arguments;
    it is noted for calls that log, raise or answer.
    """

    name: str
    line: int
    function: str
    in_async: bool
    arguments: tuple[str, ...] = ()
    keywords: Mapping[str, str] = field(default_factory=dict)
    spreads: bool = False
    inner: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FieldFact:
    """One field that a class body declares: `owner.name: annotation = call(arguments)`.

    `label` is the first argument where that is a text, such as a column's name in the database.
    """

    owner: str
    name: str
    line: int
    annotation: str = ""
    call: str = ""
    arguments: tuple[str, ...] = ()
    keywords: Mapping[str, str] = field(default_factory=dict)
    value: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class NameFact:
    """One name that an assignment binds; `place` is module, class, function or attribute.

    `kind` is literal (a number, text or collection of them), alias (of a type) or empty.
    """

    name: str
    line: int
    place: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ColumnFact:
    """One column of a table.

    Attributes:
        type: annotation or column type as written, `Mapped[int]`, `String(40)`.
        references: `users.id` for a foreign key.
        indexed: an index begins with it; keys and unique columns count.
    """

    name: str
    line: int
    path: str
    type: str = ""
    references: str = ""
    primary: bool = False
    unique: bool = False
    indexed: bool = False
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class TableFact:
    """One table that a class declares."""

    name: str
    class_name: str
    path: str
    line: int
    columns: tuple[ColumnFact, ...]


@dataclass(frozen=True, slots=True)
class HandlerFact:
    """One `except`/`catch`: caught types (empty: everything) and what the body does.

    `name` is what the error is bound to; `mentions` it is true when the body uses that name.
    """

    types: tuple[str, ...]
    line: int
    swallows: bool
    explained: bool = False
    name: str = ""
    end_line: int = 0
    raises: bool = False
    mentions: bool = False
