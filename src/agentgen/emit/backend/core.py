"""The modules that all features share."""

from typing import Any

from agentgen.emit.backend.column_names import db_name
from agentgen.emit.backend.errors import error_expression
from agentgen.emit.backend.layout import Places, dotted
from agentgen.emit.backend.literals import comment, literal, long_literal
from agentgen.emit.backend.operations import asks_viewer
from agentgen.emit.backend.queries import separator
from agentgen.emit.backend.records import python_type
from agentgen.emit.backend.served import served_text
from agentgen.emit.backend.values import Values
from agentgen.emit.render import render
from agentgen.ir.api import SecurityScheme
from agentgen.ir.blueprint import (
    FILE_KINDS,
    AuthKind,
    BehaviourKind,
    Blueprint,
    HeaderFill,
    Match,
    PagingStyle,
    Shows,
    Source,
)
from agentgen.tree import SourceTree

ALWAYS = (
    "config", "types", "schemas", "database", "paging", "repository", "errors", "middleware",
    "health", "openapi", "negotiation", "pages",
)  # fmt: skip


def add_core(tree: SourceTree, blueprint: Blueprint, places: Places) -> None:
    """Add the shared modules and the application module."""
    view = core_view(blueprint, places)
    for name in ALWAYS:
        tree.add(places.core(name), render(f"backend/core/{name}.py.jinja", view))
    logging = f"backend/core/logging_{blueprint.decisions.logging}.py.jinja"
    tree.add(places.core("logging"), render(logging, view))
    if view["auth"]:
        tree.add(places.core("auth"), render("backend/core/auth.py.jinja", view))
        tree.add(places.core("token_command"), render("backend/core/token_command.py.jinja", view))
    if blueprint.auth.kind is AuthKind.ACCOUNTS:
        tree.add(places.core("passwords"), render("backend/core/passwords.py", view))
    if any(c.source is Source.SLUG for e in blueprint.entities.values() for c in e.columns):
        tree.add(places.core("slugs"), render("backend/core/slugs.py", view))
    if view["links"]:
        tree.add(places.core("links"), render("backend/core/links.py.jinja", view))
    for name in ("files", "uploads") if view["has_files"] else ():
        tree.add(places.core(name), render(f"backend/core/{name}.py.jinja", view))
    if view["seeds"]:
        tree.add(places.core("seed"), render("backend/core/seed.py.jinja", view))
    tree.add(places.served_contract, served_text(blueprint))
    tree.add(places.routes, render("backend/core/routes.py.jinja", view))
    tree.add(places.main, render("backend/core/main.py.jinja", view))


def core_view(blueprint: Blueprint, places: Places) -> dict[str, Any]:
    """What the shared templates may name."""
    decisions = blueprint.decisions
    shape = decisions.error_body
    return {
        "m": places.modules,
        "prefix": literal(blueprint.prefix),
        "auth": blueprint.auth.kind is not AuthKind.NONE,
        "accounts": blueprint.auth.kind is AuthKind.ACCOUNTS,
        "orm": str(decisions.orm),
        "validation_status": decisions.validation_status,
        "error_expression": error_expression(shape),
        "compresses": blueprint.policy.setting("compression") is not None,
        "names_request": "$request_id" in str(shape),
        "title": literal(blueprint.title),
        "version": literal(blueprint.api.version),
        "description": long_literal(comment(blueprint.api.description, 300)),
        "schemes": _schemes(blueprint),
        "scopes": _scopes(blueprint),
        "user_key": core_user_key(blueprint),
        "links": any(e.link for e in blueprint.entities.values()),
        "has_page_links": _links_pages(blueprint),
        "revoked": _revoked(blueprint),
        "has_files": any(p.behaviour in FILE_KINDS for p in blueprint.operations),
        "has_cursors": any(p.paging.style is PagingStyle.CURSOR for p in blueprint.operations),
        "has_singletons": any(e.single for e in blueprint.entities.values()),
        "has_lazy": any(e.lazy for e in blueprint.entities.values()),
        "has_values": any(p.behaviour is BehaviourKind.VALUES for p in blueprint.operations),
        "has_named": any(
            f.match is Match.CONTAINS_NAMED for p in blueprint.operations for f in p.filters
        ),
        "soft_delete": any(
            e.soft_delete and c.unique and not c.primary
            for e in blueprint.entities.values()
            for c in e.columns
        ),
        "has_viewers": any(asks_viewer(blueprint, p) for p in blueprint.operations),
        "counts_made": any(
            d.shows is Shows.MADE for e in blueprint.entities.values() for d in e.derived
        ),
        "has_separated": any(
            separator(blueprint, p) for o in blueprint.operations for p in o.operation.parameters
        ),
        "seeds": _seeds(blueprint, places),
        "features": [
            {"slug": f.slug, "router_module": dotted(places.feature("router", f.slug))}
            for f in blueprint.features
        ],
    }


def _links_pages(blueprint: Blueprint) -> bool:
    fills = (fill for p in blueprint.operations for _, fill in p.headers)
    return any(fill is HeaderFill.LINKS for fill in fills)


def _revoked(blueprint: Blueprint) -> tuple[str, str] | None:
    """Table and column of the tokens whose sessions were ended, as literals."""
    ends = (p for p in blueprint.operations if p.behaviour is BehaviourKind.LOGOUT)
    plan = next(ends, None)
    if plan is None:
        return None
    entity = blueprint.entities[plan.entity]
    return literal(entity.table), literal(db_name(blueprint, entity, entity.primary))


def _seeds(blueprint: Blueprint, places: Places) -> list[dict[str, Any]]:
    """Example records as Python source, by entity."""
    values = Values(blueprint.api)
    found: list[dict[str, Any]] = []
    for entity in blueprint.entities.values():
        columns = {c.wire: c for c in entity.columns if c.wire}
        rows = [
            [
                (columns[w].name, values.python(columns[w], value))
                for w, value in example.items()
                if w in columns and value is not None
            ]
            for example in entity.examples
        ]
        if rows:
            module = dotted(places.feature("models", entity.feature))
            found.append(
                {
                    "plural": entity.plural,
                    "title": entity.title_plural.lower(),
                    "record": f"{entity.name}Record",
                    "module": module,
                    "rows": rows,
                }
            )
    return found


def _schemes(blueprint: Blueprint) -> str:
    schemes = blueprint.api.security_schemes.values()
    return literal({s.name: _scheme(s) for s in schemes})


def _scheme(scheme: SecurityScheme) -> dict[str, Any]:
    """A security scheme as the served document describes it."""
    described: dict[str, Any] = {"type": scheme.kind}
    if scheme.kind == "apiKey":
        return described | {"in": scheme.location, "name": scheme.parameter}
    if scheme.kind == "http":
        return described | {"scheme": scheme.http_scheme}
    if scheme.kind in ("oauth2", "openIdConnect"):
        return {"type": "http", "scheme": "bearer"}
    return described


def _scopes(blueprint: Blueprint) -> str:
    found: dict[str, None] = {}
    for operation in blueprint.api.operations:
        for alternative in operation.security:
            for requirement in alternative:
                found.update(dict.fromkeys(requirement.scopes))
    return "(" + "".join(f"{literal(scope)}, " for scope in found) + ")"


def core_user_key(blueprint: Blueprint) -> str:
    """Python type of an account's primary key; empty when there are no accounts."""
    if blueprint.auth.kind is not AuthKind.ACCOUNTS:
        return ""
    user = blueprint.entities[blueprint.auth.user]
    return python_type(next(c for c in user.columns if c.primary))
