"""Routes for a role check the role, and the roles that a spec names are declared."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.matching import unversioned
from agentgen.codebase.model import ClassFact, PythonFile, Route
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, listed, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Rule

_LISTED = re.compile(r"\b(?:rbac|roles?|access(?: control)?|permissions?)\b[^().;]{0,30}(?:\(|: )")


def _roles(text: str) -> Params:
    """The roles that stand in brackets or after a colon behind the word."""
    at = _LISTED.search(text)
    found = listed(text[at.start() :]) if at else ()
    return {"roles": found} if found and all(len(one.split()) < 3 for one in found) else {}


phrases = demanded(
    r"\brbac\b|\brole[- ]based access(?: control)?\b"
    r"|\brequires? (?:the |an? )?(?:\w+ )?role\b|\bpermissions? by role\b"
    r"|\broles? and permissions\b|^(?:user )?roles: \w+, ",
    _roles,
)

_CHECK = re.compile(
    r"role|permission|admin|scope|staff|superuser|privilege|rbac|policy|allow|grant|owner|\bcan_"
    r"|security\b|authori[sz]e",
    re.IGNORECASE,
)
_PRIVILEGED = ("admin", "administrator", "administration", "superuser", "backoffice", "moderation")
_EVERYBODY = frozenset(("user", "users", "guest", "guests", "member", "customer", "anonymous"))
_SETS = re.compile(r"(?:^|_)roles?$|^[A-Z]\w*Roles?$", re.IGNORECASE)
_ENUMS = re.compile(r"(?:^|\.)(?:Str|Int)?(?:Enum|Flag)$|TextChoices$")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at routes that a role is named in, and at enumerations of roles."""
    asked = [name for name in params.get("roles", ()) if name not in _EVERYBODY]
    areas = {*_PRIVILEGED, *(f"{name}s" for name in asked), *asked}
    found, examined = list[Found](), 0
    for route in codebase.http_routes:
        if not _is_for(route, areas):
            continue
        examined += 1
        if not any(_CHECK.search(name) for name in route.guards) and not _checked(codebase, route):
            found.append(Found(route.place.path, route.place.line, f"`{route}` checks no role"))
    for path, file, item in _declared(codebase):
        examined += 1
        values = {item_value.casefold() for item_value in _values(file, item)}
        for name in params.get("roles", ()):
            if name.replace(" ", "_").casefold() not in values:
                found.append(Found(path, item.line, f"`{item.name}` leaves out the role {name}"))
    return found, examined


def _is_for(route: Route, areas: Iterable[str]) -> bool:
    """True when a segment of the path, or the first word of the handler, is the area of a role."""
    path = unversioned(route.path).casefold()
    segments = {s for s in path.split("/") if s and not s.startswith("{")}
    handler = route.handler.rsplit(".", 1)[-1].casefold().split("_")
    return bool(segments & set(areas)) or handler[0] in _PRIVILEGED


def _checked(codebase: Codebase, route: Route) -> bool:
    """True when the handler itself calls a check."""
    file = codebase.python.get(route.place.path)
    name = route.handler.rsplit(".", 1)[-1]
    return file is not None and any(
        u.function.rsplit(".", 1)[-1] == name and _CHECK.search(u.name.rsplit(".", 1)[-1])
        for u in file.uses
    )


def _declared(codebase: Codebase) -> Iterator[tuple[str, PythonFile, ClassFact]]:
    for path, file in lookup.product_python(codebase):
        for item in file.classes:
            if _SETS.search(item.name) and any(_ENUMS.search(b) for b in item.bases):
                yield path, file, item


def _values(file: PythonFile, item: ClassFact) -> Iterator[str]:
    """Names and values of an enumeration's members."""
    for field in file.fields:
        if field.owner == item.qualname:
            yield field.name
            yield field.value.strip("'\"")


_APP = "from fastapi import Depends, FastAPI\napp = FastAPI()\n"
_ROLE = "from enum import StrEnum\nclass Role(StrEnum):\n    ADMIN = 'admin'\n"

RULE = Rule(
    id="role-based-access",
    title="Roles decide who may do what",
    help="make the route depend on a check of the role, and declare every role",
    what="routes for a role, and sets of roles",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "a.py": _APP + "@app.delete('/admin/users/{i}', "
                "dependencies=[Depends(require_role('admin'))])\ndef a(i: int): ...\n"
                "@app.get('/users')\ndef b(): ...\n"
            },
            {"roles": ("admin", "user")},
        ),
        Example({"a.py": _ROLE + "    EDITOR = 'editor'\n"}, {"roles": ("admin", "editor")}),
        Example(
            {
                "a.py": _APP + "@app.post('/admin/jobs')\ndef a(user: CurrentUser):\n"
                "    ensure_permission(user, 'jobs')\n"
            }
        ),
    ),
    invalid=(
        Example({"a.py": _APP + "@app.delete('/admin/users/{i}')\ndef a(i: int): ...\n"}),
        Example(
            {
                "a.py": _APP + "@app.get('/api/v1/editors/drafts')\n"
                "def a(user=Depends(current_user)): ...\n"
            },
            {"roles": ("editor", "guest")},
        ),
        Example({"a.py": _ROLE}, {"roles": ("admin", "editor")}),
        Example({"a.py": _APP + "@app.post('/reindex')\ndef admin_reindex(): ...\n"}),
    ),
    prose={
        "RBAC: role-based access control (admin, user, guest)": {
            "roles": ("admin", "user", "guest")
        },
        "Implement role-based access with roles: editor, viewer": {"roles": ("editor", "viewer")},
        "Integrate OAuth tokens (Google, GitHub) and platform RBAC": {},
        "Enforce platform RBAC": {},
        "Admin endpoints require the admin role": {},
        "Roles: owner, editor, viewer": {"roles": ("owner", "editor", "viewer")},
    },
    not_prose=("Roles are optional", "Avoid RBAC", "The role of tests"),
    keywords=words("rbac role permission"),
    status=Status.HEURISTIC,
    combine=union,
    params={"roles": Param(ParamKind.WORDS, "the roles there are")},
)
