"""Secrets come from the environment."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from agentgen.codebase import Codebase
from agentgen.codebase.client_calls import is_test_file
from agentgen.codebase.model import NamedString
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands, forbids
from agentgen.rules.base import Example, Found, Params, Rule

_WORD = r"(?:secrets?|credentials?|api[- ]keys?|passwords?|tokens?|sensitive data)"
_THING = (
    rf"\b(?:commit|hard-?cod\w*|embed|check in)\w*\b[^.;]*\b{_WORD}\b"
    rf"|\b{_WORD}\b[^.;]*"
    r"\b(?:hard-?coded|committed|in (?:the )?(?:code|repository|source|git|vcs))\b"
    r"|\bhard-?cod(?:e|ed|es|ing)\b(?! (?:\w+ )?(?:colou?rs?|strings?|texts?|urls?|labels?"
    r"|dates?|waits?|numbers?|literals?|(?:test |sample )?data|values? without|magic \w+"
    r"|delays?|paths?|styles?|sizes?|pixels?|copy|ids?|sleeps?|hosts?|ports?|query keys)\b)"
    rf"|\bcommit\w*\b[^;]{{0,20}}(?<!\w)\.env\b(?!\.)"
)
_ENVIRONMENT = (
    rf"\benv(?:ironment)?[ -]?var(?:iable)?s?\b[^.;]*\b{_WORD}\b"
    rf"|\b{_WORD}\b[^.;]*\benv(?:ironment)?[ -]?var(?:iable)?s?\b"
    rf"|\b{_WORD} (?:come|are (?:read|loaded|taken)) (?:only )?from\b"
)
# Formats published by the issuers, under a text that each of them holds. Each is specific enough
# to stand without a name beside it.
_TOKENS = {
    hint: re.compile(pattern)
    for hint, pattern in {
        "AKIA": r"\bAKIA[0-9A-Z]{16}\b",
        "ASIA": r"\bASIA[0-9A-Z]{16}\b",
        "ghp_": r"\bghp_[A-Za-z0-9]{36,}\b",
        "gho_": r"\bgho_[A-Za-z0-9]{36,}\b",
        "ghs_": r"\bghs_[A-Za-z0-9]{36,}\b",
        "github_pat_": r"\bgithub_pat_[A-Za-z0-9_]{50,}\b",
        "glpat-": r"\bglpat-[A-Za-z0-9_-]{20,}\b",
        "xox": r"\bxox[abprs]-[A-Za-z0-9-]{20,}\b",
        "k_live_": r"\b[sr]k_live_[A-Za-z0-9]{20,}\b",
        "whsec_": r"\bwhsec_[A-Za-z0-9]{30,}\b",
        "sk-": r"\bsk-(?:ant-|proj-)?(?=[A-Za-z_-]*\d)[A-Za-z0-9_-]{32,}\b",
        "AIza": r"\bAIza[0-9A-Za-z_-]{35}\b",
        "SG.": r"\bSG\.[\w-]{20,}\.[\w-]{30,}\b",
        "npm_": r"\bnpm_[A-Za-z0-9]{36}\b",
        "PRIVATE KEY": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----\s+[A-Za-z0-9+/=\n]{40}",
    }.items()
}
_NAME = re.compile(
    r"(?:^|_|(?<=[a-z]))(?:password|passwd|pwd|secret|secret_?key|api_?key|auth_?token"
    r"|access_?token|access_?key|private_?key|client_?secret|jwt_?secret|webhook_?secret"
    r"|signing_?key|encryption_?key)$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"change[-_ ]?(?:me|this|it)|example|placeholder|your[-_ ]|dummy|replace|insert|xxx+|\*{3,}"
    r"|<[^>]+>|\$\{|\{\{|^(?:test|pass|pwd|none|null|true|false|password|secret|token|string"
    r"|todo|hidden"
    r"|api[-_]?key|bearer|default|redacted|unset|disabled)$|^\W*$",
    re.IGNORECASE,
)
_PROSE = re.compile(r"\s|^/|^https?:|^_*[a-z]+(?:[._-]+[a-z]+)*_*$|^[A-Z]+(?:_[A-Z]+)*$|^--?\w")
_REFERENCE = re.compile(r"\benviron\b|^(?:env|secrets?|vault|arn|urn|file|op|ssm)[:./]|^\[", re.I)
_URL = re.compile(r"://[^\s:/@{}$\"'`]+:(?P<password>[^\s:/@{}$<>*\"'`]{4,})@[\w.-]+")
_LOCAL = re.compile(r"@(?:localhost|127\.0\.0\.1|db|postgres|redis|rabbitmq|[\w.-]*example\.\w+)$")
_CONFIGURATION = (".yaml", ".yml", ".toml", ".ini", ".cfg", ".properties", ".env")
_CONTRACT = re.compile(r"^[\"']?(?:openapi|swagger)[\"']?:", re.MULTILINE)
_SETTING = re.compile(
    r"\s*(?:- |export )?(?P<name>[A-Za-z_][\w-]*)\s*[:=]\s*[\"']?(?P<value>[^\s\"'#]+)"
)
_LOCKS = ("package-lock.json", "pnpm-lock.yaml", "yarn.lock", "uv.lock", "poetry.lock")


@needing(_THING, _ENVIRONMENT)
def phrases(statement: Statement) -> Params | None:
    """«Never commit credentials», «environment variables for all secrets»."""
    if forbids(statement, _THING) or demands(statement, _ENVIRONMENT):
        return {}
    return None


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for token formats and URLs with passwords in all files, for names in source files."""
    found: list[Found] = []
    for path, text in codebase.texts.items():
        if not path.endswith(_LOCKS):
            found += _tokens(path, text)
    settings = ((p, s) for p, text in codebase.texts.items() for s in _settings(p, text))
    for path, string in chain(codebase.named_strings(), settings):
        is_test = is_test_file(path) or ".test." in path or ".spec." in path
        if not is_test and _is_secret(string):
            found.append(_named(path, string))
    return found, len(codebase.texts)


