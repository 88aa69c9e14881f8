"""Operations that a contract opens to everybody."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from agentgen.codebase import Codebase
from agentgen.codebase.contract_document import base_path, read_contract
from agentgen.codebase.fastapi_facts import METHODS
from agentgen.codebase.matching import template, unversioned

_CONTRACT = re.compile(r"(?:^|/)(?:openapi|swagger)[\w.-]*\.(?:ya?ml|json)$")


def open_operations(codebase: Codebase) -> set[tuple[str, str]]:
    """Method and path template, without version, of operations that ask for no security.

    A document that asks for security nowhere decides nothing: it may just not speak of it.
    """
    found: set[tuple[str, str]] = set()
    for path, text in codebase.texts.items():
        document = read_contract(text) if _CONTRACT.search(path) else None
        operations = list(_operations(document or {}))
        if any(secured for _, _, secured in operations):
            found |= {(method, where) for method, where, secured in operations if not secured}
    return found


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """Method, path template and whether credentials are asked for."""
    paths = document.get("paths")
    base = base_path(document)
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for method, operation in item.items() if isinstance(item, dict) else ():
            if method in METHODS and isinstance(operation, dict):
                asked = operation.get("security", document.get("security"))
                secured = isinstance(asked, list) and bool(asked) and {} not in asked
                for where in {unversioned(str(path)), unversioned(base + str(path))}:
                    yield method.upper(), template(where), secured
