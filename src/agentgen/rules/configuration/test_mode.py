"""Keys of services that are written down anywhere are those of test systems."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, flag, named, together, union, words
from agentgen.rules.base import Example, Found, Rule

_LIVE = re.compile(r"\b(?:sk|pk|rk)_live_?\w*")

_FILES = re.compile(r"(?:^|/)(?:\.env[\w.]*|[\w.-]*compose[\w.-]*\.ya?ml)$")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for live keys in environment files and among strings of code; test keys count."""
    found, examined = [], 0
    for path, text in codebase.texts.items():
        if _FILES.search(path):
            for number, line in enumerate(text.split("\n"), start=1):
                if re.search(r"stripe|[srp]k_(?:live|test)", line, re.IGNORECASE):
                    examined += 1
                    if _LIVE.search(line):
                        found.append(Found(path, number, "a live key is set for development"))
    for path, string in codebase.named_strings():
        if re.match(r"[srp]k_(?:live|test)", string.value):
            examined += 1
            if _LIVE.match(string.value):
                found.append(Found(path, string.line, f"`{string.name}` is a live key"))
    return found, examined


RULE = Rule(
    id="test-mode",
    title="Development talks to test systems",
    help="use the key of the test system (`sk_test_…`)",
    what="keys of services",
    phrases=demanded(
        r"\b(?:test|sandbox) (?:mode|environment|keys?)\b[^.;]{0,25}\b(?:development|dev"
        r"|local\w*"
        r"|staging|tests?)\b|\b(?:development|dev|local\w*|staging)\b[^.;]{0,25}"
        r"\b(?:test|sandbox) (?:mode|keys?)\b",
        together(
            named("environments", r"development|dev|staging|local"),
            flag("keys", r"\bsk_test\b|\btest keys?\b", "test"),
        ),
    ),
    inspect=inspect,
    valid=(
        Example({".env.example": "STRIPE_API_KEY=sk_test_x\n"}),
        Example({"config.py": "stripe_key = 'sk_test_placeholder'\n"}),
    ),
    invalid=(
        Example({".env.example": "STRIPE_API_KEY=sk_live_x\n"}),
        Example({"config.py": "def f(key='sk_live_abc'): ...\n"}),
    ),
    prose={
        "Use test mode in development": {"environments": ("development",)},
        "Run Stripe in sandbox mode for local work": {"environments": ("local",)},
        "Staging uses test keys": {"environments": ("staging",), "keys": "test"},
    },
    not_prose=("Test modern browsers in development", "No sandbox mode in staging"),
    keywords=words("mode environment key"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "environments": Param(ParamKind.WORDS, "environments"),
        "keys": Param(ParamKind.TEXT, "keys"),
    },
)
