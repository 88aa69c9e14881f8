"""What specs demand of the look of code: quotes, commas, imports, language features."""

from agentgen.topics.base import Topic, demanded, either, forbidden
from agentgen.topics.phrasing import flag, named, words

_USED, _UNUSED = flag("use", r""), flag("use", r"", False)
_BRACES = (
    r"\b(?:curly )?(?:braces|brackets)\b(?=[^.;]{0,40}\b(?:conditional|if|single-line|one-line"
    r"|statement|blocks?)\b|$)"
)
_CONDITIONS = r"(?:conditionals?|if[- ]statements?|statements?|conditions|ifs)"

TOPICS = (
    Topic(
        id="control-braces",
        title="Short conditionals are written as the spec says",
        phrases=either(
            forbidden(_BRACES, _UNUSED),
            demanded(
                r"\b(?:omit|skip|leave out|drop)\b[^.;]{0,12}\b(?:curly )?(?:braces|brackets)\b",
                _UNUSED,
            ),
            demanded(
                rf"\b(?:one|single)-lin(?:e|er)s?\b[^.;]{{0,25}}\b{_CONDITIONS}\b",
                flag("form", r"", "one-line"),
            ),
            demanded(
                rf"\b(?:(?:always )?use (?:curly )?braces|curly braces (?:for|around) (?:all"
                rf"|every))\b"
                rf"[^.;]{{0,20}}\b{_CONDITIONS}",
                _USED,
            ),
        ),
        keywords=words("brace bracket curly one single"),
        prose={
            "Avoid needless curly braces in if statements": {"use": False},
            "Leave out the braces of single-line conditionals": {"use": False},
            "Write one-line syntax for simple conditionals": {"form": "one-line"},
            "Always use braces in if statements": {"use": True},
            "Curly braces for all conditionals": {"use": True},
        },
        not_prose=("Balance the brackets of the query", "One line per statement is logged"),
    ),
    Topic(
        id="function-form",
        title="Functions are written in the form that the spec prefers",
        phrases=either(
            demanded(
                r"\b(?:use|prefer|favou?r|with|write) (?:the )?[\"'`]?function[\"'`]? (?:keyword"
                r"|declarations?)\b|\bfunctions?,? (?:not|over|instead of|rather than) (?:const"
                r"|arrow functions?|function expressions?)\b",
                flag("use", r"", "function"),
            ),
            demanded(
                r"\b(?:use|prefer|favou?r) (?:const |arrow )functions? (?:for|over|to define)"
                r" (?:components|function declarations?|helpers|declaring)",
                flag("use", r"", "arrow function"),
            ),
        ),
        keywords=words("function arrow const"),
        prose={
            'Use the "function" keyword for helpers': {"use": "function"},
            "Write function declarations, not arrows": {"use": "function"},
            "Components are functions, not const": {"use": "function"},
            "Prefer const functions over function declarations": {"use": "arrow function"},
        },
        not_prose=("Functions must be short", "Never use the function keyword"),
    ),
    Topic(
        id="no-magic-values",
        title="Numbers and texts with a meaning have a name",
        phrases=either(
            forbidden(r"\bmagic (?:numbers?|strings?|values?)\b"),
            demanded(r"\bnamed constants?\b|\bconstants? (?:instead of|rather than) magic"),
        ),
        keywords=words("magic named constant"),
        prose={
            "No magic numbers": {},
            "Use named constants": {},
            "Avoid magic strings in queries": {},
        },
        not_prose=("Magic numbers are fine in tests", "Constants: UPPER_SNAKE_CASE"),
    ),
    Topic(
        id="spelling",
        title="Text is spelled as the spec says",
        phrases=demanded(
            r"\b(?:use|enforce|prefer|write|follow)\b[^.;]{0,12}\b(?:british|american)\b"
            r"[^.;]{0,10}\b(?:spellings?|english)\b|\b(?:comments|names|code|messages)\b"
            r"[^.;]{0,25}\bin english\b",
            named("variant", r"british|american|english"),
        ),
        keywords=words("spelling british american english"),
        prose={
            "Enforce British spellings in all code": {"variant": ("british",)},
            "Comments and names are written in English": {"variant": ("english",)},
            "Use American spelling": {"variant": ("american",)},
        },
        not_prose=("British customers pay in pounds", "Avoid American spelling"),
    ),
)