def _settings(path: str, text: str) -> Iterator[NamedString]:
    """Key and value pairs of configuration files; contracts hold examples and are left out."""
    name = path.rsplit("/", 1)[-1]
    is_config = name.startswith(".env") or name.endswith(_CONFIGURATION)
    if not is_config or name in _LOCKS or _CONTRACT.search(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        match = _SETTING.match(line)
        if match is not None:
            yield NamedString(match["name"].replace("-", "_"), match["value"], number)


def _tokens(path: str, text: str) -> Iterator[Found]:
    for hint, pattern in _TOKENS.items():
        for match in pattern.finditer(text) if hint in text else ():
            if not _PLACEHOLDER.search(match[0]) and not _repeats(match[0]):
                line = text.count("\n", 0, match.start()) + 1
                yield Found(path, line, f"a secret stands in the file: `{match[0][:8]}\u2026`")
    if "://" in text and "@" in text and not is_test_file(path):
        yield from _urls(path, text)


def _urls(path: str, text: str) -> Iterator[Found]:
    if not path.endswith((".py", ".ts", ".tsx", ".js", ".jsx", ".env", ".ini", ".toml", ".yaml")):
        return
    for match in _URL.finditer(text):
        weak = _PLACEHOLDER.search(match["password"]) or _LOCAL.search(match[0])
        if not weak and match["password"] not in match[0].split("://")[1].split(":")[0]:
            line = text.count("\n", 0, match.start()) + 1
            yield Found(path, line, "a URL carries a password")


_BEARER = re.compile(r"(?:Bearer|Basic|Token) (?=\S*\d)[\w.~+/=-]{16,}")


def _is_secret(string: NamedString) -> bool:
    value = string.value
    if string.name.lower() == "authorization":
        return _BEARER.fullmatch(value) is not None and not _repeats(value)
    if len(value) < 6 or not _NAME.search(string.name.replace("-", "_")):
        return False
    if _REFERENCE.search(value) or _repeats(value):
        return False
    return not _PLACEHOLDER.search(value) and not _PROSE.search(value)


def _repeats(value: str) -> bool:
    """Filler such as `aaaaaaaa` or `0000`."""
    tail = value[-16:]
    return len(set(tail)) <= 3


def _named(path: str, string: NamedString) -> Found:
    return Found(path, string.line, f"`{string.name}` holds a literal value")


_LOGIN = "app:" + "h7Gk2pQ9"
_KEY = "AKIA" + "Z7QF3M2KD8WX5B4N"
RULE = Rule(
    id="hard-coded-secrets",
    title="Secrets are not written into the repository",
    help="read it from the environment, and revoke what was committed",
    what="files",
    keywords=(
        "secret",
        "credential",
        "password",
        "key",
        "token",
        "env",
        "environment",
        "hard",
        "hardcod",
        "api",
        "vault",
        "config",
    ),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": "import os\napi_key = os.environ['API_KEY']\npassword = ''\n"}),
        Example({"a.py": "API_KEY = 'change-me'\nsecret_key: str = 'your-secret-here'\n"}),
        Example({".env.example": "SECRET_KEY=change-me\nDB_PASSWORD=\n", "a.py": "x = 1\n"}),
        Example({"openapi.yaml": "openapi: 3.1.0\nexample:\n  password: Tr0ub4dor3x\n"}),
        Example({"conf.yaml": "api_key: os.environ/OPENAI_API_KEY2\npassword: vault:db/pw1\n"}),
        Example({"ci.yaml": "password: ${{ secrets.PASSWORD }}\napi-key: ${API_KEY}\n"}),
        Example({"tests/test_a.py": "password = 'Tr0ub4dor&3x'\n"}),
        Example({"a.py": "PASSWORD_HEADER = 'x-9f8e7d'\ntoken_url = '/api/v1/token'\n"}),
        Example({"a.py": "URL = 'postgresql://app:app@localhost/app'\n"}),
        Example({"a.ts": "const labels = { password: 'Your password' };\n"}),
    ),
    invalid=(
        Example({"a.py": "SECRET_KEY = '9f8e7d6c5b4a3f2e1d'\n"}),
        Example({"deploy.yaml": f"key: {_KEY}\n"}),
        Example({"a.py": "connect(user='x', password='Tr0ub4dor&3x')\n"}),
        Example({".env": "export SECRET_KEY=9f8e7d6c5b4a3f2e1d\n"}),
        Example({"compose.yaml": "environment:\n  - DB_PASSWORD=h7Gk2pQ9vv\n"}),
        Example({"app.toml": "[mail]\napi-key = 'a8f5-f167-f44f-4964'\n"}),
        Example({"a.ts": "const apiKey = 'a8f5-f167-f44f-4964';\n"}),
        Example({"a.py": "c = {'client_secret': 'Zx81-kq7P-02Lm'}\n"}),
        Example({"a.py": f"URL = 'postgresql://{_LOGIN}@db.internal.net/app'\n"}),
    ),
    prose={
        "Environment variables for secrets, never commit credentials": {},
        "**Never** commit secrets (use env vars, AWS Secrets Manager, Vault)": {},
        "Use environment variables for ALL secrets \u2014 never hardcode": {},
        "No hardcoded secrets or sensitive data": {},
        "API Keys: Store in environment variables": {},
        "Never hardcode environment-specific values": {},
        "Secrets must not be committed": {},
        "Never commit `.env` files": {},
        "Secrets come from Vault": {},
    },
    not_prose=(
        "Never log secrets",
        "Rotate secrets every month",
        "Commit early and often",
        "Store passwords as argon2 hashes",
        "Never store plain-text passwords \u2014 always bcrypt",
    ),
    reads_fragments=True,
)
