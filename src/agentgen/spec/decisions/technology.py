"""Decisions that name a library or a convention: ORM, logging, docstrings, deletes, keys."""

import re

from agentgen.ir.policy import Modality, Statement
from agentgen.spec.decisions.base import Decider, Found, affirmed, is_pointer, one_of

_ORMS = {"sqlmodel": r"\bsqlmodel\b(?![./])", "sqlalchemy": r"\bsqlalchemy\b"}
_LOGGERS = {
    "structlog": r"\bstructlog\b",
    "loguru": r"\bloguru\b",
    "stdlib": r"\b(?:std-?lib|standard library|built-?in|python'?s?(?: own)?) `?logging\b|"
    r"`logging` (?:module|library)",
}
_DOCSTRINGS = {
    "google": r"\bgoogle\b",
    "numpy": r"\bnumpy\b",
    "sphinx": r"\b(?:sphinx|rest|restructuredtext)\b",
}
_SOFT = re.compile(r"\bsoft(?:ly)?[- ]delet\w*|\bdelet(?:es|ions?) (?:are|is|must be) soft\b", re.I)
_HARD = r"\bhard[- ]delet\w*"
_FOREIGN = re.compile(r"\bforeign[- ]keys?\b|\breferential integrity\b", re.I)
_WITHOUT = re.compile(
    r"\b(?:no|without|avoid|instead of|rather than|don'?t use) (?:\w+ ){0,2}"
    r"(?:foreign[- ]keys?|referential integrity)",
    re.I,
)
_ENFORCED = re.compile(
    r"\b(?:enforce|declare|define|use|need|require|have|proper|protect)\w*\b"
    r"(?![^.;]*\bindex\w* (?:on|for|of)\b)",
    re.I,
)
_ENTITY_KEY = re.compile(
    r"\bentity[- ]specific primary keys?\b"
    r"|\bprimary keys?\b[^.;]*\{(?:entity|table|model|resource|singular)(?:_name)?\}_id",
    re.I,
)
_PLAIN_KEY = re.compile(
    r"\bprimary keys?\b[^.;]{0,40}\b(?:named|called|column is|is|are|:)\s*(?:always )?`id`(?!\w)",
    re.I,
)


_KEY_COLUMN = {
    "entity_id": re.compile(
        r"\b(?!id\b)\w+_id[`\"]?\s+\w+(?:\(\d+\))?[^,\n]*\bPRIMARY KEY\b", re.I
    ),
    "id": re.compile(r"(?<![\w.])[`\"]?id[`\"]?\s+\w+(?:\(\d+\))?[^,\n]*\bPRIMARY KEY\b", re.I),
}


def _orm(statement: Statement) -> Found | None:
    if statement.modality is Modality.EXAMPLE or is_pointer(statement):
        return None
    if affirmed(statement, _ORMS["sqlmodel"]):
        ambiguous = re.search(
            r"sqlmodel\W{1,3}(?:or|/)\W{1,3}sqlalchemy|sqlalchemy\W{1,3}(?:or|/)\W{1,3}sqlmodel",
            statement.text,
            re.I,
        )
        return None if ambiguous else Found("sqlmodel")
    return Found("sqlalchemy") if affirmed(statement, _ORMS["sqlalchemy"]) else None


def _logging(statement: Statement) -> Found | None:
    if statement.modality is Modality.EXAMPLE or is_pointer(statement):
        return None
    value = one_of(statement, _LOGGERS)
    return Found(value) if value else None


def _docstrings(statement: Statement) -> Found | None:
    if statement.modality is Modality.EXAMPLE or not re.search(r"docstring", statement.text, re.I):
        return None
    styles = [
        (statement.text.lower().find(name[:4]), name)
        for name, names in _DOCSTRINGS.items()
        if affirmed(statement, names)
    ]
    return Found(min(styles)[1]) if styles else None


def _soft_delete(statement: Statement) -> Found | None:
    text = statement.text
    if statement.modality is Modality.EXAMPLE or is_pointer(statement):
        return None
    if not _SOFT.search(text):
        only_hard = re.search(rf"\b(?:only|always)\b[^.;]*{_HARD}|{_HARD}\w* only", text, re.I)
        return Found(False) if only_hard and statement.modality is not Modality.NEVER else None
    preferred_hard = re.search(rf"{_HARD}[^.;]*\b(?:over|instead of|rather than|not)\b", text, re.I)
    return Found(affirmed(statement, _SOFT.pattern) and not preferred_hard)


def _foreign_keys(statement: Statement) -> Found | None:
    if statement.modality is Modality.EXAMPLE or not _FOREIGN.search(statement.text):
        return None
    if _WITHOUT.search(statement.text) or statement.modality is Modality.NEVER:
        return Found(False)
    return Found(True) if _ENFORCED.search(statement.text) else None


def _primary_key(statement: Statement) -> Found | None:
    if statement.modality is Modality.NEVER:
        return None
    if statement.modality is Modality.EXAMPLE:
        return _key_in_code(statement.text)
    if _ENTITY_KEY.search(statement.text):
        negated = re.search(
            r"\b(?:no|not|without|avoid)\W+entity[- ]specific", statement.text, re.I
        )
        return None if negated else Found("entity_id")
    return Found("id") if _PLAIN_KEY.search(statement.text) else None


def _key_in_code(text: str) -> Found | None:
    """The key of the tables in DDL, or of the models that queries compare by."""
    if "primary key" not in text.lower():
        return None
    entity, plain = (_KEY_COLUMN[name].search(text) for name in ("entity_id", "id"))
    if bool(entity) == bool(plain):
        return None
    return Found("entity_id" if entity else "id")


DECIDERS = (
    Decider("orm", _orm, structural=True, keywords=("sqlalchemy", "sqlmodel")),
    Decider(
        "logging",
        _logging,
        structural=True,
        needs=((frozenset({"structlog", "loguru", "logging"}),),),
    ),
    Decider("docstrings", _docstrings, keywords=("docstring",)),
    Decider(
        "soft_delete",
        _soft_delete,
        stricter=lambda one, other: one or other,
        keywords=("soft", "hard"),
    ),
    Decider("foreign_keys", _foreign_keys, keywords=("foreign", "referential")),
    Decider("primary_key", _primary_key, keywords=("primary", "entity")),
)
