"""What specs demand of the database: columns, indexes, migrations, queries."""

from agentgen.topics.base import Topic, demanded

TOPICS = (
    Topic(
        id="generated-models",
        title="Models and types are generated, not written twice",
        phrases=demanded(
            r"\bgenerated (?:\w+ )?(?:types?|models?|clients?|schemas?|code)\b"
            r"|\bgenerate (?:\w+ ){0,3}(?:types?|models?|clients?) from\b"
        ),
        keywords=("generate",),
        prose={
            "Use generated types": {},
            "Generate TypeScript types from the OpenAPI document": {},
            "Import the generated client": {},
        },
        not_prose=("Never edit generated code", "Generate a report from the logs"),
    ),
)
