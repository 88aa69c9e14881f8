"""What specs demand of tests: which levels there are, and what each of them covers."""

from agentgen.ir.tests_prose import LIBRARIES_OF
from agentgen.topics.base import Topic, demanded
from agentgen.topics.phrasing import words

_SERVICES = r"postgres(?:ql)?|redis|s3|mysql|mongodb|kafka|rabbitmq|minio"
TOPICS = (
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
