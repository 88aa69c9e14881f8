"""What specs demand of the look of code: quotes, commas, imports, language features."""

from agentgen.topics.base import Topic, demanded, either, forbidden
from agentgen.topics.phrasing import flag, named, words

_USED, _UNUSED = flag("use", r""), flag("use", r"", False)

TOPICS = (
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
