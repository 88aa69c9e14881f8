"""What the spec compiler needs of a rule: to recognise it in prose.

`agentgen.spec` is handed a sequence of these by `agentgen.commands`; `agentgen.rules` and
`agentgen.gates` implement them. So neither imports the other.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from agentgen.ir.needs import Needs
from agentgen.ir.policy import Statement, Status


class Recognizer(Protocol):
    """A rule or gate, as seen by the spec compiler."""

    @property
    def id(self) -> str:
        """Kebab-case id, `function-length`."""
        ...

    @property
    def status(self) -> Status:
        """Status of the statements it recognises: enforced, heuristic, measured or generated."""
        ...

    @property
    def keywords(self) -> tuple[str, ...]:
        """Beginnings of words (lower case); each text it recognises, or what is above, has one."""
        ...

    @property
    def needs(self) -> Needs:
        """What each text it recognises needs; () where that is not known."""
        ...

    @property
    def describes(self) -> bool:
        """True when it is also recognised in text that only informs."""
        ...

    def recognise(self, statement: Statement) -> Mapping[str, Any] | None:
        """Parameters the statement carries for this rule (maybe none: {}), or None."""
        ...

    def stricter(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any]:
        """Of two parameter sets for the same scope, the one that demands more."""
        ...
