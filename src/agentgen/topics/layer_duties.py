"""What parts of a system may reach, and where a concern is at home, in the words of any layer."""

import re

from agentgen.ir.code_names import spans
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import MAX_CHARACTERS, demands, forbids, is_example, plain
from agentgen.topics.base import Params, Topic, names
from agentgen.topics.phrasing import words

_PART = (
    r"(?:(?:api|route|http|page|react|ui|view|domain|core|business|inner|outer|lower|upper|data"
    r"|presentation|infrastructure|application|server|client|shared|feature|other|background) )?"
    r"(?:routers?|routes?|(?:route |api |request )?handlers?|controllers?|endpoints?|views?"
    r"|services?|use[- ]cases?|repositor(?:y|ies)|dal|models?|entit(?:y|ies)|domain|schemas?|dtos?"
    r"|components?|pages?|hooks?|stores?|features?|modules?|layers?|adapters?|providers?"
    r"|api files?|packages?|tasks?|workers?|middlewares?|frontend|backend)"
    r"(?: (?:layer|logic|code|files?|modules?|classes|functions?))?"
)
_THING = (
    r"(?:databases?|db|sql(?:alchemy)?|queries|sessions?|orm(?: models?)?|http(?: \w+)?"
    r"|frameworks?|fastapi|fetch|axios|apis?|network|storage|file ?system|infrastructure|external"
    r" (?:services?|apis?)|each other|one another|business (?:logic|rules|decisions)|side effects"
    r"|environment variables|ui|react|internals?|repositor(?:y|ies)|services?|models?|layers?"
    r"|features?|routers?|routes?|controllers?|(?:transport|persistence|wire) (?:types|models)"
    r"|requests?|responses?|pages?|components?|hooks?|stores?|views?)"
)
_REACH = (
    r"(?:access|call|query|touch|use|talk to|reach(?: into)?|depend(?:ing)? (?:up)?on"
    r"|import(?: from)?"
    r"|know(?: of| about)?|bypass|instantiate|construct|write|open|contain|own|hold|perform|make|do"
    r"|include|define|execute|have|read|leak|refer to|reference)"
)
_FORBIDDEN = (
    rf"\b{_PART} (?:(?:must|should|may|can|do|does)(?:n't| not)|cannot|can't|mustn't|never)"
    rf" (?:directly )?{_REACH}\b[^.;]{{0,30}}?\b{_THING}\b"
    rf"|\b(?:never|not|don't|no|avoid)\b (?:directly )?(?:{_REACH}(?:s|ing)? )?(?:\w+ )?{_THING}\b"
    rf"[^.;]{{0,20}}\b(?:in|inside|within|from)\b (?:the |an? |any )?{_PART}\b"
    rf"|\b{_PART} (?:must |should )?(?:have|has) no (?:dependenc(?:y|ies)|knowledge"
    rf"|imports?) (?:on|of"
    rf"|from) (?:the |any )?{_THING}\b"
    rf"|^(?:the |all )?{_PART} (?:(?:must|should|may|can|do)(?:n't| not)|cannot|can't|never)"
    r" (?:commit|flush|roll back|retry|cache|log)\b"
    rf"|\bno (?:\w+ )?{_THING} (?:outside|beyond) (?:of )?(?:the |an? )?{_PART}\b"
    rf"|\b(?:never|not|don't|avoid)\b (?:pass|hand|send|leak|expose|return|import)(?:ing)?\b"
    rf"[^.;]{{0,60}}?\b(?:into|to|out of|from)\b (?:the |an? |any )?{_PART}\b"
    rf"|^(?:\w+ )?{_PART}\b[^.;]{{0,40}}?[:,-] no (?:\w+ )?{_THING}\b"
)
_BARE_BAN = (
    rf"^(?:put|place|write|do|have|use|call|access|query|keep|import|embed"
    rf"|leak) (?:\w+ )?{_THING}\b"
    rf"[^.;]{{0,20}}\b(?:in|inside|within|from|into)\b (?:the |an? |any )?{_PART}\b"
)
"""A line below «Don't»: `put business rules in components`."""
_SEPARATE = (
    rf"\b{_PART}\b[^.;]{{0,20}}\b(?:independent|free|agnostic|unaware|isolated|decoupled"
    rf"|separate)\b"
    rf"(?:ly)? (?:of|from)\b[^.;]{{0,12}}\b(?:{_THING}|{_PART})"
)
_FROM = re.compile(
    rf"^(?:the |all |any )*(?P<subject>{_PART})\b|\b(?:in|inside|within|from|into|to"
    rf"|out of|outside|beyond) (?:the |an? |any )?"
    rf"(?P<inside>{_PART})\b"
)
_TO = re.compile(rf"\b(?:{_THING}|commit|flush|roll back|retry|cache|log)\b")


