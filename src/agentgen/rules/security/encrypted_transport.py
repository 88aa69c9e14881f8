"""Connections to other machines are encrypted, and certificates are verified."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"(?<!-)\bhttps\b(?!:)|\btls\b|\bssl\b|\bsecure data transmission\b"
    r"|\bencrypt\w*\b[^.;]{0,20}\bin transit\b"
)

_PLAIN = re.compile(
    r"^http://(?!(?:localhost|127\.|0\.0\.0\.0|\[::1\]|10\.|192\.168\.|host\.docker|[\w-]+(?::\d+)?(?:/|$)|testserver"
    r"|test\b|[\w.-]*\.(?:local|localhost|internal|svc|test|example)\b|(?:[\w-]+\.)?example\.(?:com|org|net)"
    r"|(?:www\.)?w3\.org|schemas?\.|json-schema\.org|(?:www\.)?opengis|purl\.|xmlns|[\w.]*xmlsoap))"
)
_UNVERIFIED = {"verify": "False", "verify_ssl": "False", "ssl": "False", "check_hostname": "False"}
_SENDS = re.compile(
    r"(?:^|\.)(?:get|post|put|patch|delete|request|stream|Client|AsyncClient|Session|ClientSession|TCPConnector|connect)$"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for plain URLs of other machines, and for verification that is switched off."""
    files = {p for p, _ in (*lookup.product_python(codebase),)} | {
        p for p, _ in lookup.product_scripts(codebase)
    }
    found = [
        Found(path, string.line, f"`{string.name}` is not encrypted: {string.value[:60]}")
        for path, string in codebase.named_strings()
        if path in files and _PLAIN.match(string.value)
    ]
    for path, use in lookup.calls(codebase):
        if _PLAIN.match(use.arguments[0]):
            found.append(Found(path, use.line, f"not encrypted: {use.arguments[0][:60]}"))
        off = [k for k, value in _UNVERIFIED.items() if use.keywords.get(k) == value]
        if off and _SENDS.search(use.name):
            found.append(Found(path, use.line, f"`{off[0]}=False` accepts any certificate"))
    for path, call in lookup.script_calls(codebase):
        given = " ".join(call.arguments)
        if _PLAIN.match(given.strip("'\"`")):
            found.append(Found(path, call.line, f"not encrypted: {given[:60]}"))
        if re.search(r"rejectUnauthorized:\s*false", given):
            found.append(
                Found(path, call.line, "`rejectUnauthorized: false` accepts any certificate")
            )
    return found, len(files)


RULE = Rule(
    id="encrypted-transport",
    title="Data is encrypted on its way",
    help="use https://, and let the certificate be verified",
    what="Python files and scripts",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "a.py": "URL = 'https://api.shop.eu'\nDEV = 'http://localhost:8000'\n"
                "NS = 'http://www.w3.org/2000/svg'\n"
            }
        ),
        Example(
            {
                "a.py": "httpx.get('http://redis:6379')\nverify(token, verify=False)\n",
                "tests/test_a.py": "U = 'http://shop.eu'\n",
            }
        ),
        Example({"a.ts": "fetch('/api');\nconst help = 'see http://shop.eu';\n"}),
    ),
    invalid=(
        Example({"a.py": "API_URL = 'http://api.shop.eu/v1'\n"}),
        Example({"a.py": "import httpx\nhttpx.AsyncClient(verify=False)\n"}),
        Example({"a.py": "requests.get('http://api.shop.eu')\n"}),
        Example({"a.ts": "const agent = new https.Agent({ rejectUnauthorized: false });\n"}),
        Example({"a.ts": "const base = 'http://api.shop.eu';\n"}),
    ),
    prose={"HTTPS, proper auth": {}, "All traffic uses TLS": {}, "Encrypt data in transit": {}},
    not_prose=("See https://example.com", "No TLS between local containers"),
    keywords=words("https tls ssl secure encrypt"),
    status=Status.HEURISTIC,
)
