"""How a rule mends what it finds: edits of the text, told by an example of before and after."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agentgen.codebase import Codebase
from agentgen.ir.edits import Edit

Mend = Callable[[Codebase, str, int, str], Sequence[Edit]]
"""Code base, path, line and message of a finding -> edits of that file; none where it is unsafe.

A fix keeps what the code does. It is pure: whoever applies the edits checks the result again.
"""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Files before a fix, and those that differ after it; none differ where no fix is safe."""

    before: Mapping[str, str]
    after: Mapping[str, str]
    params: Mapping[str, Any] = field(default_factory=dict)
