"""What specs demand of errors: where they are raised and handled, and what clients see of them."""

from agentgen.topics.base import Topic, demanded, either
from agentgen.topics.phrasing import words

TOPICS = (
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
