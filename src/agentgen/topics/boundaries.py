"""How specs draw boundaries: the order of layers, single writers, types that cross them."""

import re

from agentgen.ir.code_names import scope
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import demands, forbids, is_example, plain
from agentgen.topics.base import Params, Topic, demanded, either, forbidden, names
from agentgen.topics.phrasing import headed, named, words

_LAYER = (
    r"(?:api |http |business |data |domain )?(?:routers?|routes?|controllers?|endpoints?|handlers?"
    r"|views?|services?|use[- ]cases?|domain|repositor(?:y|ies)|dal|orm|models?|database|db"
    r"|presentation|infrastructure|storage)(?: layer)?"
)
_ORDER = re.compile(rf"\b{_LAYER}(?: ?(?:>|->) ?{_LAYER}(?:/\w+)*){{2,}}")
_FLOW = re.compile(
    r"\b(?:imports?|dependenc(?:y|ies)|calls?|layers?)\b[^.;]{0,20}\b(?:flow|point|go|depend)s?\b"
    r"[^.;]{0,20}\b(downwards?|inwards?|one[- ]way|one direction)\b"
)
_BOUNDARY = (
    r"\b(?:cross|violate|break|bypass|skip)\w*\b[^.;]{0,30}\b(?:layers?|boundar(?:y|ies))\b"
    r"|\b(?:layers?|modules?|hard)\b[^.;]{0,12}\bboundar(?:y|ies)\b[^.;]{0,20}\bcross\b"
)


@needing(_ORDER.pattern, _FLOW.pattern, _BOUNDARY)
def _order(statement: Statement) -> Params | None:
    """«Router → Service → Repository», «imports flow downward only», «never skip a layer»."""
    if is_example(statement):
        return None
    text = plain(statement)
    chain = _ORDER.search(text)
    if chain and statement.modality is not Modality.NEVER:
        return {"layers": names(p.strip() for p in re.split(r" ?-?> ?|/", chain[0]))}
    flow = _FLOW.search(text)
    if flow and statement.modality is not Modality.NEVER:
        return {"direction": flow[1]}
    return {} if forbids(statement, _BOUNDARY) else None


_TYPE = r"[A-Z][a-z]\w*(?:\[\w+\])?"
_UNION = re.compile(
    rf"\b(?:[Rr]eturn(?:s|ing)?|[Yy]ields?)\b `?({_TYPE}(?: ?\| ?(?:{_TYPE}|None))+)"
)
_LOOSE = (
    r"(?:(?:raw |plain |bare |untyped |loose |anonymous |vendor )*(?<![\[\w])(?:dicts?"
    r"|dictionar(?:y|ies))(?![\]\w\[])|(?:raw|untyped|plain|loose) json\b)"
)
_NO_LOOSE = (
    rf"\b(?:return\w*|pass\w*|expos\w*|never|not|no|instead of|over)\b[^.;|]{{0,20}}?\b{_LOOSE}"
    r"(?! (?:bod|response|file|format|log|schema|column|field))"
)
_LOOSE_RETURN = re.compile(r"->\s*(?:dict|Dict|Any)\b")
_TRANSLATES = r"\banti-?corruption\b|\bacl\b(?= (?:violation|layer|pattern)|$|:)"


@needing(r"\breturn", r"\byield", r"\bdict", r"\bany\b", r"\bjson\b", _TRANSLATES)
def _typed_results(statement: Statement) -> Params | None:
    """«Returns Invoice | InvoiceError», «never a raw dict», «-> dict: …» under a prohibition."""
    text = plain(statement)
    never = statement.modality is Modality.NEVER
    shown = never and _LOOSE_RETURN.search(statement.text)
    if is_example(statement) and not shown:
        return None
    union = _UNION.search(statement.text)
    banned = shown or ("import" not in text and forbids(statement, _NO_LOOSE))
    translates = re.search(_TRANSLATES, text)
    if not (union or banned or translates):
        return None
    found: dict[str, tuple[str, ...]] = {}
    if union:
        found["types"] = names(one.strip() for one in union[1].split("|"))
    if banned:
        found["without"] = ("dict",) if shown or "dict" in text else ("json",)
    return {**found, **(scope(statement) if translates else {})}


