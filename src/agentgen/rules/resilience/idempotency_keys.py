"""Requests that move money carry an idempotency key."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, together, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\bidempotency[-_ ]?keys?\b|\bidempotent\b[^.;]{0,30}\bkeys?\b",
    together(
        flag("key", r"\bidempotency_key\b", "idempotency_key"),
        flag(
            "type",
            r"(?:\b|_)keys?\b[^.;]{0,25}\buuids?\b|\buuids?\b[^.;]{0,25}(?:\b|_)keys?\b",
            "uuid",
        ),
    ),
)

_CREATES = re.compile(
    r"stripe(?:\.\w+)*\.(?:PaymentIntent|Charge|Customer|Subscription|Refund|SetupIntent|Invoice"
    r"|payment_intents|charges|customers|subscriptions|refunds)\.create(?:_async)?$"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at calls that create something at a payment provider."""
    found, examined = list[Found](), 0
    for path, file in lookup.product_python(codebase):
        for use in file.uses:
            if not _CREATES.search(lookup.full_name(file, use.name)):
                continue
            examined += 1
            told = any("idempotency" in f"{k} {v}" for k, v in use.keywords.items())
            if not told and not use.spreads:
                found.append(Found(path, use.line, f"`{use.name}` has no idempotency key"))
    return found, examined


_SEND = "import stripe\nstripe.PaymentIntent.create(amount=1"


RULE = Rule(
    id="idempotency-keys",
    title="Writing requests carry an idempotency key",
    help="pass a key that stays the same when the request is repeated",
    what="calls that create payments",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _SEND + ", idempotency_key=key)\n"}),
        Example(
            {
                "a.py": "import stripe\nstripe.Customer.create(**given)\n"
                "stripe.Customer.retrieve('x')\n"
            }
        ),
        Example(
            {
                "a.py": "import stripe\nclient = stripe.StripeClient(k)\n"
                "stripe.Charge.create(options={'idempotency_key': k})\n"
            }
        ),
    ),
    invalid=(
        Example({"a.py": _SEND + ")\n"}),
        Example({"a.py": "from stripe import Refund\ndef f():\n    Refund.create(charge=c)\n"}),
        Example(
            {
                "a.py": "import stripe as s\nasync def f():\n"
                "    await s.Customer.create_async(email=e)\n"
            }
        ),
    ),
    prose={
        "Use idempotency keys": {},
        "Payments are idempotent through a client-supplied key": {},
        "Every payment accepts an idempotency_key": {"key": "idempotency_key"},
        "Clients send a UUID as the idempotency key": {"type": "uuid"},
        "Charges take idempotency_key: UUID": {"key": "idempotency_key", "type": "uuid"},
        "Implement retry policies and idempotency keys": {},
    },
    not_prose=("Idempotency keys are optional", "Make tasks idempotent"),
    keywords=words("idempoten"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "key": Param(ParamKind.TEXT, "name of the key"),
        "type": Param(ParamKind.TEXT, "its type", choices=("uuid",)),
    },
)
