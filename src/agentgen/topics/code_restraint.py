"""What specs rule out in code, or limit: constructs, arguments, empty files, pictures."""

import re

from agentgen.ir.code_names import spans
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import is_example, plain
from agentgen.topics.base import Params, Topic, demanded, either, forbidden, names
from agentgen.topics.phrasing import named, number, words

_UNWANTED = (
    r"nested functions?|inner functions?|single[- ]letter (?:variables?|names?)|abbreviations?"
    r"|inheritance|singletons?|monkey-?patch\w*|recursion|metaclass(?:es)?|lambdas?|else (?:blocks?"
    r"|statements?|branches)|switch statements?|magic methods|static methods|(?<=avoid )classes"
    r"|(?<=no )classes|(?<=use )classes|(?<=over )classes|(?<=write )classes"
    r"|react\.fc|react\.functioncomponent|react\.memo|forwardref|(?<!ad )(?<!ad-)hocs?|nested"
    r" ternar(?:y|ies)(?: operators?)?|higher-order components?"
    r"|render props|class inheritance|multiple inheritance|deep inheritance|utility classes"
    r"|one-letter names?|hungarian notation|custom css|css files|global (?:css|styles)|jquery"
    r"|ternar(?:y|ies)|regex(?:es)?|goto|type aliases|overloads?|decorators|mixins?|god (?:objects?"
    r"|classes)|long parameter lists|boolean flags|nulls?|undefined|any casts"
    r"|(?:private |module-level |generic |static )+(?:helper|utility) (?:functions|methods|modules)"
    r"|module-level (?:functions|state|variables|side effects)|global variables|globals"
    r"|mutable default(?: argument)?s?|mutable defaults|(?:star|wildcard|glob) imports"
    r"|barrel files|index files|namespaces|type (?:casts|assertions)|non-null assertions"
    r"|implicit conversions|iifes?|nested loops|chained (?:ternaries|comparisons)"
)


@needing(r"\b(?:names?|schemas?|classes|files?|events?|branches|models?|keys?|tests?|metrics)\b")
def _patterns(statement: Statement) -> Params | None:
    """«Event names follow `{domain}.{action}`», «schemas are named `OrderCreate`, `OrderRead`»."""
    if is_example(statement) or statement.modality is Modality.NEVER:
        return None
    match = _NAMED.match(plain(statement))
    found = spans(statement.text)
    if match is None or not found:
        return None
    return {"patterns": {match["what"]: names(found)}}


_NAMED = re.compile(
    r"^(?!never|don't|do not|avoid)(?:all |the |every "
    r"|each )*(?P<what>[a-z][a-z ]{2,30}?)(?: names?| naming)?"
    r" (?:(?:are|is|must be|should be) (?:named|called)|follows?|use the pattern|use the form"
    r"|match(?:es)?)\b"
)

_MEMBERS = (
    r"\bclass(?:es)?\b[^.;]{0,30}\b\d{1,2} (?:public )?(?:methods?|attributes?|members|fields)\b"
)
_MOST = number("max", r"(\d{1,2}) (?:public )?(?:methods?|attributes?|members|fields)")

