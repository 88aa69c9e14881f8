"""How TypeScript and React code is written: hooks, type declarations, the order of a file."""

import re

from agentgen.ir.phrases import needing
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import MAX_CHARACTERS, demands, is_example, plain
from agentgen.topics.base import Params, Topic, demanded, either, forbidden, names
from agentgen.topics.phrasing import named, words

_HOOK = re.compile(r"(?<![\w.])use[A-Z]\w+")
_OTHERS = frozenset(
    {"useMemo", "useCallback", "useDeferredValue", "useTransition", "useEffect", "useOptimistic"}
)
_USING = r"\b(?:use|using|leverage|prefer|via|with|through|call|implement)\b"


@needing(_USING)
def _hooks(statement: Statement) -> Params | None:
    """«Use React Hooks (`useState`, `useReducer`)», «leverage `useFormStatus`»."""
    if statement.modality is Modality.NEVER:
        return None
    found = names(h for h in _HOOK.findall(statement.text[:MAX_CHARACTERS]) if h not in _OTHERS)
    return {"hooks": found} if found and demands(statement, _USING) else None


_PARTS_OF_FILE = re.compile(
    r"\b(?:exports?|exported component|subcomponents?|helpers?|types?|imports?|hooks?|props"
    r"|static content|constants|styles|interfaces|handlers|render)\b"
)

_ORDERED = (
    r"\b(?:structure|order|organi[sz]e|arrange)\b[^.;:]{0,30}\b(?:files?|components?|modules?)\b"
    r"|\b(?:file|component) (?:structure|order)\s*:"
)


_PLACED = (
    r"\b(?:place|put|keep|declare|define|move)\b (?P<parts>[^.;]{3,60}?) (?:at|to) (?:the )?"
    r"(?:(?P<end>end|bottom|top|beginning)(?: of (?:the |each |a )?(?:file|module|component))"
    r"|file (?P<file>end|bottom|top))\b"
)


@needing(_ORDERED, _PLACED)
def _order(statement: Statement) -> Params | None:
    """«Structure components: exports, helpers, types», «put helpers at the end of the file»."""
    if is_example(statement):
        return None
    placed = re.search(_PLACED, plain(statement)) if demands(statement, _PLACED) else None
    if placed and _PARTS_OF_FILE.search(placed["parts"]):
        parts = names(re.split(r",? and |, ", placed["parts"]))
        return {"order": parts, "at": placed["end"] or placed["file"]}
    if not demands(statement, _ORDERED):
        return None
    _, colon, tail = statement.text.partition(":")
    found = names(p.strip(" .`") for p in re.split(r",|;| and |→|>", tail.casefold()))
    told = [one for one in found if _PARTS_OF_FILE.search(one)]
    return {"order": found} if colon and len(told) >= 2 else None