@needing(_FORBIDDEN, _SEPARATE, _BARE_BAN)
def _reach(statement: Statement) -> Params | None:
    """«Features must not import from each other», «never query the database in routes»."""
    if is_example(statement):
        return None
    text = plain(statement)
    banned = re.search(_FORBIDDEN, text)
    if banned is None and statement.modality is Modality.NEVER:
        banned = re.match(_BARE_BAN, text)
    apart = re.search(_SEPARATE, text) if demands(statement, _SEPARATE) else None
    match = banned or apart
    if match is None:
        return None
    part = _FROM.search(match[0]) or _FROM.search(text)
    of = (part["subject"] or part["inside"]) if part else ""
    to = names(m[0] for m in _TO.finditer(match[0].replace(of, "", 1)))
    return {**({"part": of} if of else {}), **({"without": to} if to else {})}


_CONCERN = (
    r"(?:authori[sz]ation checks?|permission checks?|http|business|domain|persistence"
    r"|data[- ]access|validation|presentation|ui|fetch\w*"
    r"|routing"
    r"|orchestration|state|transport|quer(?:y|ies)|sql|database|mapping|auth\w*|logging"
    r"|configuration"
    r"|error handling|[a-z-]+ logic|side effects?"
    r"|api calls?|rendering|formatting|transaction\w*)"
)
_HOME = (
    rf"\b(?:keep|put|place|move|leave|implement|do|contain|isolate|confine|restrict)\b (?:all "
    rf"|the )*"
    rf"{_CONCERN}\b[^.;]{{0,40}}\b(?:in|inside|within|to|behind)\b (?:the |an? )?{_PART}\b"
    rf"|^(?:the |all |any )?(?:\w+ )?{_PART} (?:must |should |may |can )?(?:only (?:contain|hold|do"
    rf"|handle|have)s?|(?:contain|hold|do|handle|have)s? only)\b[^.;]{{0,20}}\b{_CONCERN}\b"
    rf"|^{_CONCERN}(?: \w+)?(?: only)? in (?:the )?{_PART}\b"
    rf"|\b{_CONCERN}\b[^.;]{{0,30}}\b(?:belongs?|lives?|stays?|goes|happens?|resides?|sits?)\b"
    rf"[^.;]{{0,10}}\b(?:in|inside|within|to|on)\b (?:the |an? )?(?:owning )?{_PART}\b"
    rf"|^(?:each |every |the |an? )?{_PART} (?:own|hold|handle|contain|manage|coordinate"
    rf"|encapsulate)s?"
    rf"\b[^.;]{{0,30}}\b(?:{_CONCERN}|logic|models|schemas|routes|rules)\b"
)
_OWNER = re.compile(
    rf"\b(?:in|inside|within|to|behind|on) (?:the |an? )?(?:owning )?(?P<part>{_PART})\b"
    rf"|^(?:each |every |the |an? )?(?P<owner>{_PART})\b"
)


@needing(_HOME)
def _home(statement: Statement) -> Params | None:
    """«Keep HTTP concerns in the API layer», «each feature owns its models and routes»."""
    if statement.modality is Modality.NEVER or not demands(statement, _HOME):
        return None
    match = re.search(_HOME, plain(statement))
    owner = list(_OWNER.finditer(match[0])) if match else []
    if match is None or not owner or any("/" in one for one in spans(statement.text)):
        return None
    last = owner[-1]
    part = last["part"] or last["owner"]
    every = (m[0] for m in re.finditer(rf"\b{_CONCERN}\b", match[0]))
    concerns = names(one for one in every if one not in part)
    return {"part": part, **({"concerns": concerns} if concerns else {})}


_EDITED = (
    r"\b(?:edit\w*|modif\w+|chang\w+|touch\w*|add\w*|creat\w+|put|extend\w*|grow\w*|absorb\w*"
    r"|accumulat\w+)\b"
    r"(?=[^;]*\b(?:files?|modules?|director(?:y|ies)|folders?|code|by hand|manually|logic|to"
    r"|domains?|features?)\b|$|[^;]*\w/)"
)
_BARE = re.compile(r"(?<![\w`/.@-])((?:[\w.@-]{1,60}/){1,8}[\w.-]{1,60}\.\w{1,4})(?![\w`/])")
_PLACE = re.compile(r"^(?:[\w.@*{}<>-]+/)+[\w.@*{}<>-]*$|^[\w.-]+\.(?:py|tsx?|jsx?)$")


