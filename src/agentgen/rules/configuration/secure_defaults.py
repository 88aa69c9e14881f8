"""Settings that are left alone are safe."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.use_model import FieldFact
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union, words
from agentgen.rules.backend import fields_of
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import calls
from agentgen.rules.settings import settings_classes

_UNSAFE = (
    (re.compile(r"(?:^|_)debug$|(?:^|_)reload$"), re.compile(r"^True$"), "is on by default"),
    (re.compile(r"(?:^|_)(?:verify_ssl|ssl_verify|tls_verify|secure_cookies?|cookie_secure"
                r"|https_only|csrf_enabled|auth_enabled|require_auth)$"),
     re.compile(r"^False$"), "is off by default"),
    (re.compile(r"(?:^|_)(?:cors_origins?|allowed_origins?|allow_origins|allowed_hosts)$"),
     re.compile(r"^\*$|^\*,|,\*"), "lets everybody in by default"),
    (re.compile(r"(?:^|_)(?:secret_key|secret|jwt_secret|password|session_key|signing_key)$"),
     re.compile(r"^(?!None$)\S+$"), "has a secret as its default"),
)  # fmt: skip


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at the defaults of settings, and of the application itself."""
    found, examined = [], 0
    for path, item in settings_classes(codebase):
        for field in fields_of(codebase, item.name).values():
            if field.owner != item.qualname or field.name == "model_config":
                continue
            examined += 1
            problem = _problem(field.name, _default(field))
            if problem:
                found.append(Found(path, field.line, f"the setting `{field.name}` {problem}"))
    for path, use in calls(codebase):
        if use.name.rsplit(".", 1)[-1] == "FastAPI":
            examined += 1
            if use.keywords.get("debug") == "True":
                found.append(Found(path, use.line, "the application runs with `debug=True`"))
    return found, examined


def _default(field: FieldFact) -> str:
    if field.call.rsplit(".", 1)[-1] in ("Field", "SecretStr"):
        return field.keywords.get("default", "") or "".join(field.arguments[:1])
    return "" if field.call else field.value


def _problem(name: str, default: str) -> str:
    for names, values, problem in _UNSAFE:
        if default and default != "..." and names.search(name) and values.search(default):
            return problem
    return ""


_HEAD = "from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n"

RULE = Rule(
    id="secure-defaults",
    title="Defaults are secure",
    help="make the safe value the default, and let development switch it off",
    what="defaults",
    phrases=demanded(r"\b(?:secure|safe)(?:[- ]by)?[- ]defaults?\b"),
    inspect=inspect,
    valid=(
        Example({"a.py": _HEAD + "    debug: bool = False\n    secret_key: SecretStr\n"}),
        Example(
            {
                "a.py": (
                    _HEAD + "    cors_origins: list[str] = []\n    secret_key: str | None = None\n"
                )
            }
        ),
        Example({"a.py": _HEAD + "    secret_key: SecretStr = Field(default_factory=make)\n"}),
    ),
    invalid=(
        Example({"a.py": _HEAD + "    debug: bool = True\n"}),
        Example(
            {"a.py": _HEAD + "    cors_origins: list[str] = ['*']\n    verify_ssl: bool = False\n"},
            findings=2,
        ),
        Example({"a.py": _HEAD + "    jwt_secret: str = Field('changeme')\n"}),
        Example({"a.py": "from fastapi import FastAPI\napp = FastAPI(debug=True)\n"}),
    ),
    prose={
        "Ensure secure default values": {},
        "Settings are secure by default": {},
        "Use safe defaults": {},
    },
    not_prose=("Defaults are fine", "No safe default exists"),
    keywords=words("secure safe"),
    status=Status.HEURISTIC,
    combine=union,
)