_WRITER = (
    r"\b(?:exactly one|exactly 1|only one|only 1|a single)\b[^.;]{0,40}\b(?:does the writing"
    r"|may write|writes?(?: to)?|owns? (?:the )?(?:writes?|table|state))\b|\bsingle[- ]writer\b"
    r"|\bdesignated writer\b|\bsole (?:writer|owner of writes)\b"
)
_CALLS = re.compile(r"(?<![\w.])([A-Za-z_]\w*(?:\.\w+)*)\(\)")


@needing(_WRITER)
def _single_writer(statement: Statement) -> Params | None:
    """«Exactly one module writes invoices», «only the designated writer may call repo.hold()»."""
    if is_example(statement) or not demands(statement, _WRITER):
        return None
    calls = names(_CALLS.findall(statement.text))
    who = re.match(r"([\w -]{3,40}?) (?:implemented|may|can|that|which)\b", plain(statement))
    by = names([who[1]]) if who and not who[1].startswith("only") else ()
    return {**({"calls": calls} if calls else {}), **({"by": by} if by else {})}


_OBJECTS = r"objects?|models?|types?|entit(?:y|ies)|dtos?|schemas?|instances?"
_KIND = r"domain|orm|pydantic|typed|response|read|sqlalchemy|value"

_RETURNED = rf"\breturn(?:s|ing)? (?:the |an? |only )*(?:{_KIND}) (?:{_OBJECTS})\b(?! hint)"
_RETURNED_TYPE = re.compile(
    r"\b[Rr]eturns?(?: only)?(?: the| an?)? `?(?P<type>[A-Z][a-z]\w*[A-Z]\w*(?:\[\w+\])?)`?"
    r" (?:type|objects?|models?|instances?|shape|schema)\b"
)
_RETURNED_KIND = named(
    "return", rf"return(?:s|ing)? (?:the |an? |only )*((?:{_KIND}) (?:{_OBJECTS}))"
)


@needing(r"\breturn")
def _returned(statement: Statement) -> Params | None:
    """«Repositories return typed objects», «all actions return the `ActionResult` type»."""
    if demands(statement, _RETURNED):
        return _RETURNED_KIND(plain(statement))
    match = _RETURNED_TYPE.search(statement.text) if demands(statement, r"\breturns?\b") else None
    return {"return": (match["type"],)} if match else None


