"""The pages of an account: signing in, registering, seeing and changing oneself."""

from collections.abc import Iterator
from typing import Any

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.columns import detail_columns
from agentgen.emit.frontend.fields import form_fields
from agentgen.emit.frontend.form_pages import body_view, form_module
from agentgen.emit.frontend.frame import Module
from agentgen.emit.frontend.inputs import needs_input
from agentgen.emit.frontend.modules import module
from agentgen.emit.frontend.record_pages import heading_wire
from agentgen.emit.frontend.site import Site
from agentgen.ir.blueprint import AuthKind, BehaviourKind, OperationPlan

_TITLES = {BehaviourKind.LOGIN: "Sign in", BehaviourKind.REGISTER: "Register"}
_STEMS = {
    BehaviourKind.LOGIN: "signIn",
    BehaviourKind.REGISTER: "register",
    BehaviourKind.READ_ME: "account",
    BehaviourKind.UPDATE_ME: "accountEdit",
}
ACCOUNT_KINDS = tuple(_STEMS)


def account_plan(site: Site, kind: BehaviourKind) -> OperationPlan | None:
    """The operation behind a page of the account, if that page can be made."""
    if site.blueprint.auth.kind is not AuthKind.ACCOUNTS:
        return None
    plans = [p for p in site.blueprint.operations if p.behaviour is kind and not p.bindings]
    usable = [p for p in plans if not p.operation.path_parameters and _carries(p, kind)]
    return usable[0] if usable else None


def _carries(plan: OperationPlan, kind: BehaviourKind) -> bool:
    """Whether a plan carries what its page needs: a form's record, or a record to show."""
    if kind is BehaviourKind.READ_ME:
        return plan.response is not None
    return plan.request is not None


def needs_token_page(site: Site) -> bool:
    """Whether people paste a token, as there is no operation to sign in by."""
    if site.blueprint.auth.kind is AuthKind.NONE:
        return False
    return account_plan(site, BehaviourKind.LOGIN) is None


def account_modules(site: Site, folder: str) -> Iterator[Module]:
    """The account pages that belong to a feature."""
    for kind in _TITLES:
        plan = account_plan(site, kind)
        if plan is not None and site.folder(plan) == folder:
            yield form_module(_STEMS[kind], form_fields(site, _record(plan), editing=False))
            yield _entry_page(site, plan)
    shown = account_plan(site, BehaviourKind.READ_ME)
    if shown is None or site.folder(shown) != folder:
        return
    yield _details(site, shown)
    change = account_plan(site, BehaviourKind.UPDATE_ME)
    same = change if change is not None and site.folder(change) == folder else None
    yield _account_page(site, shown, same is not None)
    if same is not None:
        yield form_module("accountEdit", form_fields(site, _record(same), editing=True))
        yield _edit_page(site, shown, same)


def _record(plan: OperationPlan) -> Any:
    assert plan.request is not None
    return plan.request.record


def _names(site: Site, *plans: OperationPlan, stem: str) -> dict[str, str]:
    found = {site.hook(plan): f"../api/{site.function(plan)}" for plan in plans}
    found |= {f"{stem}{part}": f"../forms/{stem}" for part in ("Fields", "Schema")}
    return found | {f"{stem}Details": f"../details/{stem}"}


def _types(site: Site, *plans: OperationPlan) -> dict[str, str]:
    found = dict(site.type_modules)
    for plan in plans:
        if needs_input(plan.operation):
            found[site.input_type(plan)] = f"../api/{site.function(plan)}"
    return found


def _entry_page(site: Site, plan: OperationPlan) -> Module:
    """The page that signs in or registers."""
    stem, title = _STEMS[plan.behaviour], _TITLES[plan.behaviour]
    component = f"{stem[0].upper()}{stem[1:]}Page"
    signs_in = bool(plan.token) or plan.behaviour is BehaviourKind.LOGIN
    token = f"valueAt(answered, {ts.value(plan.token)})"
    view: dict[str, Any] = {
        "component": component,
        "comment": f"{title}, by the accounts of this product.",
        "params": [],
        "setup": (
            "const signedIn = useSignedIn();" if signs_in else "const navigate = useNavigate();"
        ),
        "on_success": (
            f"(answered) => signedIn({token})" if signs_in else '() => void navigate("/sign-in")'
        ),
        "mutation_input": "{ body }",
        "title": ts.jsx_attribute(title),
        "back": "",
        "submit_label": ts.jsx_attribute(title),
        **body_view(site, plan, stem),
    }
    text = module(
        "pages/CreatePage.tsx.jinja", view, _names(site, plan, stem=stem), _types(site, plan)
    )
    route = "sign-in" if plan.behaviour is BehaviourKind.LOGIN else "register"
    return Module(f"pages/{component}.tsx", text, component, route)


def _details(site: Site, plan: OperationPlan) -> Module:
    assert plan.response is not None
    shown = detail_columns(site, plan.response.record)
    columns = [c.view() for c in shown if (c.wire,) != plan.token[-1:]]
    row = site.types.of(plan.response.record)
    view = {"name": "account", "row": row, "columns": ts.value(columns)}
    text = module("details/detail.ts.jinja", view, types=_types(site))
    return Module("details/account.ts", text)


def account_heading(site: Site, plan: OperationPlan) -> str:
    """The property that names the account; empty when none does."""
    assert plan.response is not None
    entity = site.blueprint.entities.get(plan.entity)
    return heading_wire(site, entity, plan.response.record) if entity else ""


def _account_page(site: Site, plan: OperationPlan, editable: bool) -> Module:
    assert plan.response is not None
    wire = account_heading(site, plan)
    view: dict[str, Any] = {
        "component": "AccountPage",
        "comment": "Who is signed in.",
        "title": '"My account"',
        "name": "account",
        "row": site.types.of(plan.response.record),
        "params": [],
        "page_params": [],
        "edit": '"/account/edit"' if editable else None,
        "remove": None,
        "leave": '"/"',
        "query": f"{site.hook(plan)}({'{}' if needs_input(plan.operation) else ''})",
        "heading": f"(row) => {ts.member('row', wire)}" if wire else '() => "My account"',
        "back": "",
        "path": ts.value(plan.response.path),
        "related": [],
        "noun_attribute": '"account"',
    }
    names = _names(site, plan, stem="account")
    text = module("pages/DetailPage.tsx.jinja", view, names, _types(site, plan))
    return Module("pages/AccountPage.tsx", text, "AccountPage", "account")


def _edit_page(site: Site, shown: OperationPlan, plan: OperationPlan) -> Module:
    assert shown.response is not None
    row = site.types.of(shown.response.record)
    leave = 'leave("/account", "Your account was saved.")'
    keep = f"keepToken(valueAt(answered, {ts.value(plan.token)}));"
    view = {
        "component": "AccountEditPage",
        "comment": "Changes who is signed in.",
        "params": [],
        "setup": "const leave = useLeave();",
        "on_success": (
            f"(answered) => {{\n          {keep}\n          {leave};\n        }}"
            if plan.token
            else f"() => {leave}"
        ),
        "query": f"{site.hook(shown)}({'{}' if needs_input(shown.operation) else ''})",
        "record": f"recordAt<{row}>(body, {ts.value(shown.response.path)})",
        "mutation_input": "{ body }",
        "title": '"My account"',
        "back": '{ to: "/account", label: "My account" }',
        **body_view(site, plan, "accountEdit"),
    }
    names = _names(site, shown, plan, stem="accountEdit")
    text = module("pages/EditPage.tsx.jinja", view, names, _types(site, plan))
    return Module("pages/AccountEditPage.tsx", text, "AccountEditPage", "account/edit")
