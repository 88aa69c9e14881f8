"""Names of one kind are written in one case, that of their language."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.naming.cases import fits
from agentgen.rules.naming.names import NAMES

_PYTHON = {"functions": "snake_case", "classes": "PascalCase", "variables": "snake_case"}


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Compare names with PEP 8 and with the usage of TypeScript; files with their neighbours."""
    found, examined = [], 0
    for kind, case in (*_PYTHON.items(), ("functions", "camelCase")):
        for path, line, name in NAMES[kind](codebase, case):
            examined += 1
            if not fits(name, case):
                found.append(Found(path, line, f"`{name}` is not written in {case}, as {kind} are"))
    return found, examined


RULE = Rule(
    id="consistent-naming",
    title="Naming conventions are followed",
    help="rename it as the others are named",
    what="names",
    phrases=demanded(
        r"\bnaming (?:conventions?|standards?|schemes?|rules?|patterns?|guidelines?)\b"
        r"|\bconsistent(?:ly)? nam(?:es?|ed|ing)\b"
    ),
    inspect=inspect,
    valid=(
        Example({"a.py": "class Order: ...\ndef get_order(order_id):\n    item_count = 1\n"}),
        Example({"src/a.ts": "export const getOrder = () => 1;\nclass Order {}\n"}),
    ),
    invalid=(
        Example({"a.py": "def getOrder(): ...\ndef get_user(): ...\n"}),
        Example({"a.py": "class order_line: ...\n"}),
        Example({"src/a.ts": "export function get_order() {}\n"}),
    ),
    prose={
        "Use consistent naming conventions": {},
        "Follow the naming standards": {},
        "Things are consistently named": {},
    },
    not_prose=("Do not follow vendor naming conventions", "Be consistent"),
    keywords=("naming", "consistent"),
    status=Status.HEURISTIC,
    combine=union,
)
