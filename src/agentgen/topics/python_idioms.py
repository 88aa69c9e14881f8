"""What specs demand of code in any file: indentation, constructs, what does not belong there."""

from agentgen.topics.base import Topic, demanded, either, forbidden
from agentgen.topics.phrasing import flag, named, number, together, words

_CONSTRUCTS = (
    r"(?:list |dict |set )?comprehensions?|generator expressions?|generators|context managers?"
    r"|pattern matching|typed ?dicts?|named ?tuples?|dataclass(?:es)?|str ?enums?|enums?"
    r"|protocols?|decorators?|structural typing|walrus operator|nullish coalescing"
    r"|annotated|discriminated unions?|generics|async iterators?|type narrowing"
    r"|immutable data structures?"
)
_ADVISED = r"\b(?:use|prefer|favou?r|write|employ|leverage|choose|opt for|utili[sz]e)\b"

TOPICS = (
    Topic(
        id="indentation",
        title="Code is indented as the spec says",
        phrases=demanded(
            r"\b(?:\d|tab)[- ]?(?:space|tab|character)?s?\b[^.;]{0,12}\bindent\w*\b"
            r"|\b\d (?:spaces?|tabs?) (?:of|for|per) indent\w*\b"
            r"|\bindent\w*\b[^.;]{0,25}\b(?:\d[- ]?(?:spaces?|tabs?)?|spaces|tabs)\b"
            r"|\b(?:use|prefer) (?:spaces|tabs)\b(?! (?:around|between|after|before|in)\b)",
            together(
                number("width", r"\b(\d)(?=[- ]?(?:space|tab|character)s?\b)"),
                named("by", r"(?:\d[- ]?)?(space|tab)s?"),
            ),
        ),
        keywords=words("indent space tab 1 2 3 4 8"),
        prose={
            "4 spaces per indent": {"width": 4, "by": ("space",)},
            "Use 2-space indentation": {"width": 2, "by": ("space",)},
            "Indent with tabs": {"by": ("tab",)},
            "Indentation: 4 spaces": {"width": 4, "by": ("space",)},
        },
        not_prose=("Leave 2 spaces free in the car park", "Never indent with tabs"),
    ),
    Topic(
        id="language-constructs",
        title="The constructs that the spec names are used",
        phrases=demanded(
            rf"{_ADVISED}[^.;]{{0,20}}\b(?:{_CONSTRUCTS})\b(?! (?:file|column|table))"
            r"|\bdata ?class(?:es)? (?:are|is|must be|should be|stay) (?:always )?(?:frozen"
            r"|slotted)\b",
            together(
                named("use", rf"{_CONSTRUCTS}|frozen|slotted"),
                named(
                    "without",
                    r"(?:over|instead of|rather than|not) ([a-z][\w -]{2,30}?)(?=$|[.,;(])",
                ),
            ),
        ),
        general=True,
        keywords=words("use prefer favor favour write employ leverage choos opt utili data"),
        prose={
            "Use list comprehensions where they stay readable": {"use": ("list comprehensions",)},
            "Data classes must be frozen": {"use": ("frozen",)},
            "Prefer context managers for files and locks": {"use": ("context managers",)},
            "Use enums instead of string literals": {
                "use": ("enums",),
                "without": ("string literals",),
            },
            "Favor discriminated unions over boolean flags": {
                "use": ("discriminated unions",),
                "without": ("boolean flags",),
            },
        },
        not_prose=("Avoid enums", "Use the generator of the report", "Generics are hard"),
    ),
    Topic(
        id="no-shared-mutable-state",
        title="Nothing changes that several callers share unawares",
        phrases=either(
            forbidden(
                r"\bmutable (?:default (?:arguments?|values?|parameters?)|defaults?|globals?)\b"
                r"|\bmutable (?:objects?|values?|types?|collections?"
                r"|lists?)\b[^.;]{0,20}\bdefaults?\b"
                r"|\bglobal (?:mutable )?(?:variables?|state|objects?)\b|\bglobals\b"
                r"|\bmodule-level (?:mutable )?state\b",
                named("what", r"(mutable defaults?|global|module-level)(?: \w+)*"),
            ),
        ),
        keywords=words("mutable global module"),
        prose={
            "Don't take mutable lists as defaults": {},
            "No mutable default arguments": {"what": ("mutable default",)},
            "Do not use global variables": {"what": ("global",)},
            "Avoid module-level state": {"what": ("module-level",)},
        },
        not_prose=("Keep global state minimal", "Global styles live in app.css"),
    ),
    Topic(
        id="no-dead-code",
        title="Code that nobody runs is deleted",
        phrases=either(
            forbidden(
                r"\b(?:dead|commented[- ]out|unreachable|unused) (?:code|variables?|functions?"
                r"|files?|parameters?|exports?|components?|blocks?)\b|\bcommented[- ]out\b"
                r"|\bleave (?:\w+ )?(?:stubs|placeholders)\b|\b(?:stubs|placeholder (?:code"
                r"|implementations?))\b|\b(?:leave|commit|merge|no|add)\b[^.;]{0,20}\b(?:todos?"
                r"|fixmes?)\b",
                named(
                    "what",
                    r"todos?|fixmes?|dead|commented[- ]out|unreachable|unused|placeholders?|stubs",
                ),
            ),
            demanded(
                r"\b(?:remove|delete|clean up|prune)\b[^.;]{0,25}\b(?:dead|unused|commented[- ]out"
                r"|unreachable)\b",
                named("what", r"dead|commented[- ]out|unreachable|unused"),
            ),
        ),
        keywords=words("dead comment unreachable unused stub placeholder todo fixme"),
        prose={
            "No commented-out code": {"what": ("commented-out",)},
            "Remove unused variables and functions": {"what": ("unused",)},
            "Don't leave TODO comments": {"what": ("todo",)},
            "Don't leave dead code behind": {"what": ("dead",)},
        },
        not_prose=("No unused imports", "Keep unused ids free", "Comment on dead links"),
    ),
    Topic(
        id="no-hard-coded-values",
        title="Values of the kind that the spec names are not written into code",
        phrases=forbidden(
            r"\bhard-?cod(?:e|ed|es|ing)\b (?:\w+ )?(?:colou?rs?|strings?|texts?|urls?|labels?"
            r"|dates?|waits?"
            r"|delays?|paths?|styles?|sizes?|pixels?|copy|ids?|hosts?|ports?|query keys)\b",
            named(
                "what",
                r"hard-?cod(?:e|ed|es|ing) (?:\w+ )?(colou?rs?|strings?|texts?|urls?|labels?|dates?"
                r"|paths?|styles?|sizes?|pixels?|copy|ids?|hosts?|ports?|query keys)",
            ),
        ),
        keywords=words("hard hardcod"),
        prose={
            "No hardcoded colors": {"what": ("colors",)},
            "Never hard-code URLs": {"what": ("urls",)},
            "Avoid hardcoding any strings": {"what": ("strings",)},
        },
        not_prose=("Never hardcode secrets", "Hard-coded strings are fine in tests"),
    ),
    Topic(
        id="code-complexity",
        title="Functions are not more complex than the spec allows",
        phrases=demanded(
            r"\b(?:cyclomatic|cognitive|mccabe) complexity\b|\bcomplexity\b[^.;]{0,20}\b\d{1,2}\b",
            together(
                number("max", r"complexity\D{0,40}(\d{1,2})\b"),
                named("kind", r"cyclomatic|cognitive|mccabe"),
            ),
        ),
        keywords=words("complexity"),
        prose={
            "Cyclomatic complexity stays below 10": {"max": 10, "kind": ("cyclomatic",)},
            "Keep cognitive complexity under 15": {"max": 15, "kind": ("cognitive",)},
            "Max complexity: 8": {"max": 8},
        },
        not_prose=("Hide complexity", "The complexity of the domain"),
    ),
    Topic(
        id="aware-datetimes",
        title="Points in time know their time zone",
        phrases=either(
            demanded(
                r"\b(?:time ?zone|tz)[- ]aware\b|\b(?:datetimes?|dates?|times?|timestamps?)\b"
                r"[^.;]{0,25}\b(?:in|as|are|use|stored? in) utc\b|\b(?:use|always|only) utc\b"
                r"|\butc\b[^.;]{0,20}\b(?:datetimes?"
                r"|dates?|times?|timestamps?)\b|\biso[- ]?8601\b",
                together(flag("zone", r"\butc\b", "utc"), flag("format", r"8601", "iso 8601")),
            ),
            forbidden(r"\bnaive (?:datetimes?|timestamps?)\b|\blocal times?\b"),
        ),
        keywords=words("time tz date utc iso naive local"),
        prose={
            "Use timezone-aware datetimes": {},
            "All dates are ISO 8601 in UTC": {"zone": "utc", "format": "iso 8601"},
            "Never use naive datetimes": {},
            "Store timestamps in UTC": {"zone": "utc"},
        },
        not_prose=("Meet at 9 UTC", "Local times may be shown in the browser"),
    ),
    Topic(
        id="no-type-escapes",
        title="The type checker is not talked round",
        phrases=either(
            forbidden(
                r"\btype (?:assertions?|casts?|casting|suppressions?)\b|\bnon-?null assertions?\b"
                r"|@?ts-(?:ignore|expect-error|nocheck)\b|\btype: ?ignore\b|\bnoqa\b"
                r"|\beslint-disable\b|\b(?:as"
                r"|cast to) unknown\b"
                r"|\bcasts?\b(?= (?:to|with|in)\b)"
                r"|\b(?:disabl|suppress|silenc|bypass)\w*\b[^.;]{0,15}\b(?:eslint|lint\w*"
                r"|typescript"
                r"|type(?:[- ]?check\w*)?|mypy|ruff)\b(?! rules? without)",
                named(
                    "what",
                    r"type assertions?|type casts?|type suppressions?|non-?null assertions?"
                    r"|ts-(?:ignore|expect-error|nocheck)|type: ?ignore|noqa|eslint|typescript|mypy"
                    r"|ruff",
                ),
            ),
            forbidden(r"\bsuppressions?\b(?= (?:allowed|permitted|comments?))"),
        ),
        keywords=words("type non ts as cast disabl suppress silenc bypass nonnull"),
        prose={
            "Avoid type assertions": {"what": ("type assertions",)},
            "Never use `@ts-ignore`": {"what": ("ts-ignore",)},
            "Zero type suppressions allowed": {"what": ("type suppressions",)},
            "Do not disable ESLint rules": {"what": ("eslint",)},
            "No non-null assertions": {"what": ("non-null assertions",)},
        },
        not_prose=(
            "Never disable ESLint rules without a comment",
            "Use type guards",
            "Type assertions are fine in tests",
        ),
    ),
)
