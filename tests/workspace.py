"""A contract of its own for behaviours: settings, teams and what belongs to them."""

from tests.cookbook import BEARER, CREDENTIALS, MEMBER, SIGN_UP, WHEN, accounts, signed
from tests.documents import INTEGER, TEXT, Node, array, document, keys, media, obj, operation, ref

FORM = "multipart/form-data"
THEME: Node = {**TEXT, "enum": ["light", "dark"]}
CHOICES: Node = {"theme": THEME, "pageSize": {**INTEGER, "default": 20}, "tags": array(TEXT)}
CHOSEN = obj({**CHOICES, "note": TEXT}, *CHOICES)
CHANGE = obj({**CHOICES, "note": TEXT})
PLACE: Node = {"street": TEXT, "city": TEXT, "zip": TEXT}
ADDRESS = obj({**PLACE, "updated_at": WHEN}, "street", "city", "updated_at")
TEAM = obj({"id": INTEGER, "name": TEXT}, "id", "name")
PLAN = obj({"seats": INTEGER, "until": WHEN}, "seats")
SCHEMAS: Node = {
    "Member": MEMBER, "Credentials": CREDENTIALS, "SignUp": SIGN_UP,
    "Settings": CHOSEN, "SettingsChange": CHANGE,
    "Address": ADDRESS, "NewAddress": obj(PLACE, "street", "city"),
    "Team": TEAM, "NewTeam": obj({"name": TEXT}, "name"),
    "Person": TEAM,
    "Event": obj({"id": INTEGER, "name": TEXT, "created_at": WHEN}, "id", "name", "created_at"),
    "News": obj({"id": TEXT, "name": TEXT}, "id", "name"),
    "Note": obj({"id": {**TEXT, "format": "uuid"}, "name": TEXT}, "id", "name"),
    "Plan": PLAN, "PlanChange": obj(PLAN["properties"]), "Limits": obj({"hard": INTEGER}, "hard"),
}  # fmt: skip


def singletons() -> Node:
    """Of the service, of each caller, of each team, and of what is only a name."""
    team, zone = keys(teamId=INTEGER), keys(zone=TEXT)
    change = signed(ref("Settings"), ref("SettingsChange"))
    gone = signed(status="204")
    return {
        "/settings": {"get": operation(ref("Settings")), "patch": change},
        "/me/preferences": {"get": signed(ref("Settings")), "patch": change, "delete": gone},
        "/me/address": {
            "get": signed(ref("Address")),
            "put": signed(ref("Address"), ref("NewAddress")),
            "delete": gone,
        },
        "/teams/{teamId}/plan": {
            "get": operation(obj({"data": ref("Plan")}, "data"), parameters=team),
            "put": signed(None, ref("Plan"), "204", parameters=team),
            "patch": signed(ref("Plan"), ref("PlanChange"), parameters=team),
        },
        "/zones/{zone}/limits": {
            "get": operation(ref("Limits"), parameters=zone),
            "put": signed(ref("Limits"), ref("Limits"), parameters=zone),
        },
    }


def events() -> Node:
    """A list that is read from cursor to cursor, in three of the forms that APIs have."""
    asked = {"limit": INTEGER, "cursor": TEXT}
    page = obj({"events": array(ref("Event")), "next_cursor": {"type": ["string", "null"]},
                "has_more": {"type": "boolean"}}, "events", "next_cursor", "has_more")  # fmt: skip
    told = obj({"items": array(ref("Note")), "pagination": obj({"next": TEXT}, "next")},
               "items", "pagination")  # fmt: skip
    loose = obj({"data": array(ref("News")), "after": TEXT}, "data")
    return {
        "/events": {
            "get": operation(page, query=asked, summary="The latest events"),
            "post": signed(ref("Event"), ref("NewTeam"), "201"),
        },
        "/news": {
            "get": operation(loose, query={"take": INTEGER, "after": TEXT}),
            "post": signed(ref("News"), ref("NewTeam"), "201"),
        },
        "/notes": {
            "get": operation(told, query={"page_size": INTEGER, "page_token": TEXT}),
            "post": signed(ref("Note"), ref("NewTeam"), "201"),
        },
    }


def teams() -> Node:
    """Teams, people, and who is in which team."""
    at = keys(teamId=INTEGER)
    pair = keys(teamId=INTEGER, personId=INTEGER)
    refusing = signed(status="204", parameters=pair)
    refusing["responses"] |= {"409": {"description": "Twice."}}
    leaving = signed(status="204", parameters=pair)
    leaving["responses"] |= {"404": {"description": "Nobody."}}
    people, person = array(ref("Person")), ref("Person")
    enrol = signed(person, ref("NewTeam"), "201", parameters=[given("X-Request-Source", TEXT)])
    enrol["responses"]["201"]["headers"] = {"Location": {"schema": TEXT}}
    listing = operation(people, query={"limit": INTEGER, "offset": INTEGER})
    listing["parameters"] += [
        given("X-Api-Version", INTEGER),
        given("session", TEXT, where="cookie"),
        given("X-Trace", {**TEXT, "format": "uuid"}, required=False),
    ]
    told = {"X-Total-Count": {"schema": INTEGER}, "Link": {"schema": TEXT}}
    listing["responses"]["200"]["headers"] = told
    return {
        "/teams": {"post": signed(ref("Team"), ref("NewTeam"), "201")},
        "/teams/{teamId}": {"get": operation(ref("Team"), parameters=at)},
        "/logout": {"post": signed(status="204")},
        "/leave/sign-out": {"get": operation()},
        "/people": {"post": enrol, "get": listing},
        "/people/{personId}": {"get": operation(person, parameters=keys(personId=INTEGER))},
        "/teams/{teamId}/members": {"get": operation(people, parameters=at)},
        "/teams/{teamId}/members/{personId}": {
            "put": refusing,
            "delete": leaving,
            "get": operation(status="204", parameters=pair),
        },
        "/teams/{teamId}/guests": {
            "get": operation(people, parameters=at),
            "post": signed(person, obj({"personId": INTEGER}, "personId"), "201", parameters=at),
        },
        "/teams/{teamId}/guests/{personId}": {
            "delete": signed(status="204", parameters=pair),
        },
    }


def files() -> Node:
    """A part of a form, and a body of its own."""
    at = keys(teamId=INTEGER)
    picture: Node = {**TEXT, "format": "binary"}
    logo = signed(status="204", parameters=at)
    logo["requestBody"] = {"required": True, **media(obj({"logo": picture}), FORM)}
    report = signed(obj({"message": TEXT}, "message"), parameters=at)
    report["requestBody"] = {"required": True, **media(picture, "application/pdf")}
    shown, sent = operation(parameters=at), operation(parameters=at)
    shown["responses"]["200"] |= media(picture, "image/*")
    sent["responses"]["200"] |= media(picture, "application/pdf")
    gone = signed(status="204", parameters=at)
    return {
        "/teams/{teamId}/logo": {"put": logo, "get": shown, "delete": gone},
        "/teams/{teamId}/uploadReport": {"post": report},
        "/teams/{teamId}/uploadReport/download": {"get": sent},
    }


def given(name: str, schema: Node, where: str = "header", *, required: bool = True) -> Node:
    """A parameter that travels in a header or a cookie."""
    return {"name": name, "in": where, "required": required, "schema": schema}


def workspace(**more: Node) -> Node:
    """The whole document; `more` adds or replaces paths."""
    paths = {**accounts(), **teams(), **singletons(), **events(), **files(), **more}
    return document(paths, SCHEMAS, components=BEARER)
