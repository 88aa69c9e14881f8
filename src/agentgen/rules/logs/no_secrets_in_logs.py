"""Secrets and personal data stay out of logs."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.model import PythonFile
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import demands, forbids, plain
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_LOG = r"\blog(?:s|ged|ging|gers?)?\b(?! in\b| out\b)"
_PRIVATE = (
    r"secrets?|passwords?|(?:access |auth )?tokens?|credentials?|sensitive (?:data|information"
    r"|fields|values)|pii|personal(?:ly identifiable)? (?:data|information)|api[- ]keys?"
    r"|(?:full )?(?:credit )?cards?(?: numbers?| data)?|e-?mail addresses|phone numbers|prompts"
)
_NEVER = (
    rf"{_LOG}[^.;]{{0,40}}\b(?:{_PRIVATE})\b|\b(?:{_PRIVATE})\b[^.;]{{0,30}}"
    rf"\b(?:in|into|to|out of|from) (?:the |any )?(?:\w+ )?logs?\b"
)
_MASKED = (
    rf"\b(?:redact|mask|scrub|saniti[sz]e|strip|filter|keep)\w*\b(?=[^.;]*{_LOG})"
    rf"[^.;]{{0,40}}\b(?:{_PRIVATE})\b"
)
_MASKED += rf"|\b(?:{_PRIVATE})\b[^.;]{{0,20}}\b(?:masked|redacted|removed)\b[^.;]{{0,20}}{_LOG}"
_READ = named("data", _PRIVATE)


@needing(_NEVER, _MASKED)
def phrases(statement: Statement) -> Params | None:
    """«Never log passwords», «mask tokens in logs»."""
    if forbids(statement, _NEVER) or demands(statement, _MASKED):
        return _READ(plain(statement))
    return None


_SECRET = re.compile(
    r"(?:^|_)(?:password|passwd|pwd|passphrase|secret|token|api_?key|apikey|private_?key|secret_?key"
    r"|credentials?|authorization|auth_header|card_?number|credit_?card|cvv|cvc|ssn|iban|pin_?code"
    r"|access_token|refresh_token|session_token|jwt|bearer)s?$"
)
_PERSONAL = re.compile(
    r"(?:^|_)(?:e?mail(?:_address)?|phone(?:_number)?|birth_?date|date_of_birth|home_address)$"
)
_HARMLESS = re.compile(
    r"^(?:n|num|max|min|total|count|has|is|no|used|prompt|completion|input|output|remaining|invalid|missing|wrong)_|^tokens$"
)
_WHOLE = frozenset({"headers", "cookies"})
_CALL = re.compile(
    r"(?:(?:^|\.)_?(?:log|logger|logging|LOG|console)(?:\.\w+\(\))*\."
    r"(?:trace|debug|info|warn|warning|error|exception|critical|fatal|log)|^print)$"
)
_LEVELS = {"debug", "info", "warn", "warning", "error", "exception", "critical", "fatal", "log"}
_MAKERS = {"getLogger", "get_logger"}
_WORD = re.compile(r"[A-Za-z_]\w*")
_QUOTED = re.compile(r"'[^'\n]{0,200}'|\"[^\"\n]{0,200}\"")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at the names whose values go into log calls; masked and hashed ones may stay."""
    personal = any(
        re.search(r"pii|personal|sensitive|email|phone", d) for d in params.get("data", ())
    )
    found, examined = list[Found](), 0
    loggers = {path: _loggers(file) for path, file in lookup.product_python(codebase)}
    for path, use in lookup.calls(codebase):
        owner, _, level = use.name.rpartition(".")
        if _CALL.search(use.name) or (owner in loggers[path] and level in _LEVELS):
            examined += 1
            found += _told(path, use.line, use.inner | set(use.keywords), personal)
    for path, call in lookup.script_calls(codebase):
        if _CALL.search(call.name):
            examined += 1
            names = {n for a in call.arguments for n in _WORD.findall(_QUOTED.sub("", a))}
            found += _told(path, call.line, names, personal)
    return found, examined


def _loggers(file: PythonFile) -> set[str]:
    """Names bound to a logger, whatever they are called."""
    made = {u.line for u in file.uses if u.name.rsplit(".", 1)[-1] in _MAKERS}
    return {n.name for n in file.names if n.line in made}


def _told(path: str, line: int, names: Iterable[str], personal: bool) -> Iterator[Found]:
    for name in sorted(names):
        snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
        secret = _SECRET.search(snake) or (personal and _PERSONAL.search(snake))
        if (secret and not _HARMLESS.search(snake)) or snake in _WHOLE:
            yield Found(path, line, f"`{name}` goes into the log")


RULE = Rule(
    id="no-secrets-in-logs",
    title="Secrets and personal data stay out of logs",
    help="leave it out, or log a mask or a hash of it",
    what="log calls",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "a.py": "logger.info('token %s', mask(token))\n"
                "log.info('x', token_count=3, has_password=True)\n"
            }
        ),
        Example(
            {
                "a.py": "logger.warning('invalid password')\n"
                "logger.info('x', extra={'prompt_tokens': n})\n"
            }
        ),
        Example({"a.ts": "console.error('no token', problem);\nstore.log(password);\n"}),
    ),
    invalid=(
        Example({"a.py": "logger.info('login of %s with %s', name, user.password)\n"}),
        Example({"a.py": "log.debug(f'got {api_key}')\n"}),
        Example({"a.py": "logger.info('x', extra={'t': request.access_token})\n"}),
        Example({"a.py": "self.logger.info('request', headers=request.headers)\n"}),
        Example({"a.ts": "console.error('failed', { user, accessToken });\n"}),
        Example({"a.py": "logger.info('sent to %s', user.email)\n"}, {"data": ("pii",)}),
    ),
    prose={
        "Never log secrets": {"data": ("secrets",)},
        "Never log sensitive data (passwords, tokens)": {
            "data": ("sensitive data", "passwords", "tokens")
        },
        "Mask credentials in all logs": {"data": ("credentials",)},
        "No PII in logs": {"data": ("pii",)},
        "Tokens must be masked before logging": {"data": ("tokens",)},
    },
    not_prose=("Never commit secrets", "Log token usage", "Never log twice"),
    keywords=words("log"),
    status=Status.HEURISTIC,
    combine=union,
    params={"data": Param(ParamKind.WORDS, "what stays out")},
)
