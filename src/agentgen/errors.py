"""Failures that end a command, and the exit codes of all commands."""

from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What a process of agentgen tells its caller."""

    OK = 0
    FINDINGS = 1
    CANNOT_RUN = 2


@dataclass
class AgentgenError(Exception):
    """Something that stops a command: bad usage, unreadable input, a missing tool.

    Attributes:
        what: one sentence that names the failure.
        where: `file:line`, a file with a JSON pointer, or a path; empty when there is none.
        why: the reason, as found.
        way_out: what the user can do about it.
    """

    what: str
    where: str = ""
    why: str = ""
    way_out: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        reason = f" ({self.why})" if self.why else ""
        return f"{place}{self.what}{reason}"
