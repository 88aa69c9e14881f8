"""Names of technologies as specs write them, by what they are used for."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

BY_USE: dict[str, tuple[str, ...]] = {
    "language": ("python", "typescript", "javascript", "node.js", "golang", "rust", "java"),
    "backend": (
        "fastapi", "django", "flask", "starlette", "litestar", "express", "nestjs", "graphql",
        "strawberry", "slowapi", "sse-starlette", "fastapi-users", "django rest framework",
        "uvicorn", "gunicorn", "hypercorn", "granian", "jinja2", "dishka", "pydantic-settings",
        "dynaconf", "orjson", "msgspec", "typer", "aiofiles", "hono", "fastify", "koa",
        "grpc", "rest", "websocket",
    ),
    "frontend": (
        "react", "next.js", "vue", "svelte", "angular", "vite", "webpack", "tailwind", "shadcn/ui",
        "shadcn", "chakra ui", "material ui", "mui", "radix", "redux", "zustand", "jotai", "mobx",
        "react query", "tanstack query", "swr", "react router", "tanstack router", "axios",
        "react hook form", "framer motion", "storybook", "emotion", "nuqs", "pinia", "mantine",
        "headless ui", "ant design", "styled-components", "formik", "valibot", "trpc", "orval",
        "tanstack table", "next-intl", "i18next", "recharts", "date-fns", "lucide", "turborepo",
        "rtk query", "wagmi", "viem", "clsx", "tailwind-merge", "heroicons", "lodash",
        "moment.js", "dayjs",
        "luxon", "immer", "xstate", "recoil", "remix", "astro", "solidjs", "nuxt", "daisyui",
        "react-icons", "chart.js", "d3", "three.js", "sonner", "msal", "react-pdf", "tiptap",
        "nx", "rsbuild", "esbuild", "rollup", "parcel", "sass", "postcss", "css modules",
    ),
    "database": (
        "postgresql", "pgvector", "mysql", "mariadb", "sqlite", "mongodb", "dynamodb", "supabase",
        "elasticsearch", "opensearch", "qdrant", "pinecone", "weaviate", "chroma", "milvus",
        "clickhouse", "snowflake", "bigquery", "neo4j", "asyncpg", "psycopg", "aiosqlite",
        "cosmos db",
        "firestore", "timescaledb", "cassandra", "meilisearch", "typesense", "faiss", "oracle db",
    ),
    "orm": (
        "sqlalchemy", "sqlmodel", "prisma", "typeorm", "drizzle", "tortoise", "peewee", "alembic",
        "flyway", "liquibase",
    ),
    "cache": ("redis", "valkey", "memcached"),
    "queue": (
        "celery", "rq", "arq", "dramatiq", "bullmq", "bull", "rabbitmq", "kafka", "nats", "sqs",
        "taskiq", "huey", "temporal", "apscheduler", "inngest",
    ),
    "validation": (
        "pydantic", "zod", "joi", "yup", "class-validator", "marshmallow", "json schema",
    ),
    "http client": ("httpx", "aiohttp", "requests", "fetch api", "tenacity", "aiolimiter"),
    "testing": (
        "pytest", "vitest", "jest", "playwright", "cypress", "testing library", "testcontainers",
        "hypothesis", "schemathesis", "locust", "k6", "msw", "supertest", "factory_boy", "faker",
        "behave", "pytest-bdd", "cucumber", "selenium",
        "pytest-asyncio", "pytest-cov", "pytest-mock", "anyio", "respx", "freezegun", "nox", "tox",
        "polyfactory", "moto", "axe-core",
    ),
    "quality": (
        "ruff", "black", "mypy", "pyright", "isort", "flake8", "pylint", "bandit", "eslint",
        "prettier", "biome", "pre-commit", "snyk", "sonarqube", "stylelint", "semgrep", "pip-audit",
        "oxlint", "husky", "lint-staged", "commitlint", "trivy", "gitleaks", "codeql",
        "import-linter",
        "basedpyright", "ty", "djlint", "sqlfluff", "hadolint",
        "dependabot", "commitizen", "semantic-release", "ktlint", "rubocop",
    ),
    "packaging": (
        "poetry", "uv", "pip", "pipenv", "conda", "pip-tools", "pnpm", "npm", "yarn",
        "bun", "hatch", "pdm",
    ),
    "logging": ("structlog", "loguru", "logfire", "winston", "pino"),
    "monitoring": (
        "prometheus", "grafana", "datadog", "new relic", "sentry", "opentelemetry", "jaeger",
        "elk", "kibana", "logstash", "cloudwatch", "flower",
    ),
    "deployment": (
        "docker compose", "docker-compose", "docker", "kubernetes", "helm", "terraform", "nginx",
        "traefik", "github actions", "gitlab ci", "jenkins", "vercel", "netlify", "heroku", "aws",
        "azure", "gcp", "fly.io", "render.com", "ci/cd", "podman",
    ),
    "service": (
        "stripe", "openai", "anthropic", "langchain", "langgraph", "llamaindex", "gemini",
        "ollama", "litellm", "mistral", "minio", "s3", "auth0",
        "keycloak", "firebase", "clerk", "twilio", "sendgrid", "etsy", "printify", "hugging face",
        "vault", "secrets manager", "okta", "cloudflare",
    ),
    "data": ("pandas", "numpy", "polars", "duckdb", "scikit-learn", "pytorch", "spark", "airflow"),
    "auth": ("jwt", "oauth2", "oauth", "argon2", "bcrypt", "passlib", "pyjwt", "python-jose"),
}  # fmt: skip
_SPELLINGS = {
    "postgresql": r"postgres(?:ql)?|postgre",
    "node.js": r"node(?:\.?js)?",
    "next.js": r"next\.?js",
    "golang": r"golang",
    "tailwind": r"tailwind(?: ?css)?",
    "typescript": r"typescript",
    "websocket": r"web ?sockets?",
    "rest": r"rest(?:ful)?(?: apis?)?",
    "testing library": r"(?:react )?testing[- ]library|rtl",
    "testcontainers": r"test ?containers",
    "scikit-learn": r"scikit-learn|sklearn",
    "react hook form": r"react[ -]hook[ -]form",
    "react router": r"react[ -]router(?:-dom)?",
    "httpx": r"httpx(?:\.(?:async)?client)?",
    "chakra ui": r"chakra[ -]ui",
    "framer motion": r"framer[ -]motion",
    "s3": r"(?:aws )?s3",
    "gemini": r"(?:google )?gemini",
    "docker compose": r"docker[- ]compose",
    "oauth2": r"oauth ?2(?:\.0)?",
    "vue": r"vue(?:\.?js)?",
    "express": r"express(?:\.?js)(?!\w)",
    "render.com": r"render\.com",
    "emotion": r"emotion(?= |$|,|\)|\.)(?!s)",
    "radix": r"radix(?: ui)?",
    "spark": r"(?:apache |py)spark",
    "temporal": r"temporal(?:\.io)",
    "chroma": r"chroma(?: ?db)",
    "bull": r"bull(?= \(|,|\s*/)",
    "requests": r"`?requests`? (?:library|package)",
    "hypothesis": r"hypothesis",
    "prettier": r"prettier",
    "react query": r"(?:react|tanstack)[ -]query",
    "tanstack query": r"(?!)",
    "shadcn/ui": r"shadcn(?:[/-]ui)?",
    "shadcn": r"(?!)",
    "docker-compose": r"(?!)",
    "material ui": r"material[- ]ui|mui",
    "mui": r"(?!)",
    "vault": r"(?:hashicorp )?vault",
    "clerk": r"clerk(?:\.dev|js)",
    "flower": r"flower(?= \()",
    "yarn": r"yarn",
    "moment.js": r"moment(?:\.?js)",
    "dayjs": r"day\.?js",
    "lucide": r"lucide(?:-react| icons)?",
    "solidjs": r"solid\.?js",
    "nuxt": r"nuxt(?:\.?js)?",
    "chart.js": r"chart\.?js",
    "three.js": r"three\.?js|react three fiber",
    "remix": r"remix(?= \(|,|$|\.)",
    "parcel": r"parcel(?= bundler|,|$)",
    "immer": r"immer(?= |,|$|\.)",
    "moto": r"moto(?= |,|$)",
    "nx": r"nx(?= |,|$)",
    "ty": r"ty(?= type|,|$)",
    "nox": r"nox(?= |,|$)",
    "pip": r"pip(?=$|[ ,.;)])(?! install)",
    "cosmos db": r"cosmos ?db",
    "django rest framework": r"django rest framework|drf",
    "oracle db": r"oracle (?:db|database)",
    "tailwind-merge": r"tailwind-merge|twmerge",
    "bun": r"bun(?= |,|$)",
    "fetch api": r"fetch api",
}
_OR = re.compile(r"\|(?![^()]*\))")
_CHOICE = re.compile(r"\(\?:(?P<one_of>[^()]*)\)(?P<optional>\?)?(?![*+{])|(?P<letter>[^\\(])\?")
_NUMBER = r"(?:>=|==|~=|\^|≥)?[ ]?\d+(?:\.\d+)*(?:\.x)?\+?"
_GOES_ON = r"(?!-(?:powered|based|backed|native|driven)\b)[\w-]|/\w|\.\w"
_VERSION = rf"(?:[ ]?(?:version |v)?(?P<version>{_NUMBER})(?![\w%]| ?ms))?"


@cache
def pattern() -> re.Pattern[str]:
    """Every technology as the group `name`, with the version that may follow."""
    name = "|".join(_by_first_letter(_spelled()))
    return re.compile(rf"(?<![\w./@-])(?P<name>{name})(?!{_GOES_ON}){_VERSION}")


def spellings() -> str:
    """Every technology as a pattern, the longest first."""
    return rf"(?<![\w./@-])(?:{'|'.join(_spelled())})"


def _spelled() -> list[str]:
    every = [_SPELLINGS.get(name, re.escape(name)) for names in BY_USE.values() for name in names]
    return sorted(every, key=len, reverse=True)


def _ways(pattern: str) -> list[str]:
    """The patterns that one with a choice or an optional letter at its beginning stands for."""
    begins = _CHOICE.match(pattern)
    if begins is None:
        return [pattern]
    rest = pattern[begins.end() :]
    heads = (begins["one_of"] or begins["letter"]).split("|")
    return [
        head + rest for head in (*heads, *([""] if begins["optional"] or begins["letter"] else ()))
    ]


def _by_first_letter(patterns: Iterable[str]) -> Iterator[str]:
    """The same patterns with what they begin with taken out: a search skips all others at once.

    Of those that begin alike the order stays; no text begins like two that do not.
    """
    groups: dict[str, list[str]] = {}
    for pattern in patterns:
        for one in _OR.split(pattern):
            for way in _ways(one):
                first = way[:2] if way.startswith("\\") else way[:1]
                groups.setdefault(first, []).append(way[len(first) :])
    for first, rests in groups.items():
        if (first, rests) != ("(", ["?!)"] * len(rests)):  # which never matches
            yield f"{first}(?:{'|'.join(rests)})"


@cache
def canonical(spelling: str) -> str:
    """The name that `BY_USE` lists for a spelling that `pattern` found."""
    every = [name for names in BY_USE.values() for name in names]
    if spelling in every and _SPELLINGS.get(spelling) != r"(?!)":
        return spelling
    return next(n for n in every if re.fullmatch(_SPELLINGS.get(n, re.escape(n)), spelling))


def keywords() -> tuple[str, ...]:
    """Beginnings of the words that name a technology."""
    first = {re.split(r"[^a-z0-9_]", n)[0] for names in BY_USE.values() for n in names}
    return tuple(
        sorted(first | {"postgre", "web", "next", "node", "tanstack", "scikit", "pyspark"})
    )
