"""Rendering of a module whose imports follow from the names it uses."""

import re
from collections.abc import Mapping
from typing import Any

from agentgen.emit.frontend import literals as ts
from agentgen.emit.render import render

FOLDER = "frontend/src/features/feature"
_STRINGS = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|//[^\n]*|/\*.*?\*/""", re.DOTALL)
_TEMPLATES = re.compile(r"`[^`]*`")
_HOLES = re.compile(r"\$\{([^}]*)\}")
_NAMES = re.compile(r"(?<![\w$.])(?:\.\.\.)?([A-Za-z_$][\w$]*)(?!\??:)(?![\w$])")

_VALUES = {
    "react-router": "Link useNavigate",
    "zod": "z",
    "../../../components/DeleteButton": "DeleteButton",
    "../../../components/EditPage": "EditPage",
    "../../../components/FindPage": "FindPage",
    "../../../components/FormPage": "FormPage",
    "../../../components/LinkButton": "LinkButton",
    "../../../components/PageHeader": "PageHeader",
    "../../../components/RelatedLinks": "RelatedLinks",
    "../../../components/ResourceDetail": "ResourceDetail",
    "../../../components/ResourceForm": "ResourceForm",
    "../../../components/ResourceList": "ResourceList",
    "../../../lib/signedIn": "keepToken useSignedIn",
    "../../../lib/fields": "emptyValues toRecord",
    "../../../lib/hooks": "useParam",
    "../../../lib/notice": "useLeave",
    "../../../lib/listState": "useListState",
    "../../../lib/paths": "countAt itemsAt recordAt segment valueAt wrap",
    "../../../lib/schema": (
        "choice file instant json lines nullable numeric optional pattern required"
    ),
}
_TYPES = {
    "../../../components/DataTable": "Column",
    "../../../lib/fields": "FieldSpec FormValues",
    "../../../lib/listState": "FilterField PagingSpec",
}
_TEST_VALUES = {
    **dict.fromkeys(("screen", "waitFor"), "@testing-library/react"),
    **dict.fromkeys(("beforeEach", "describe", "expect", "it"), "vitest"),
    **dict.fromkeys(("fillForm", "press", "renderApp"), "../../../test/render"),
    **dict.fromkeys(("getToken", "setToken"), "../../../api/session"),
    "answer": "../../../test/server",
}


def module(
    template: str,
    view: Mapping[str, Any],
    values: Mapping[str, str] | None = None,
    types: Mapping[str, str] | None = None,
) -> str:
    """Render a template of a feature; `values` and `types` map further names to their modules."""
    mark = "\0imports"
    if ".test." in template:
        values = {**_TEST_VALUES, **(values or {})}
    text = render(f"{FOLDER}/{template}", {**view, "imports": mark})
    used = names_used(text)
    lines = _lines(used, values or {}, types or {})
    return text.replace(mark, "\n".join(lines))


def names_used(text: str) -> set[str]:
    """Identifiers that a piece of TypeScript refers to: no properties, strings or comments."""
    bare = _TEMPLATES.sub(lambda found: " ".join(_HOLES.findall(found[0])), text)
    return set(_NAMES.findall(_STRINGS.sub("", bare)))


def _lines(used: set[str], values: Mapping[str, str], types: Mapping[str, str]) -> list[str]:
    found: dict[tuple[str, bool], list[str]] = {}
    for table, is_type in ((_VALUES, False), (_TYPES, True)):
        for source, names in table.items():
            wanted = [name for name in names.split() if name in used]
            if wanted:
                found.setdefault((source, is_type), []).extend(wanted)
    for extra, is_type in ((values, False), (types, True)):
        for name, source in extra.items():
            if name in used:
                found.setdefault((source, is_type), []).append(name)
    return _blocks(found)


def _blocks(found: Mapping[tuple[str, bool], list[str]]) -> list[str]:
    packages: list[str] = []
    own: list[str] = []
    for source in sorted({source for source, _ in found}, key=_order):
        values, types = found.get((source, False), []), found.get((source, True), [])
        line = ts.import_line(values, source, types)
        (own if source.startswith(".") else packages).append(line)
    return [*packages, *([""] if packages and own else []), *own]


def _order(source: str) -> tuple[int, str]:
    return -source.count("../"), source
