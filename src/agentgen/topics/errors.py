"""What specs demand of errors: where they are raised and handled, and what clients see of them."""

from agentgen.ir.phrases import both
from agentgen.topics.base import Topic, demanded, either, forbidden
from agentgen.topics.phrasing import flag, named, words

TOPICS = (
    Topic(
        id="errors-as-values",
        title="Expected errors are returned, not thrown",
        phrases=both(
            demanded(
                r"\berrors?\b[^.;]{0,20}\b(?:as|by) (?:return )?values?\b|\breturn(?:s|ed|ing)?\b"
                r"[^.;]{0,12}\berrors? (?:objects?|values?|results?)\b|\bresult (?:types?"
                r"|objects?)\b"
                r"[^.;]{0,30}\b(?:errors?|failures?|throw\w*)\b|\beither (?:type|monad)\b",
                flag("form", r"\breturn values?\b", "return values"),
            ),
            forbidden(
                r"\b(?:try ?[/-] ?(?:catch|except)|exceptions?|throw(?:ing)?)\b[^.;]{0,25}"
                r"\b(?:expected|control flow|flow control|business errors?|validation errors?)\b",
                named("without", r"try ?[/-] ?(?:catch|except)|exceptions?|throw(?:ing)?"),
            ),
        ),
        keywords=words("error return result either try exception throw"),
        prose={
            "Model expected errors as return values": {"form": "return values"},
            "Avoid try/catch for expected errors": {"without": ("try/catch",)},
            "Don't use exceptions for control flow": {"without": ("exceptions",)},
            "Model errors as return values; no try/catch for expected ones": {
                "form": "return values",
                "without": ("try/catch",),
            },
            "Use Result types instead of throwing": {},
        },
        not_prose=("Return early on errors", "Never swallow exceptions"),
    ),
    Topic(
        id="edge-case-handling",
        title="Edge cases are handled",
        phrases=demanded(
            r"\bhandles?\b[^.;]{0,25}\b(?:edge|corner)[- ]cases?\b"
            r"|\b(?:edge|corner)[- ]cases? (?:are |must be |should be )?handled"
            r"|\bprioriti[sz]e\b[^.;]{0,25}\bedge[- ]cases?\b|^[^.;]{0,40}error handling and edge"
        ),
        keywords=words("edge corner"),
        prose={
            "Handle edge cases gracefully": {},
            "Corner cases must be handled": {},
            "Handle errors and edge cases first": {},
        },
        not_prose=("Test edge cases", "Do not handle edge cases yet"),
    ),
    Topic(
        id="validation-errors-together",
        title="All validation errors are reported at once",
        phrases=either(
            demanded(
                r"\b(?:return|report|collect|show|list)s?\b[^.;]{0,12}\ball\b[^.;]{0,20}"
                r"\b(?:errors?|violations?|problems?)\b[^.;]{0,20}\b(?:at once|together|in one)\b"
            ),
            demanded(r"\b(?:aggregate|collect|accumulate)\b[^.;]{0,15}\bvalidation errors?\b"),
        ),
        keywords=words("error violation problem"),
        prose={
            "Return all validation errors at once, not one by one": {},
            "Report all violations together": {},
            "Collect validation errors before answering": {},
        },
        not_prose=("Return all orders at once", "Do not return all errors at once"),
    ),
)
