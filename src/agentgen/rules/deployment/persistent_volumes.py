"""Services of compose files that keep data keep it on volumes."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.containers import compose_services
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, flag, union, words
from agentgen.rules.base import Example, Found, Rule

_KEEPS = re.compile(
    r"(?:^|/)(?:postgres|postgis|mysql|mariadb|mongo|redis|valkey|rabbitmq|elasticsearch|opensearch|qdrant|minio|chroma|weaviate|clickhouse|neo4j|kafka)"
)

_CACHES = re.compile(r"cache|--save \"\"|--save ''")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at every service whose image keeps data."""
    found, examined = [], 0
    for service in compose_services(codebase.texts):
        plain = f"{service.name} {service.options.get('command', '')}"
        if not _KEEPS.search(service.image) or _CACHES.search(plain):
            continue
        examined += 1
        if not service.options.get("volumes"):
            message = f"the data of `{service.name}` ({service.image}) lies on no volume"
            found.append(Found(service.path, service.line, message))
    return found, examined


RULE = Rule(
    id="persistent-volumes",
    title="Data of containers lies on volumes",
    help="mount a named volume",
    what="services that keep data",
    phrases=demanded(
        r"\bvolumes?\b[^.;]{0,25}\b(?:data|persist\w*|storage)\b"
        r"|\bpersist\w*\b[^.;]{0,25}\bvolumes?\b|\bnamed volumes?\b",
        flag("by", r"\bvolumes?\b", "volumes"),
    ),
    inspect=inspect,
    valid=(
        Example(
            {
                "compose.yaml": (
                    "services:\n  db:\n    image: postgres:15\n    volumes: [db:/var/lib]\n"
                )
            }
        ),
        Example(
            {
                "docker-compose.yml": (
                    "services:\n  cache:\n    image: redis\n  web:\n    image: nginx\n"
                    "  db:\n    image: mysql:8\n    volumes:\n      - ./data:/var/lib/mysql\n"
                )
            }
        ),
    ),
    invalid=(
        Example({"compose.yaml": "services:\n  db:\n    image: postgres:15\n"}),
        Example(
            {
                "docker-compose.yml": (
                    "services:\n  x:\n    image: docker.io/library/mongo:7\n    volumes: []\n"
                )
            }
        ),
    ),
    prose={
        "Use volumes for data persistence": {"by": "volumes"},
        "Persist the database in named volumes": {"by": "volumes"},
        "Mount a volume for stored data": {"by": "volumes"},
    },
    not_prose=("The volume of sales", "No volumes for caches"),
    keywords=words("volume persist named"),
    status=Status.ENFORCED,
    combine=union,
    params={
        "by": Param(ParamKind.TEXT, "what does it"),
    },
)
