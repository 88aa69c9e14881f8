"""Blueprint to the files of `frontend/`."""

import html
from dataclasses import replace
from typing import Any

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.account_pages import (
    ACCOUNT_KINDS,
    account_modules,
    account_plan,
    needs_token_page,
)
from agentgen.emit.frontend.account_tests import account_test_view
from agentgen.emit.frontend.endpoint_tests import endpoint_test_views
from agentgen.emit.frontend.endpoints import endpoint_view
from agentgen.emit.frontend.frame import Module
from agentgen.emit.frontend.modules import FOLDER, module
from agentgen.emit.frontend.pages import screen_modules
from agentgen.emit.frontend.screens import Screen, item_pages, screens
from agentgen.emit.frontend.security import error_paths, scheme_views
from agentgen.emit.frontend.site import Site
from agentgen.emit.render import copy_verbatim, render
from agentgen.ir.blueprint import AuthKind, BehaviourKind, Blueprint, FeatureSlice, OperationPlan
from agentgen.tree import SourceTree

_ROOT = "frontend"
_TOKEN_ONLY = ("src/app/TokenSignInPage.tsx", "src/app/TokenSignInPage.test.tsx")


def emit_frontend(blueprint: Blueprint) -> SourceTree:
    """The frontend of a product; all paths begin with `frontend/`."""
    bare = screens(Site(blueprint))
    site = Site(blueprint, item_pages(bare))
    shown = [replace(screen, site=site) for screen in bare]
    tree = SourceTree()
    _copy(tree, site)
    for path, view in _shared_views(site).items():
        tree.add(f"{_ROOT}/{path}", render(f"{_ROOT}/{path}.jinja", view))
    entries = [_emit_feature(tree, site, feature, shown) for feature in blueprint.features]
    features = ts.value([entry for entry in entries if entry["pages"]])
    tree.add(f"{_ROOT}/src/app/features.ts", _app("features.ts", {"features": features}))
    tree.add(f"{_ROOT}/src/app/routes.tsx", _app("routes.tsx", _routes_view(site)))
    return tree


def _app(name: str, view: dict[str, Any]) -> str:
    return render(f"{_ROOT}/src/app/{name}.jinja", view)


def _copy(tree: SourceTree, site: Site) -> None:
    token_page = needs_token_page(site)

    def place(path: str) -> str | None:
        return None if path in _TOKEN_ONLY and not token_page else f"{_ROOT}/{path}"

    copy_verbatim(tree, _ROOT, place)


def _shared_views(site: Site) -> dict[str, dict[str, Any]]:
    blueprint = site.blueprint
    title = ts.one_line(blueprint.title, 80) or blueprint.name
    return {
        "package.json": {"package_name": ts.string(f"{ts.kebab(blueprint.name, 'app')}-frontend")},
        "index.html": {"title": html.escape(title)},
        "vite.config.ts": {
            "assets_dir": ts.string(_assets(blueprint)),
            "proxied": [ts.string(path) for path in _proxied(blueprint)],
        },
        "src/api/config.ts": {
            "title": ts.string(title),
            "description": ts.string(ts.first_paragraph(blueprint.api.description, 300)),
            "api_base": ts.string(blueprint.prefix.rstrip("/")),
            "page_base": ts.string(page_base(blueprint)),
            "sign_in": ts.value(blueprint.auth.kind is not AuthKind.NONE),
            "register": ts.value(account_plan(site, BehaviourKind.REGISTER) is not None),
            "account": ts.value(account_plan(site, BehaviourKind.READ_ME) is not None),
            **error_paths(blueprint.decisions.error_body),
        },
        "src/api/credentials.ts": {"schemes": scheme_views(blueprint)},
        "src/api/types.ts": {"types": site.types.declarations()},
    }


def _first_segments(blueprint: Blueprint) -> list[str]:
    segments = (plan.operation.path.strip("/").split("/")[0] for plan in blueprint.operations)
    return sorted({segment for segment in segments if segment and "{" not in segment})


def _assets(blueprint: Blueprint) -> str:
    return ts.unique("assets", _first_segments(blueprint))


def _proxied(blueprint: Blueprint) -> list[str]:
    prefix = blueprint.prefix.rstrip("/")
    return [prefix] if prefix else [f"/{segment}" for segment in _first_segments(blueprint)]


def page_base(blueprint: Blueprint) -> str:
    """Path that all pages begin with: the root, unless the API itself lives there."""
    if blueprint.prefix.strip("/"):
        return "/"
    return "/" + ts.unique("ui", _first_segments(blueprint))


