"""Tables hold no card numbers, private keys or other data that must not be kept."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, named, together, union, words
from agentgen.rules.base import Example, Found, Params, Rule

_SENSITIVE = (
    r"(?:credit |payment )?cards?(?: (?:details|data|numbers?))?|cvv|pan|private keys?"
    r"|raw ip addresses|ip addresses|biometric data|social security numbers?"
)

phrases = forbidden(
    rf"\b(?:store|save|persist|keep|retain)\w*\b[^.;]{{0,30}}\b(?:{_SENSITIVE})\b",
    together(named("data", _SENSITIVE), flag("standard", r"\bpci\b", "pci")),
)

_COLUMNS = {
    r"card|pan|cvv|pci": r"(?:(?:credit_)?card|cc)_?(?:number|num|no|pan)"
    r"|(?:card_)?(?:cvv|cvc|pan)2?|card_(?:expiry|security_code|pin)|security_code",
    r"private key": r"(?:\w+_)?private_?key",
    r"\bip\b": r"(?:\w+_)?ip(?:_?address|_addr|v4|v6)?",
    r"biometric": r"(?:fingerprint|face|iris|biometric)(?:_\w+)?",
    r"social": r"ssn|social_security(?:_number)?",
}


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at the names of columns; hashes, tokens and last digits may stay."""
    data = " ".join(params.get("data", ())) or "card"
    wanted = [p for key, p in _COLUMNS.items() if re.search(key, data)]
    pattern = re.compile(rf"(?:{'|'.join(wanted) or '(?!)'})$")
    found = [
        Found(
            column.path,
            column.line,
            f"`{table.name}.{column.name}` holds data that is not to be kept",
        )
        for table in codebase.tables
        for column in table.columns
        if pattern.match(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", column.name).lower())
    ]
    return found, len(codebase.tables)


_TABLE = (
    "class Card(Base):\n    __tablename__ = 'cards'\n"
    "    id: Mapped[int] = mapped_column(primary_key=True)\n"
)


RULE = Rule(
    id="no-sensitive-storage",
    title="Sensitive data is never stored",
    help="keep a token or the last digits instead, and leave the data to who may hold it",
    what="tables",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "m.py": _TABLE + "    card_last4: Mapped[str]\n    card_brand: Mapped[str]\n"
                "    pane: Mapped[str]\n"
            },
            {"data": ("card details",)},
        ),
        Example(
            {"m.py": _TABLE + "    ip_hash: Mapped[str]\n    zip: Mapped[str]\n"},
            {"data": ("raw ip addresses",)},
        ),
        Example({"m.py": _TABLE, "s.py": "class Pay(BaseModel):\n    card_number: str\n"}),
    ),
    invalid=(
        Example(
            {"m.py": _TABLE + "    card_number: Mapped[str]\n"},
            {"data": ("card details",), "standard": "pci"},
        ),
        Example({"m.py": _TABLE + "    cvv = mapped_column(String(4))\n"}),
        Example(
            {
                "m.py": "class M:\n    ip_address: Mapped[str]\n"
                + _TABLE.replace("(Base)", "(M, Base)")
            },
            {"data": ("raw ip addresses",)},
        ),
        Example(
            {"m.py": _TABLE + "    signing_private_key: Mapped[str]\n"}, {"data": ("private keys",)}
        ),
    ),
    prose={
        "Never store card details (PCI compliance)": {"data": ("card details",), "standard": "pci"},
        "Do not store raw IP addresses": {"data": ("raw ip addresses",)},
        "Client private keys must not be stored: never persist private keys": {
            "data": ("private keys",)
        },
    },
    not_prose=("Store card layouts in the theme", "Never store plain-text passwords"),
    keywords=words("card credit payment cvv pan private ip raw biometric social"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "data": Param(ParamKind.WORDS, "what is never stored"),
        "standard": Param(ParamKind.TEXT, "standard that asks for it"),
    },
)
