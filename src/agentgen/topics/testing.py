"""What specs demand of tests: which levels there are, and what each of them covers."""

from agentgen.ir.tests_prose import LABEL, LEVELS, LIBRARIES_OF, SENTENCE
from agentgen.topics.base import Topic, demanded, either
from agentgen.topics.phrasing import labelled, named, together, words

_SERVICES = r"postgres(?:ql)?|redis|s3|mysql|mongodb|kafka|rabbitmq|minio"
TOPICS = (
    Topic(
        id="integration-tests",
        title="Parts are tested together",
        phrases=either(
            labelled(r"integration(?: tests?)?", LEVELS, LABEL),
            demanded(
                r"(?<!covered by )\bintegration(?:[- ]tests?\b|(?:,| and"
                r"|/) [\w, -]{0,40}\btests?\b)|\btest ?containers\b"
                r"|\btest\b[^.;]{0,12}\bhow\b[^.;]{0,40}\b(?:interact|work together|integrate)s?\b",
                together(SENTENCE, named("services", _SERVICES)),
            ),
        ),
        keywords=words("integration testcontainer container interact work integrate"),
        prose={
            "Every API endpoint needs an integration test": {},
            "# Test types\nIntegration: component interactions, database": {
                "covers": ("component interactions", "database")
            },
            "Test how new services interact with others": {},
            "Leverage TestContainers for PostgreSQL and Redis": {
                "libraries": ("testcontainers",),
                "services": ("postgresql", "redis"),
            },
        },
        not_prose=(
            "Integration with Slack",
            "Integration: REST and WebSockets",
            "Skip integration tests",
        ),
    ),
    Topic(
        id="end-to-end-tests",
        title="Whole workflows are tested",
        phrases=either(
            labelled(r"e2e(?: tests?)?|end-to-end(?: tests?)?", LEVELS, LABEL),
            demanded(
                r"\b(?:e2e|end[- ]to[- ]end)\b[- ](?:tests?|testing)\b|\bplaywright for e2e\b"
                r"|\b(?:playwright|cypress)\b[^.;]{0,20}\b(?:tests?|covers?|journeys?)\b"
                r"|\bfor e2e\b|\btests?\w*[^.;]{0,30}\b(?:are|is) (?:e2e|end[- ]to[- ]end)\b",
                together(LIBRARIES_OF, named("tests", r"test_\w+")),
            ),
        ),
        keywords=words("e2e end playwright cypress"),
        prose={
            "# Testing\nE2E: complete workflows": {"covers": ("complete workflows",)},
            "Playwright for E2E": {"libraries": ("playwright",)},
            "Create end-to-end tests for user workflows": {},
            "`test_api` and `test_jobs` are E2E": {"tests": ("test_api", "test_jobs")},
        },
        not_prose=("End-to-end encryption", "E2E tests are optional"),
    ),
    Topic(
        id="agent-tests",
        title="Agents are tested by what they decide",
        phrases=either(
            labelled(r"agents?(?: tests?)?", r"\btests? (?:types?|levels?|pyramid)\b", LABEL),
            demanded(
                r"\b(?<!user )agent (?:behaviou?r )?tests?\b"
                r"|\btest\b[^.;]{0,12}\bagent (?:behaviou?r"
                r"|decisions)"
            ),
        ),
        keywords=words("agent"),
        prose={
            "# Test types\nAgent: behavior, state transitions": {
                "covers": ("behavior", "state transitions")
            },
            "Write agent tests for each tool": {},
            "Test all agent decisions": {},
        },
        not_prose=("Agent: Backend-Coder", "The user agent tests the page"),
    ),
    Topic(
        id="load-tests",
        title="Load and stress are tested",
        phrases=demanded(
            r"\b(?:load|stress|performance|endurance|soak)[- ]test(?:s|ing)?\b",
            LIBRARIES_OF,
        ),
        keywords=words("load stress performance endurance soak"),
        prose={
            "Execute load testing for all APIs": {},
            "Performance tests with k6": {"libraries": ("k6",)},
            "Run stress tests before each release": {},
        },
        not_prose=("Load the test data", "No load tests on production"),
    ),
    Topic(
        id="security-tests",
        title="Security is tested",
        phrases=demanded(
            r"\bsecurity test(?:s|ing)?\b|\bpenetration test\w*|\btest\b[^.;]{0,25}"
            r"\b(?:authori[sz]ation|authentication|owasp)\b|\bowasp\b"
        ),
        keywords=words("security penetration owasp authori authentic"),
        prose={
            "Conduct security testing": {},
            "Always test authentication and authorization": {},
            "Cover the OWASP API Security Top 10": {},
        },
        not_prose=("Test the login page layout", "No penetration tests on Fridays"),
    ),
    Topic(
        id="contract-tests",
        title="Tests compare the API with its contract",
        phrases=demanded(
            r"\b(?:contract|consumer-driven|pact)[- ]test(?:s|ing)?\b|\bcontract compliance\b"
        ),
        keywords=words("contract consumer pact"),
        prose={
            "Build contract testing systems": {},
            "Consumer-driven contract tests": {},
            "Ensure contract compliance": {},
        },
        not_prose=("Sign the contract", "No contract tests for mocks"),
    ),
)
