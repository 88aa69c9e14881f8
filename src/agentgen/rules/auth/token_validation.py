"""Tokens are verified: signature, algorithm and expiry."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, named, together, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_PLACES = r"middlewares?|dependenc(?:y|ies)|guards?|gateway|interceptors?|decorators?"

phrases = demanded(
    r"\b(?:validate|verify|check)\b[^.;]{0,20}\b(?:jwts?|(?:access |auth |bearer |id )?"
    r"tokens?)\b(?! (?:limit|count|usage|budget))",
    together(
        flag("routes", r"\bprotected (?:routes?|endpoints?)\b", "protected"),
        named("where", _PLACES),
        named("schemes", r"jwt"),
    ),
)

_DECODES = re.compile(
    r"(?:^|\.)(?:jwt|jose\.jwt|JsonWebToken|jwt\.JWT)(?:\(\))?\.decode(?:_complete)?$"
)
_UNVERIFIED = re.compile(r"get_unverified_(?:claims|header)$|decode_without_verif")
_OFF = re.compile(r"verify(?:_signature|_exp|_aud)?: False")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at the options with which tokens are decoded."""
    found, examined = list[Found](), 0
    for path, file in lookup.product_python(codebase):
        for use in file.uses:
            name = lookup.full_name(file, use.name)
            if _UNVERIFIED.search(name) and name.endswith("claims"):
                examined += 1
                found.append(Found(path, use.line, f"`{use.name}` believes every token"))
            if not _DECODES.search(name):
                continue
            examined += 1
            options = use.keywords.get("options", "")
            off = _OFF.search(options.replace("verify_aud: False", ""))
            if off or use.keywords.get("verify") == "False":
                found.append(Found(path, use.line, "the token is decoded without verification"))
            elif "none" in use.keywords.get("algorithms", "").lower().split(","):
                found.append(Found(path, use.line, "the algorithm `none` accepts every token"))
            elif "algorithms" not in use.keywords and len(use.arguments) < 3 and not use.spreads:
                found.append(Found(path, use.line, "the token's own algorithm is believed"))
    return found, examined


_DECODE = "import jwt\nclaims = jwt.decode(token, key"


RULE = Rule(
    id="token-validation",
    title="Tokens are verified on protected routes",
    help="give the algorithms that may be used, and leave verification on",
    what="places that decode tokens",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _DECODE + ", algorithms=['HS256'])\n"}),
        Example(
            {
                "a.py": _DECODE
                + ", [ALGORITHM], options={'require': ['exp'], 'verify_aud': False})\n"
            }
        ),
        Example(
            {
                "a.py": "from jose import jwt\njwt.decode(t, k, algorithms=A)\n"
                "jwt.get_unverified_header(t)\nb.decode('utf-8')\n"
            }
        ),
    ),
    invalid=(
        Example(
            {"a.py": _DECODE + ", algorithms=['HS256'], options={'verify_signature': False})\n"}
        ),
        Example(
            {
                "a.py": "from jwt import decode\nimport jwt as j\n"
                "j.decode(t, k, algorithms=['none'])\n"
            }
        ),
        Example({"a.py": _DECODE + ")\n"}),
        Example({"a.py": "from jose import jwt\nclaims = jwt.get_unverified_claims(token)\n"}),
        Example(
            {"a.py": "import jwt\njwt.decode(t, k, algorithms=A, options={'verify_exp': False})\n"}
        ),
    ),
    prose={
        "Validate tokens in middleware/dependencies": {"where": ("middleware", "dependencies")},
        "Always validate JWT on protected routes": {"routes": "protected", "schemes": ("jwt",)},
        "Verify tokens": {},
        "Check the bearer token in a guard": {"where": ("guard",)},
    },
    not_prose=("Check the token count", "Never validate tokens by hand"),
    keywords=words("validate verify check"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "where": Param(ParamKind.WORDS, "middleware, dependencies, …"),
        "routes": Param(ParamKind.TEXT, "which routes"),
        "schemes": Param(ParamKind.WORDS, "jwt"),
    },
)