def _routes_view(site: Site) -> dict[str, Any]:
    return {
        "token_page": needs_token_page(site),
        "features": [
            {
                "routes": f"{ts.camel(folder, 'feature')}Routes",
                "module": ts.string(f"../features/{folder}/routes"),
            }
            for folder in site.folders.values()
        ],
    }


def _emit_feature(
    tree: SourceTree, site: Site, feature: FeatureSlice, shown: list[Screen]
) -> dict[str, Any]:
    """Emit one feature; returns its entry in the navigation."""
    folder = site.folders[feature.slug]
    base = f"{_ROOT}/src/features/{folder}"
    for plan in feature.operations:
        text = render(f"{FOLDER}/api/endpoint.ts.jinja", endpoint_view(site, plan))
        tree.add(f"{base}/api/{site.function(plan)}.ts", text)
    for name, view in endpoint_test_views(site, feature):
        tree.add(f"{base}/api/{name}", render(f"{FOLDER}/api/endpoints.test.ts.jinja", view))
    own = [screen for screen in shown if screen.folder == folder]
    modules = [m for screen in own for m in screen_modules(screen, _children(screen, shown))]
    links = [{"to": entry, "title": title} for screen in own for entry, title in _entries(screen)]
    modules += account_modules(site, folder)
    tested = account_test_view(site, folder)
    if tested is not None:
        text = module("pages/account.test.tsx.jinja", tested)
        modules.append(Module("pages/Account.test.tsx", text))
    others = _other_operations(site, feature, shown)
    if others:
        modules += _operations_page(site, feature, others)
        links.append({"to": f"/operations/{folder}", "title": "Other operations"})
    for part in modules:
        tree.add(f"{base}/{part.path}", part.text)
    tree.add(f"{base}/routes.tsx", _feature_routes(folder, modules))
    return {"title": ts.one_line(feature.title, 60), "pages": links}


def _entries(screen: Screen) -> list[tuple[str, str]]:
    if screen.lists:
        return [("/" + page.entry.strip("/"), page.title) for page in screen.lists]
    if not screen.has_item and not screen.base:
        return [(f"{screen.entry}/new", f"New {screen.entity.title.lower()}")]
    title = screen.entity.title_plural if screen.key else screen.entity.title
    return [(screen.entry, title)]


def _children(screen: Screen, shown: list[Screen]) -> list[Screen]:
    """Screens whose lists, or new records, hang below the items of `screen`."""
    if not screen.read:
        return []
    depth = len(screen.item)
    return [
        child
        for child in shown
        if len(child.base) == depth
        and child.base[-1:]
        and child.base[-1].parent == screen.entity.name
        and (child.lists or child.create)
    ]


def _other_operations(
    site: Site, feature: FeatureSlice, shown: list[Screen]
) -> list[OperationPlan]:
    paged = {plan.operation.id for screen in shown for plan in screen.plans}
    accounts = (account_plan(site, kind) for kind in ACCOUNT_KINDS)
    paged |= {plan.operation.id for plan in accounts if plan is not None}
    return [plan for plan in feature.operations if plan.operation.id not in paged]


def _operations_page(site: Site, feature: FeatureSlice, plans: list[OperationPlan]) -> list[Module]:
    rows = [
        {
            "method": plan.operation.method.upper(),
            "path": plan.operation.path,
            "summary": ts.one_line(plan.operation.summary or plan.operation.operation_id, 120),
            "implemented": plan.behaviour is not BehaviourKind.STUB,
        }
        for plan in plans
    ]
    view = {
        "operations": ts.value(rows),
        "title": ts.jsx_attribute(f"{feature.title}: other operations"),
        "description": ts.jsx_attribute("Operations without a page of their own."),
    }
    text = render(f"{FOLDER}/pages/OperationsPage.tsx.jinja", view)
    route = f"operations/{site.folders[feature.slug]}"
    summary = " ".join(rows[0]["path"].split()) if isinstance(rows[0]["path"], str) else ""
    tested = {"page": ts.string(f"/{route}"), "count": len(rows), "text": ts.string(summary)}
    test = render(f"{FOLDER}/pages/OperationsPage.test.tsx.jinja", tested)
    return [
        Module("pages/OperationsPage.tsx", text, "OperationsPage", route),
        Module("pages/OperationsPage.test.tsx", test),
    ]


def _feature_routes(folder: str, modules: list[Module]) -> str:
    pages = [
        {
            "component": page.component,
            "module": ts.string(f"./pages/{page.component}"),
            "path": ts.string(page.route),
        }
        for page in modules
        if page.component
    ]
    view = {"pages": pages, "name": f"{ts.camel(folder, 'feature')}Routes"}
    return render(f"{FOLDER}/routes.tsx.jinja", view)
