"""Groups of settings have the fields that the spec lists."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import headed
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import is_example
from agentgen.ir.readers import Params, union
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.settings import settings_classes, settings_names

_SETTINGS = r"\bsettings\b|\b(?:environment )?configuration\b|\bconfig\b|\benv(?:ironment)? var"
_GROUP = re.compile(r"([A-Za-z][\w /-]{0,24}): ([\w, ]{2,200})$")
_CASE = re.compile(r"snake_case|(?:pascal|camel|kebab)-?case", re.IGNORECASE)
_FIELD = re.compile(r"[A-Za-z]\w*(?: \w+)?$")


def _settings(statement: Statement) -> Params | None:
    """«Database: url, pool_size» below «Environment configuration (Pydantic settings)»."""
    if not headed(statement, _SETTINGS, 1) or is_example(statement):
        return None
    if statement.modality is Modality.NEVER:
        return None
    match = _GROUP.match(statement.text.replace("`", "").replace("*", "").strip(" ."))
    if match is None:
        return None
    fields = tuple(part.strip() for part in match[2].split(","))
    if not all(_FIELD.match(field) and not _CASE.search(field) for field in fields):
        return None
    return {"fields": {match[1].casefold(): fields}}


_WORD = re.compile(r"[^a-z0-9]+")
_FILLER = {"access", "expire", "expires", "expiry", "expiration", "lifetime", "ttl", "in"}
"""Words that say no more than their neighbours: `token_expire_minutes` is `token_minutes`."""


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look for the fields of each group that the settings know at all."""
    names = {_short(name) for name in settings_names(codebase)}
    classes = settings_classes(codebase)
    found, examined = [], 0
    for group, fields in (params.get("fields") or {}).items():
        key = _plain(group)
        wanted = [(field, _spellings(key, _plain(field))) for field in fields]
        known = [field for field, forms in wanted if forms & names]
        if not known and not any(name.startswith(key + "_") for name in names):
            continue  # nothing of the group: the product does without it
        examined += len(wanted)
        for field, forms in wanted:
            if not forms & names:
                path, item = classes[0]
                found.append(Found(path, item.line, f"the settings lack `{field}` of {group}"))
    return found, examined


def _plain(text: str) -> str:
    return _WORD.sub("_", text.lower()).strip("_")


def _spellings(group: str, field: str) -> set[str]:
    """Names that a field of a group may have: `stripe.api_key`, `database_url`, `app_name`."""
    short = {"database": "db", "authentication": "auth"}.get(group, group)
    forms = {field, f"{group}_{field}", f"{short}_{field}", f"{field}_{group}"}
    if group.endswith(("keys", "key")):
        forms |= {f"{field}_api_key", f"{field}_key"}
    return {_short(form) for form in forms}


def _short(name: str) -> str:
    """A name without filler, unless nothing else is in it."""
    return "_".join(w for w in name.split("_") if w not in _FILLER) or name


_HEAD = "from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n"

RULE = Rule(
    id="settings-fields",
    title="Settings have the fields that the spec lists",
    help="add the field to the settings",
    what="fields of settings",
    phrases=_settings,
    inspect=inspect,
    valid=(
        Example(
            {"a.py": _HEAD + "    database_url: str\n    database_pool_size: int = 5\n"},
            {"fields": {"database": ("url", "pool_size"), "stripe": ("api_key",)}},
        ),
        Example(
            {
                "a.py": _HEAD + "    redis: int = 1\nclass Redis(BaseSettings):\n"
                "    model_config = SettingsConfigDict(env_prefix='REDIS_')\n    url: str\n"
            },
            {"fields": {"redis": ("url",)}},
        ),
        Example(
            {"a.py": _HEAD + "    secret_key: str\n    access_token_minutes: int = 5\n"},
            {"fields": {"security": ("secret_key", "token_expire_minutes")}},
        ),
    ),
    invalid=(
        Example(
            {"a.py": _HEAD + "    database_url: str\n"},
            {"fields": {"database": ("url", "pool_size")}},
        ),
        Example(
            {"a.py": _HEAD + "    stripe_secret: str\n"},
            {"fields": {"stripe": ("api_key", "webhook_secret")}},
            findings=2,
        ),
    ),
    prose={
        "# Settings\nStripe: api_key, webhook_secret": {
            "fields": {"stripe": ("api_key", "webhook_secret")}
        },
        "# Environment configuration (Pydantic Settings)\nRedis: url": {
            "fields": {"redis": ("url",)}
        },
        "# Configuration\nAPI keys: OpenAI, Anthropic": {
            "fields": {"api keys": ("OpenAI", "Anthropic")}
        },
    },
    not_prose=(
        "Stripe: api_key, webhook_secret",
        "# Settings\nNever: hard-code a `secret/key`",
    ),
    keywords=("settings", "configuration", "config", "env"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "fields": Param(ParamKind.TABLE, "fields"),
    },
)
