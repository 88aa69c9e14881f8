"""Files of items."""

import pytest
from tests.cookbook import signed
from tests.documents import INTEGER, TEXT, Node, blueprint_of, keys, media, obj, operation, plan_of
from tests.workspace import FORM, workspace

from agentgen.ir.blueprint import BehaviourKind, Blueprint

AT = keys(teamId=INTEGER)
FILE: Node = {**TEXT, "format": "binary"}
LOGO, REPORT = "/teams/{teamId}/logo", "/teams/{teamId}/uploadReport"


@pytest.fixture(scope="module")
def blueprint() -> Blueprint:
    return blueprint_of(workspace())


@pytest.mark.parametrize(
    ("method", "path", "kind", "entity"),
    [
        ("put", LOGO, BehaviourKind.UPLOAD, "TeamLogo"),
        ("get", LOGO, BehaviourKind.DOWNLOAD, "TeamLogo"),
        ("delete", LOGO, BehaviourKind.REMOVE_FILE, "TeamLogo"),
        ("post", REPORT, BehaviourKind.UPLOAD, "TeamReport"),
        ("get", f"{REPORT}/download", BehaviourKind.DOWNLOAD, "TeamReport"),
    ],
)
def test_an_item_has_one_file_of_a_name(blueprint, method, path, kind, entity):
    plan = plan_of(blueprint, method, path)
    assert (plan.behaviour, plan.entity) == (kind, entity)
    assert [b.parent for b in plan.bindings] == ["Team"]
    assert blueprint.entities[entity].single == ("team_id",)


def sent(body: Node, answer: Node | None = None) -> str:
    post = signed(answer, parameters=AT)
    post["requestBody"] = {"required": True, **body}
    plan = plan_of(blueprint_of(workspace(**{LOGO: {"post": post}})), "post", LOGO)
    return str(plan.behaviour)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (media(FILE, "image/png"), "upload"),
        (media(TEXT, "application/octet-stream"), "upload"),
        (media(obj({"logo": FILE}), FORM), "upload"),
        (media(obj({"logo": FILE, "title": TEXT}), FORM), "stub"),
        (media(obj({"logo": TEXT}), FORM), "stub"),
        (media(TEXT, "text/plain"), "stub"),
    ],
)
def test_a_request_is_a_file_when_it_carries_nothing_else(body, kind):
    assert sent(body) == kind


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (obj({"message": TEXT, "url": TEXT}, "message"), "upload"),
        (obj({"success": {"type": "boolean"}}, "success"), "upload"),
        (obj({"url": TEXT}, "url"), "stub"),
        (TEXT, "stub"),
    ],
)
def test_answers_tell_that_it_is_done_and_nothing_made_up(answer, kind):
    assert sent(media(FILE, "image/png"), answer) == kind


def test_files_of_nothing_are_left_alone():
    post = operation(status="204")
    post["requestBody"] = media(FILE, "image/png")
    plan = plan_of(blueprint_of(workspace(**{"/logo": {"post": post}})), "post", "/logo")
    assert plan.behaviour is BehaviourKind.STUB