TOPICS = (
    Topic(
        id="layer-order",
        title="Layers call each other in the order that the spec gives",
        phrases=_order,
        describes=True,
        keywords=words("router route controller repositor layer boundar import dependenc call"),
        prose={
            "The project has layers: Router → Service → Repository → DB": {
                "layers": ("router", "service", "repository", "db")
            },
            "Imports flow downward only": {"direction": "downward"},
            "Dependencies always point inwards": {"direction": "inwards"},
            "Never skip a layer": {},
            "Modules have boundaries you must not cross": {},
        },
        not_prose=("Router → Service", "Deploys flow downward", "Skip a line"),
    ),
    Topic(
        id="typed-results",
        title="What crosses a boundary has a type, it is no loose dictionary",
        phrases=_typed_results,
        keywords=words("return yield never not no acl anti async def dict raw pass expos instead"),
        prose={
            "Adapters return Invoice | InvoiceError, never dict": {
                "types": ("Invoice", "InvoiceError"),
                "without": ("dict",),
            },
            "NEVER a raw dict": {"without": ("dict",)},
            "Do not pass plain dictionaries between services": {"without": ("dict",)},
            "Put an anti-corruption layer around vendors": {},
        },
        not_prose=(
            "Return JSON",
            "Never return a JSON response without a schema",
            "Set the ACL of the bucket",
            "Use `list[dict]`, not `List[Dict]`",
            "Do not add JSON attributes",
            "Return early",
        ),
    ),
    Topic(
        id="single-writer",
        title="State that matters is written by one module",
        phrases=_single_writer,
        keywords=words("single designated sole exactly only"),
        describes=True,
        prose={
            "For balances: exactly ONE module does the writing": {},
            "Only the designated writer may call ledger.hold()": {"calls": ("ledger.hold",)},
            "Each table has a single writer": {},
        },
        not_prose=("One writer left the team of one", "Write one module per day"),
    ),
    Topic(
        id="protocol-types",
        title="Dependencies are typed by protocols, not by classes",
        phrases=either(
            demanded(
                r"\bprotocol[- ]typed\b|\binterface[- ]typed\b"
                r"|\b(?:inject\w*|accept|take|receive)s?\b[^.;]{0,20}\b(?:protocols?|interfaces?)\b"
                r"|\bagainst (?:an? )?(?:protocols?|interfaces?|abstract\w*)\b",
                named("by", r"protocols?|interfaces?|abc"),
            ),
        ),
        keywords=words("protocol interface against inject accept take receive"),
        prose={
            "Constructors take protocol-typed dependencies": {"by": ("protocol",)},
            "Services accept interfaces, not classes": {"by": ("interfaces",)},
            "Code against abstractions": {},
        },
        not_prose=("Use the HTTP protocol", "Design the interface of the page"),
    ),
    Topic(
        id="returned-types",
        title="Functions return the kind of object that the spec names",
        phrases=_returned,
        keywords=words("return"),
        prose={
            "Returns domain objects, not ORM models": {"return": ("domain objects",)},
            "Set the model and return the ORM object": {"return": ("orm object",)},
            "All actions return the `ActionResult` type": {"return": ("ActionResult",)},
            "Repositories return typed objects": {"return": ("typed objects",)},
        },
        not_prose=("Return the order", "Never return ORM models", "Return type hints"),
    ),
    Topic(
        id="layer-cut",
        title="Each kind of work belongs to one layer",
        phrases=forbidden(
            r"\bmix(?:es|ed|ing)?\b[^.;]{0,30}\b(?:handlers?|concerns|layers?|logic|responsibilit"
            r"\w+)\b[^.;]{0,12}\b(?:with|and)\b"
        ),
        keywords=words("mix"),
        prose={
            "Never mix HTTP handlers with worker code": {},
            "Don't mix business logic and rendering": {},
            "Avoid mixing concerns with shortcuts": {},
        },
        not_prose=("Mix tests and code", "Never mix up branches"),
    ),
)

_SPLIT_HEADING = (
    r"\b(?:split|convert|break up|extract|decompose|refactor)\w*\b[^.;]{0,40}"
    r"\b(?:files?|modules?|packages?|components?|class(?:es)?|functions?)\b[^.;]{0,40}"
    r"\b(?:when|if|once|as soon as)\b"
)
_SIZE_HEADING = r"\b(?:file|module) (?:size|length)\b|\blines of code\b|\bloc\b"
_BAND = re.compile(r"(\d{2,5})(?: ?- ?\d{2,5}|\+)?(?: (?:loc|lines))?\s*:\s*(.+)")
_PLANNED = re.compile(
    r"\b(?:plan|consider|prepare|schedule|propose|should|start)\b[^.;]{0,20}\bsplit"
)


def _split(statement: Statement) -> Params | None:
    """What makes a file too large, below «Split a file when any of these is true»."""
    sized = headed(statement, _SIZE_HEADING)
    split = headed(statement, _SPLIT_HEADING, 1)
    if not (sized or split) or is_example(statement):
        return None
    text = plain(statement)
    band = _BAND.match(text)
    if band and sized:
        return {"lines": (int(band[1]),)} if _PLANNED.search(band[2]) else None
    if not split:
        return None
    found = names(re.findall(r"\b\d{1,5}\b", text))
    return {"criteria": (text[:120],), **({"numbers": found} if found else {})}


SPLITS = (
    Topic(
        id="split-criteria",
        title="Files are split when the spec's signs show",
        phrases=_split,
        keywords=words("file module lines loc split convert break extract decompose refactor"),
        prose={
            "# Split a module when any is true\nIt has 3+ unrelated callers": {
                "criteria": ("it has 3+ unrelated callers",),
                "numbers": ("3",),
            },
            "# Extract a component once\nMixes data loading with layout": {
                "criteria": ("mixes data loading with layout",)
            },
            "# File size\n300-499: plan a split": {"lines": (300,)},
        },
        not_prose=("# Split the bill\nIt is 3+ people", "300-499: plan a split"),
    ),
)
