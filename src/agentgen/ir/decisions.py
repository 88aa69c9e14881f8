"""The design decisions a policy can take, with the values used where it is silent."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from agentgen.ir.policy import Policy


class Layout(StrEnum):
    """Where each artefact of the backend lies."""

    FEATURES = "features"
    """`app/features/<name>/{router,service,repository,…}.py`"""
    SERVICES = "services"
    """`services/<name>/{api,service,repository,tasks}.py`"""
    LAYERS = "layers"
    """`backend/{api/routes,core/services,database/repositories}/…`"""


class Orm(StrEnum):
    """Object-relational mapper of the backend."""

    SQLALCHEMY = "sqlalchemy"
    SQLMODEL = "sqlmodel"


class Logging(StrEnum):
    """Logging library of the backend; all of them write JSON lines."""

    STRUCTLOG = "structlog"
    LOGURU = "loguru"
    STDLIB = "stdlib"


DEFAULT_ERROR_BODY: Mapping[str, Any] = {
    "code": "$code",
    "message": "$message",
    "details": "$details?",
}


ERROR_SLOTS = frozenset(("code", "message", "status", "details", "request_id"))


def _whole(low: int, high: int) -> tuple[Callable[[Any], bool], str]:
    def fits(value: Any) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high

    return fits, f"a whole number from {low} to {high}"


def _text(pattern: str, meaning: str) -> tuple[Callable[[Any], bool], str]:
    def fits(value: Any) -> bool:
        return isinstance(value, str | float) and re.fullmatch(pattern, str(value)) is not None

    return fits, meaning


def _is_error_body(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(isinstance(k, str) and _is_error_body(v) for k, v in value.items())
    is_slot = isinstance(value, str) and value.startswith("$")
    return not is_slot or value[1:].removesuffix("?") in ERROR_SLOTS


def _is_choice(value: Any) -> bool:
    return (
        isinstance(value, Mapping)
        and set(value) == {"behaviour"}
        and isinstance(value["behaviour"], str)
    )


_VALUES: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "error_body": (
        lambda value: isinstance(value, Mapping) and _is_error_body(value),
        f"a mapping with the slots {', '.join('$' + slot for slot in sorted(ERROR_SLOTS))}",
    ),
    "database": _text("postgresql|mysql|sqlite|mongodb", "a database server"),
    "envelope": (
        lambda value: isinstance(value, list | tuple) and all(isinstance(k, str) for k in value),
        "a list of keys",
    ),
    "api_prefix": _text(r"(/[A-Za-z0-9][A-Za-z0-9_.-]*)+", "a path such as /api/v1"),
    "validation_status": _whole(400, 499),
    "page_size": _whole(1, 1000),
    "page_size_max": _whole(1, 1000),
    "python": _text(r"3\.1[1-9]", "a version such as 3.12"),
    "docker_base": _text(r"[A-Za-z0-9][A-Za-z0-9_./:@-]*", "the name of an image"),
    "foreign_keys": (lambda value: isinstance(value, bool), "true or false"),
    "soft_delete": (lambda value: isinstance(value, bool), "true or false"),
    "primary_key": _text("id|entity_id", "id or entity_id"),
    "line_length": _whole(60, 320),
    "operations": (
        lambda value: isinstance(value, Mapping) and all(map(_is_choice, value.values())),
        "a mapping of operationId to {behaviour: name}",
    ),
    "docstrings": _text("google|numpy|sphinx", "google, numpy or sphinx"),
}


def check_override(key: str, value: Any) -> None:
    """Refuse a value that a decision of `agentgen.yaml` can't have.

    Raises:
        ValueError: telling which values there are.
    """
    fits, meaning = _VALUES.get(key, (lambda _: True, ""))
    if not fits(value):
        raise ValueError(f"{key} is {value!r}, and must be {meaning}")


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of a project. Field names are the keys of `Policy.decisions`.

    Attributes:
        error_body: the JSON shape of every error. Strings that begin with `$` are slots: `$code`
            (UPPER_SNAKE string), `$message`, `$status` (the HTTP status as integer), `$details`
            (list or object), `$request_id`; a trailing `?` marks a key left out when empty. All
            other values are literal.
        api_prefix: path that every route begins with; None when the specs do not say.
        envelope: keys of the envelope around successful answers. It is recorded and compared;
            what a contract says of its answers wins.
        database: `postgresql`, `mysql`, `sqlite` or `mongodb`, where a spec names one. It is
            recorded and compared: the generated code runs on SQLite and on PostgreSQL.
        validation_status: status of a request that fails validation.
        page_size, page_size_max: items a page, by default and at most.
        python: Python version for CI and the image (`3.12`).
        docker_base: base image of the backend.
        foreign_keys: `petId` in an order has to name a pet that exists.
        soft_delete: deletes set `deleted_at` instead of removing the row.
        primary_key: `id`, or `entity_id` for columns named after their table.
        docstrings: `google`, `numpy` or `sphinx`.
        operations: operationId -> {behaviour: name}; see `plan.overrides`.
    """

    layout: Layout = Layout.FEATURES
    orm: Orm = Orm.SQLALCHEMY
    logging: Logging = Logging.STRUCTLOG
    error_body: Mapping[str, Any] = field(default_factory=lambda: dict(DEFAULT_ERROR_BODY))
    api_prefix: str | None = None
    envelope: tuple[str, ...] = ()
    database: str = ""
    validation_status: int = 422
    page_size: int = 20
    page_size_max: int = 100
    python: str = "3.12"
    docker_base: str = ""
    foreign_keys: bool = True
    soft_delete: bool = False
    primary_key: str = "id"
    line_length: int = 88
    docstrings: str = "google"
    operations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, policy: Policy, overrides: Mapping[str, Any] | None = None) -> "Decisions":
        """Resolve: overrides of `agentgen.yaml`, then the policy, then the defaults.

        Values of enum fields may be given as their text. Unknown keys are ignored here; the
        reader of `agentgen.yaml` reports them.
        """
        known = {f.name for f in fields(cls)}
        values = {k: d.value for k, d in policy.decisions.items() if k in known}
        values.update({k: v for k, v in (overrides or {}).items() if k in known})
        for key, kind in (("layout", Layout), ("orm", Orm), ("logging", Logging)):
            if key in values:
                values[key] = kind(values[key])
        return cls(**values)
