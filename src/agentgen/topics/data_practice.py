"""What specs demand of queries, sessions and columns beyond their schema."""

from agentgen.topics.base import Topic, demanded, either, forbidden
from agentgen.topics.phrasing import flag, named, words

TOPICS = (
    Topic(
        id="money-types",
        title="Amounts of money are exact",
        phrases=either(
            demanded(
                r"\b(?:money|monetary|amounts?|prices?|currenc(?:y|ies)|financial)\b[^.;]{0,40}"
                r"\b(?:decimal|integers?|cents|minor units?|numeric)\b|\b(?:decimal|integer"
                r"|numeric)\b"
                r"[^.;]{0,20}\bfor (?:money|monetary|amounts?|prices?|financial)\b",
                named("type", r"decimals?|integers?|cents|minor units?|numeric"),
            ),
            forbidden(
                r"\bfloats?\b[^.;]{0,20}\b(?:money|monetary|amounts?|prices?|financial)\b"
                r"|\b(?:money|monetary|amounts?|prices?)\b[^.;]{0,20}\bfloats?\b",
                flag("without", r"", "float"),
            ),
        ),
        keywords=words("money monetary amount price currenc financial"),
        prose={
            "Money is stored in integer cents": {"type": ("integer", "cents")},
            "Never use float for money": {"without": "float"},
            "Use Decimal for monetary values": {"type": ("decimal",)},
        },
        not_prose=("Save money", "Floats may hold weights"),
    ),
    Topic(
        id="no-raw-sql",
        title="Queries are built by the ORM",
        phrases=either(
            forbidden(
                r"\b(?:raw|plain|hand-?written|inline) (?:sql|quer(?:y|ies))\b",
                named("without", r"(raw|plain|hand-?written|inline) (?:sql|quer(?:y|ies))"),
            ),
            demanded(
                r"\b(?:use|prefer|via|through) (?:the )?(?:orm|query builder)\b[^.;]{0,30}"
                r"\b(?:quer\w+|access|instead|rather|over|operations?)\b"
            ),
        ),
        keywords=words("raw plain hand inline orm query"),
        prose={
            "Never use raw SQL": {"without": ("raw",)},
            "Avoid raw queries": {"without": ("raw",)},
            "Use the ORM for all database operations": {},
        },
        not_prose=("Raw SQL is fine in migrations", "Use an ORM"),
    ),
    Topic(
        id="orm-style",
        title="The ORM is used in the style that the spec names",
        phrases=demanded(
            r"\basync(?:hronous)? (?:db |database |sqlalchemy )?(?:sessions?|engines?|drivers?)\b"
            r"|\basyncsession\b|\b(?:2\.[0x]|declarative|modern|typed)[- ]style\b[^.;]{0,30}"
            r"\b(?:quer\w+|models?|mappings?|select)?\b|\bmapped_column\b"
            r"|\bmapped(?:\[|\b and )|\bselect\(\)",
            named(
                "use",
                r"async(?:hronous)?(?: \w+)? (?:sessions?|engines?|drivers?)|asyncsession"
                r"|mapped_column|mapped|2\.[0x][- ]style|declarative",
            ),
        ),
        general=True,
        keywords=words("async asyncsession 2 declarative modern typed mapped mapped_column select"),
        prose={
            "Use async sessions": {"use": ("async sessions",)},
            "Models use `Mapped` and `mapped_column`": {"use": ("mapped", "mapped_column")},
            "Write queries in 2.0-style": {"use": ("2.0-style",)},
        },
        not_prose=("Sessions are short", "No async engines in scripts", "Select the best"),
    ),
    Topic(
        id="generated-migrations",
        title="Migrations come from the tool that the spec names",
        phrases=either(
            forbidden(
                r"\b(?:manual(?:ly)?|hand-?written|by hand)\b[^.;]{0,20}\bmigrations?\b|\bmigration"
                r" (?:files?|scripts?)\b[^.;]{0,20}\b(?:manual(?:ly)?|by hand)\b"
                r"|\bcreate_all\b"
            ),
            demanded(
                r"\b(?:auto-?generate|autogenerate)\w*\b[^.;]{0,30}\bmigrations?\b|\bmigrations?\b"
                r"[^.;]{0,30}\b(?:auto-?generated?|autogenerate)\b|--autogenerate\b",
                flag("by", r"\balembic\b", "alembic"),
            ),
        ),
        keywords=words("manual hand migration create_all auto autogenerat"),
        prose={
            "Do not manually create migration files": {},
            "Autogenerate migrations with Alembic": {"by": "alembic"},
            "Never use `create_all` in production": {},
        },
        not_prose=("Review migrations by hand", "Generated code is linted"),
    ),
)