TOPICS = (
    Topic(
        id="react-hooks",
        title="The hooks that the spec names are used",
        phrases=_hooks,
        keywords=words("use using leverage prefer via with through call implement"),
        prose={
            "Use React Hooks (`useState`, `useReducer`)": {"hooks": ("useState", "useReducer")},
            "Leverage `useFormStatus` with new properties": {"hooks": ("useFormStatus",)},
            "Fetch data with useQuery": {"hooks": ("useQuery",)},
        },
        not_prose=("Use hooks", "Avoid `useLayoutEffect`", "Never call useState in loops"),
    ),
    Topic(
        id="component-order",
        title="A file's parts stand in the order that the spec gives",
        phrases=_order,
        keywords=words(
            "structure order organi arrange file component place put keep declare define move"
        ),
        prose={
            "Structure components logically: exports, subcomponents, helpers": {
                "order": ("exports", "subcomponents", "helpers")
            },
            "Order files: imports, types, component": {"order": ("imports", "types", "component")},
            "Place types and helpers at the end of the file": {
                "order": ("types", "helpers"),
                "at": "end",
            },
            "Component structure: props, hooks, handlers": {
                "order": ("props", "hooks", "handlers")
            },
        },
        not_prose=(
            "Structure components well",
            "Organize files: one per day",
            "Order a component: red, blue",
        ),
    ),
    Topic(
        id="type-declarations",
        title="Types are declared in the form that the spec prefers",
        phrases=either(
            demanded(
                r"\b(?:prefer|use|favou?r)s?\b[^.;]{0,12}\b(?:interfaces?|type aliases|types?)\b"
                r"[^.;]{0,25}\b(?:over|instead of|rather than|not)\b[^.;]{0,12}"
                r"\b(?:interfaces?|type aliases|types?)\b",
                named("use", r"(?:prefer|use|favou?r)s? (interfaces?|type aliases|types?)"),
            ),
            demanded(
                r"\b(?:use|with|and|define|write)\b[^.;]{0,20}\btypescript (?:interfaces"
                r"|type aliases)\b",
                named("use", r"typescript (interfaces|type aliases)"),
            ),
        ),
        keywords=words("prefer use favor favour with and define write"),
        prose={
            "Prefer interfaces over types": {"use": ("interfaces",)},
            "Use type aliases instead of interfaces": {"use": ("type aliases",)},
            "Use functional components with TypeScript interfaces": {"use": ("interfaces",)},
            "Favor types over interfaces": {"use": ("types",)},
        },
        not_prose=("Prefer types", "Use interfaces over the network"),
    ),
    Topic(
        id="style-guide",
        title="Code follows a published style guide",
        phrases=demanded(
            r"\b(?:airbnb|google|standard ?js|xo|black)\b[^.;]{0,25}"
            r"\b(?:style[- ]?guides?|conventions?|guidelines?|code style)\b|\bpep ?-?(?:8|257)\b"
            r"|\bairbnb\b",
            named("guides", r"airbnb|google|standard ?js|xo|pep ?-?8|pep ?-?257|black"),
        ),
        keywords=words("airbnb google standard xo pep black"),
        prose={
            "Follow the Airbnb JavaScript Style Guide": {"guides": ("airbnb",)},
            "Code follows PEP 8": {"guides": ("pep 8",)},
            "Use the Google Python style guide": {"guides": ("google",)},
        },
        not_prose=(
            "Use Google style docstrings",
            "Follow the style guide",
            "No PEP 8 in notebooks",
        ),
    ),
    Topic(
        id="explained-suppressions",
        title="Who switches a check off says why",
        phrases=either(
            forbidden(
                r"\b(?:disabl|suppress|silenc|ignor|switch\w* off|skip)\w*\b[^.;]{0,40}"
                r"\b(?:rules?|warnings?|errors?|checks?|lint\w*|types?)\b[^.;]{0,25}\bwithout\b"
                r"[^.;]{0,25}\b(?:comments?|reasons?|explan\w+|justif\w+|explaining)\b"
                r"|(?:eslint-disable|ts-ignore|ts-expect-error|noqa|type: ?ignore)[^.;]{0,30}"
                r"\bwithout\b[^.;]{0,20}\b(?:comments?|reasons?|explan\w+|justif\w+)\b",
                named("by", r"comments?|reasons?|explanation|justification"),
            ),
            demanded(
                r"(?:eslint-disable|ts-ignore|ts-expect-error|noqa|type: ?ignore|suppressions?)"
                r"[^.;]{0,40}\b(?:need|require|must|carr|with|have|ha|explain|name|state)\w*\b"
                r"[^.;]{0,20}\b(?:comments?|reasons?|explan\w+|justif\w+|why)\b",
                named("by", r"comments?|reasons?|explanation|justification"),
            ),
        ),
        keywords=words("disabl suppress silenc ignor switch skip eslint ts noqa type"),
        prose={
            "Never disable ESLint rules without a comment that says why": {"by": ("comment",)},
            "Every `# noqa` needs a reason": {"by": ("reason",)},
            "Do not use @ts-ignore without justification": {"by": ("justification",)},
        },
        not_prose=("Never ignore errors", "Disable the button without a reason code"),
    ),
    Topic(
        id="brief-docstrings",
        title="Docstrings are short",
        phrases=either(
            forbidden(
                r"\b(?:lengthy|long|verbose|excessive)\b[^.;]{0,12}\b(?:doc-?strings?|jsdoc)\b"
            ),
            demanded(r"\b(?:short|brief|concise|one-line) doc-?strings?\b"),
        ),
        keywords=words("lengthy long verbose excessive short brief concise one"),
        prose={
            "Keep it minimal - no lengthy docstrings": {},
            "Avoid verbose docstrings": {},
            "Write short docstrings": {},
        },
        not_prose=("No long functions", "Docstrings are required"),
    ),
    Topic(
        id="test-organization",
        title="Tests are grouped as the spec says",
        phrases=demanded(
            r"\bclass-based\b|\b(?:one|1) (?:\w+ )?(?:test )?class per (?!file|module)\w+"
            r"|\b(?:one|1|a single|only one) (?:\w+ )?(?:tests?|assertions?|case) per \w+"
            r"|\bgroup tests\b|\btests?\b[^.;]{0,20}\bgrouped\b|\bdescribe blocks?\b",
            named(
                "units",
                r"class-based|(?:one|1|a single|only one) (?:\w+ )?(?:test class|class|tests?"
                r"|assertions?|case) per \w+|describe blocks?",
            ),
        ),
        keywords=words("class test describe case assertion"),
        prose={
            "Organize class-based, one test per scenario": {
                "units": ("class-based", "one test per scenario")
            },
            "One test class per service": {"units": ("one test class per service",)},
            "Group tests by feature in describe blocks": {"units": ("describe blocks",)},
        },
        not_prose=("Classes are cut by concern", "One review per week"),
    ),
    Topic(
        id="no-mocking",
        title="Tests use the real thing where the spec says",
        phrases=forbidden(
            r"\bmock(?:s|ed|ing)?\b(?=[^.;]{0,30}\b(?:unit under test|database|db|services?"
            r"|repositor\w+|internals?|code under test|own|orm|models?|business logic)\b)"
            r"|\bover-?mock\w*",
            named(
                "what",
                r"unit under test|database|db|repositor\w+|internals?|code under test|orm"
                r"|business logic|services?",
            ),
        ),
        keywords=words("mock overmock"),
        prose={
            "They don't mock the unit under test": {"what": ("unit under test",)},
            "Never mock the database": {"what": ("database",)},
            "Avoid mocking your own services": {"what": ("services",)},
        },
        not_prose=("Mock external services", "No mock data in production"),
    ),
)