def _frozen(statement: Statement) -> Params | None:
    """«Never edit files in `src/generated/` by hand»; a path below «do not add logic to»."""
    if is_example(statement):
        return None
    told = (*spans(statement.text), *_BARE.findall(statement.text[:MAX_CHARACTERS]))
    places = names(one for one in told if _PLACE.match(one))
    if not places:
        return None
    alone = all(part in "`,.;: " for part in re.sub(r"`[^`]*`", "", statement.text))
    if alone and statement.modality is Modality.NEVER and _edits_above(statement):
        return {"paths": places}
    return {"paths": places} if forbids(statement, _EDITED) else None


def _edits_above(statement: Statement) -> bool:
    above = statement.section[-1].casefold() if statement.section else ""
    return re.search(r"\b(?:add|edit|modify|change|touch|extend|put)\b", above) is not None


TOPICS = (
    Topic(
        id="part-boundaries",
        title="Parts of the system do not reach what the spec keeps from them",
        phrases=_reach,
        general=True,
        keywords=words(
            "rout handler controller endpoint view service use repositor dal model entit domain"
            " schema dto component page hook store feature module layer adapter provider package"
            " task worker middleware frontend backend api"
        ),
        prose={
            "Features must not import from each other": {
                "part": "features",
                "without": ("each other",),
            },
            "Never query the database in route handlers": {
                "part": "route handlers",
                "without": ("database",),
            },
            "Domain logic must be independent of frameworks": {
                "part": "domain logic",
                "without": ("frameworks",),
            },
            "Providers only wire: no business logic": {
                "part": "providers",
                "without": ("business logic",),
            },
            "Do not pass ORM models into the domain layer": {
                "part": "domain layer",
                "without": ("orm models",),
            },
            "Repositories must not commit": {"part": "repositories", "without": ("commit",)},
            "No SQL outside the repository layer": {
                "part": "repository layer",
                "without": ("sql",),
            },
            "Inner layers should not depend on outer layers": {
                "part": "inner layers",
                "without": ("layers",),
            },
        },
        not_prose=(
            "Services use the database",
            "Never deploy from a local machine",
            "Do not wait for the response",
        ),
    ),
    Topic(
        id="part-duties",
        title="A concern is dealt with in the part that the spec names",
        phrases=_home,
        general=True,
        keywords=words(
            "keep put place move leave implement do contain isolate confine restrict belong live"
            " stay go happen reside sit own hold handle manage coordinate encapsulate authori"
            " permission http business domain persist data valid present ui fetch rout orchestrat"
            " state transport query queries sql database mapping auth logging config error side api"
            " render format transaction"
        ),
        prose={
            "Keep HTTP concerns in the API layer": {"part": "api layer", "concerns": ("http",)},
            "Each feature owns its models and routes": {"part": "feature"},
            "Validation belongs on the domain model": {
                "part": "domain model",
                "concerns": ("validation",),
            },
            "Authorization checks in the service layer": {
                "part": "service layer",
                "concerns": ("authorization checks",),
            },
            "Confine SQL to repositories": {"part": "repositories", "concerns": ("sql",)},
            "Controllers must contain only HTTP code": {
                "part": "controllers",
                "concerns": ("http",),
            },
        },
        not_prose=("Keep the layers thin", "Never put SQL in routers", "Handle errors early"),
    ),
    Topic(
        id="frozen-paths",
        title="Files that the spec protects are left as they are",
        phrases=_frozen,
        keywords=words("edit modif chang touch add creat put extend grow absorb accumulat"),
        prose={
            "Never edit files in `src/generated/`": {"paths": ("src/generated/",)},
            "Do not edit [web/schema.ts](web/schema.ts)": {"paths": ("web/schema.ts",)},
            "Do not add logic to `app/main.py`": {"paths": ("app/main.py",)},
            "Files under `api/stubs/` are never modified by hand": {"paths": ("api/stubs/",)},
        },
        not_prose=("Edit `app/main.py` first", "Never edit the minutes", "Never run `app/main.py`"),
    ),
)
