"""What specs demand of how tests are written: data, mocks, order, independence."""

from agentgen.topics.base import Topic, demanded
from agentgen.topics.phrasing import items, words

TOPICS = (
    Topic(
        id="test-edge-cases",
        title="Edge cases are tested",
        phrases=demanded(
            r"\b(?:tests?|cover(?:s|ing)?|check|verify)\b[^.;]{0,40}\b(?:edge|corner|boundary)"
            r"[- ]cases?\b|\b(?:edge|corner|boundary)[- ]cases?\b[^.;]{0,20}\b(?:tested|covered)\b"
            r"|^edge cases \(",
            items("cases"),
        ),
        keywords=words("edge corner boundary"),
        prose={
            "Test edge cases: empty inputs, nulls, duplicates": {
                "cases": ("empty inputs", "nulls", "duplicates")
            },
            "Write async tests covering edge cases": {},
            "Boundary cases must be covered": {},
        },
        not_prose=("Handle edge cases gracefully", "Do not test edge cases twice"),
    ),
    Topic(
        id="test-first",
        title="Tests are written before the code",
        phrases=demanded(
            r"\btdd\b|\btest[- ]driven\b|\b(?:write|writing) (?:the "
            r"|a )?(?:failing )?tests? first\b"
            r"|\btests? (?:first|before (?:the )?(?:code|implementation))\b|\bred[- /,]+green\b"
        ),
        keywords=words("tdd test green"),
        prose={
            "TDD: write test first, watch it fail": {},
            "Write a failing test first": {},
            "Tests before implementation": {},
        },
        not_prose=("Run the tests", "TDD is optional"),
    ),
    Topic(
        id="testable-code",
        title="Code can be tested",
        phrases=demanded(r"\btestable\b|\btestability\b(?! of the)"),
        keywords=words("testab"),
        prose={
            "Write testable code": {},
            "Keep business logic testable": {},
            "Emphasize testability": {},
        },
        not_prose=("No testable parts", "Test tables"),
    ),
)
