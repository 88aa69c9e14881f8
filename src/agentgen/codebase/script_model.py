"""Facts of use in scripts: calls, JSX elements, what assignments change."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ScriptUse:
    """One call: callee, arguments and the variable or pattern it is bound to, as written."""

    name: str
    line: int
    end_line: int
    arguments: tuple[str, ...] = ()
    target: str = ""


@dataclass(frozen=True, slots=True)
class ElementFact:
    """One JSX element: its name and its attributes as written; `spreads` for `{...props}`."""

    name: str
    line: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    spreads: bool = False


@dataclass(frozen=True, slots=True)
class ChangeFact:
    """One assignment to, or `delete` of, a member: `state.items` in `state.items = []`."""

    target: str
    line: int


@dataclass(frozen=True, slots=True)
class DeclarationFact:
    """One declaration: `kind` is default (an export), enum, var, interface or type."""

    kind: str
    name: str
    line: int
    text: str = ""