TOPICS = (
    Topic(
        id="unwanted-constructs",
        title="Constructs that the spec rules out are not used",
        general=True,
        phrases=forbidden(
            rf"\b(?:{_UNWANTED})\b(?! (?:that|which|whose|solely|only)\b)",
            named("without", _UNWANTED),
        ),
        keywords=words(
            "nested inner single abbreviat inheritance singleton monkey recursion metaclass lambda"
            " else switch magic static class react forwardref hoc higher render multiple deep"
            " utility"
            " helper utility private module generic mutable star wildcard glob barrel index"
            " namespace type non implicit iife chained"
            " one hungarian custom css global jquery ternar regex goto type overload decorator"
            " mixin"
            " god long boolean null undefined any"
        ),
        prose={
            "No nested functions": {"without": ("nested functions",)},
            "Never use React.FC": {"without": ("react.fc",)},
            "Never use mutable default arguments": {"without": ("mutable default arguments",)},
            "Reject nested ternary operators": {"without": ("nested ternary operators",)},
            "Avoid abbreviations and single-letter names": {
                "without": ("abbreviations", "single-letter names")
            },
        },
        not_prose=(
            "Use decorators",
            "Abbreviations are listed below",
            "No ad hoc queries",
            "Avoid classes that only hold constants",
        ),
    ),
    Topic(
        id="name-patterns",
        title="Names follow the pattern that the spec gives",
        general=True,
        phrases=_patterns,
        keywords=words("name schema class file event branch model key test metric"),
        prose={
            "Event names follow `{domain}.{action}`": {
                "patterns": {"event": ("{domain}.{action}",)}
            },
            "Schemas are named `OrderCreate` and `OrderRead`": {
                "patterns": {"schemas": ("OrderCreate", "OrderRead")}
            },
            "Metric names match `app_*_total`": {"patterns": {"metric": ("app_*_total",)}},
        },
        not_prose=("Names follow the domain", "Never let names follow `x_y`", "Use `OrderRead`"),
    ),
    Topic(
        id="argument-style",
        title="Functions take arguments in the form that the spec names",
        phrases=either(
            demanded(
                r"\bkeyword-only (?:arguments?|parameters?|args)\b|\bnamed (?:arguments"
                r"|parameters)\b"
                r"|\bobject (?:parameters?|arguments?)\b[^.;]{0,20}\b(?:more than|over|instead)\b",
                named("use", r"keyword-only|named|object"),
            ),
            forbidden(
                r"\b(?:positional booleans?|boolean (?:positional )?(?:arguments?|parameters?))\b"
                r"|\*args\b|\*\*kwargs\b|\bkwargs\b",
                named("without", r"positional|boolean|args|kwargs"),
            ),
        ),
        keywords=words("keyword named object positional boolean args kwargs"),
        prose={
            "Use keyword-only arguments for flags": {"use": ("keyword-only",)},
            "No boolean positional arguments": {"without": ("boolean", "positional")},
            "Avoid `*args` and `**kwargs`": {"without": ("args", "kwargs")},
        },
        not_prose=("Name the arguments of the trial", "Use kwargs"),
    ),
    Topic(
        id="package-files",
        title="Package files hold what the spec says",
        phrases=demanded(
            r"\binit(?:__)?\.py\b[^.;]{0,20}\b(?:empty|minimal|exports?|re-exports?|only)\b"
            r"|\bempty (?:__)?init(?:__)?\.py\b|\b(?:__)?all(?:__)? to define\b"
            r"|\b(?:define|declare) all in (?:every|each|all|packages|modules)\b",
            named("hold", r"empty|minimal|re-exports?|exports?"),
        ),
        keywords=words("init __init__ empty all __all__ define use declare"),
        prose={
            "Keep `__init__.py` files empty": {"hold": ("empty",)},
            "`__init__.py` only re-exports": {"hold": ("re-exports",)},
            "Define `__all__` in every package": {},
        },
        not_prose=("Define all terms", "Initialise the package"),
    ),
    Topic(
        id="lazy-log-messages",
        title="Log calls are given their values, not finished texts",
        phrases=either(
            demanded(
                r"\blazy (?:log\w*|formatting)\b|\blog\w*\b[^.;]{0,20}\blazy\b"
                r"|\blog\w*\b[^.;]{0,30}%-(?:style|format)"
            ),
            forbidden(
                r"\b(?:f-strings?|string (?:formatting|interpolation|concatenation)|format\(\))\b"
                r"[^.;]{0,20}\blog\w*\b|\blog\w*\b[^.;]{0,30}\b(?:f-strings?|string (?:formatting"
                r"|interpolation|concatenation))\b"
            ),
        ),
        keywords=words("lazy log f string format style"),
        prose={
            "Use lazy logging": {},
            "No f-strings in log calls": {},
            "Don't log with string formatting": {},
        },
        not_prose=("Use f-strings", "Lazy loading of routes"),
    ),
    Topic(
        id="no-emojis",
        title="Code and texts go without pictures",
        phrases=forbidden(
            r"\bemojis?\b|\bemoticons?\b",
            named("in", r"code|docs|documentation|comments?|commits?|commit messages|logs?|ui"),
        ),
        keywords=words("emoji emoticon"),
        prose={
            "No emojis in code": {"in": ("code",)},
            "Never use emojis in commit messages": {"in": ("commit",)},
            "Avoid emoticons": {},
        },
        not_prose=("Emojis are fine in chat", "Use emojis"),
    ),
    Topic(
        id="pure-components",
        title="Rendering changes nothing",
        phrases=either(
            demanded(
                r"\bcomponents? (?:are|must be|should be|stay)? ?(?:pure|deterministic"
                r"|side-effect free"
                r"|stateless)\b|\bpure components?\b|\bpure render\w*\b"
            ),
            forbidden(r"\bside effects\b[^.;]{0,20}\b(?:render\w*|components? bod(?:y|ies))\b"),
        ),
        keywords=words("component pure side render"),
        prose={
            "Components are pure and deterministic": {},
            "No side effects during render": {},
            "Prefer pure components": {},
        },
        not_prose=("Side effects belong in effects", "Components may be impure"),
    ),
    Topic(
        id="class-size",
        title="Classes have no more members than the spec allows",
        phrases=either(demanded(_MEMBERS, _MOST), forbidden(_MEMBERS, _MOST)),
        keywords=words("class"),
        prose={
            "Classes have at most 10 methods": {"max": 10},
            "A class has no more than 7 attributes": {"max": 7},
            "Class size: 12 public methods": {"max": 12},
            "No class with more than 12 methods": {"max": 12},
        },
        not_prose=("Classes are small", "A class of 30 lines"),
    ),
)
