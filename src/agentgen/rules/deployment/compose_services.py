"""Compose starts the services that the spec lists, in the versions it gives."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.containers import COMPOSE_FILES, ComposeService
from agentgen.codebase.containers import compose_services as services_of
from agentgen.codebase.documents import documents
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import is_example, plain
from agentgen.ir.readers import Params, union, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import uses_library

_SERVICE = re.compile(
    r"\b(postgres(?:ql)?|redis|mysql|mariadb|mongodb|rabbitmq|kafka|nginx|elasticsearch|qdrant"
    r"|minio|backend|frontend|api|worker|celery|traefik|prometheus|grafana)\b"
    r"(?:[ :](\d+(?:\.\d+)*))?"
)


def _compose(statement: Statement) -> Params | None:
    """«Compose: backend, PostgreSQL 15, Redis 7»."""
    text = plain(statement)
    if not re.match(
        r"(?:docker[- ])?compose(?: services| file| stack| setup)?\s*(?::|>| (?:runs|starts"
        r"|with|includes|has))",
        text,
    ):
        return None
    if is_example(statement) or statement.modality is Modality.NEVER:
        return None
    found = dict(_SERVICE.findall(text))
    return {"services": found} if found else None


_IMAGES = {"postgresql": "postgres", "postgres": "postgres"}

_CLIENTS = {
    "postgres": "asyncpg|psycopg2?(?:-binary)?|pg8000|pg",
    "mysql": "pymysql|aiomysql|asyncmy|mysqlclient|mysql2",
    "redis": "redis|ioredis|bullmq",
    "mongo": "pymongo|motor|mongoose",
    "rabbitmq": "pika|aio-pika|amqplib",
    "worker": "celery",
}
"""Libraries that show that the product needs a service."""
_OWN = ("backend", "frontend", "api", "worker")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Compare the services of all compose files with the list, where a file starts any store."""
    services = services_of(codebase.texts)
    main = next((path for path, _ in documents(codebase.texts, *COMPOSE_FILES)), "")
    found, examined = [], 0
    for name, version in (params.get("services") or {}).items():
        if name in _OWN or not main:
            continue
        image = _IMAGES.get(name, name)
        own = [s for s in services if _runs(s, image)]
        needed = uses_library(codebase, _CLIENTS.get(image, image))
        if not own and not needed:
            continue  # the product does without it
        examined += 1
        if not own:
            found.append(Found(main, 1, f"no service runs {name}"))
        for service in own:
            tag = re.match(r"[\d.]+", service.image.rpartition(":")[2])
            if version and tag and not (tag[0] + ".").startswith(str(version) + "."):
                message = (
                    f"the service `{service.name}` runs {service.image}, the spec says {version}"
                )
                found.append(Found(service.path, service.line, message))
    return found, examined


def _runs(service: ComposeService, image: str) -> bool:
    name = service.image.rpartition(":")[0] or service.image
    head = name.rsplit("/", 1)[-1]
    return head.startswith(image) or (not service.image and service.name == image)


def _file(*images: str) -> dict[str, str]:
    lines = [f"  s{n}:\n    image: {image}\n" for n, image in enumerate(images)]
    return {"compose.yaml": "services:\n  app:\n    build: .\n" + "".join(lines)}


_WANTED = {"services": {"backend": "", "postgresql": "15", "redis": "7"}}

RULE = Rule(
    id="compose-services",
    title="Compose starts the services that the spec lists",
    help="add the service, in the version that the spec gives",
    what="services",
    phrases=_compose,
    inspect=inspect,
    valid=(
        Example(_file("postgres:15-alpine", "redis:7"), _WANTED),
        Example(_file("docker.io/bitnami/postgresql:15.4", "redis:7.2-alpine"), _WANTED),
    ),
    invalid=(
        Example({**_file("postgres:15"), "requirements.txt": "redis>=5\n"}, _WANTED),
        Example(_file("postgres:16-alpine", "redis:7"), _WANTED),
        Example({**_file("mysql:8", "redis:6"), "a.py": "import asyncpg\n"}, _WANTED, findings=2),
    ),
    prose={
        "Compose: Backend, PostgreSQL 15, Redis 7": {
            "services": {"backend": "", "postgresql": "15", "redis": "7"}
        },
        "Docker Compose runs nginx and a worker": {"services": {"nginx": "", "worker": ""}},
        "docker-compose: api, mysql:8": {"services": {"api": "", "mysql": "8"}},
    },
    not_prose=("Compose small functions", "Prod: docker compose up"),
    keywords=words("docker compose"),
    status=Status.ENFORCED,
    combine=union,
    params={
        "services": Param(ParamKind.TABLE, "services"),
    },
)
