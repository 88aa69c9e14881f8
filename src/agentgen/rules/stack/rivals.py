"""Technologies that exclude one another, with the libraries that show which one is used."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """Technologies for one purpose in one ecosystem: name to a pattern of library names.

    `exclusive`: a rival beside the chosen one is a breach too; else only one in its place.
    """

    purpose: str
    ecosystem: str
    libraries: dict[str, str]
    exclusive: bool = False


FIELDS = (
    Field(
        "web framework",
        "python",
        {"fastapi": "fastapi", "django": "django", "flask": "flask", "litestar": "litestar",
         "sanic": "sanic", "tornado": "tornado", "falcon": "falcon", "bottle": "bottle"},
        exclusive=True,
    ),
    Field(
        "HTTP client",
        "python",
        {"httpx": "httpx", "aiohttp": "aiohttp", "requests": "requests", "urllib3": "urllib3"},
        exclusive=True,
    ),
    Field(
        "ORM",
        "python",
        {"sqlalchemy": "sqlalchemy|sqlmodel", "sqlmodel": "sqlmodel", "tortoise": "tortoise-orm",
         "peewee": "peewee", "django": "django", "pony": "pony"},
    ),
    Field(
        "job queue",
        "python",
        {"celery": "celery", "rq": "rq", "arq": "arq", "dramatiq": "dramatiq", "huey": "huey",
         "taskiq": "taskiq"},
        exclusive=True,
    ),
    Field(
        "validation",
        "python",
        {"pydantic": "pydantic|fastapi", "marshmallow": "marshmallow", "cerberus": "cerberus",
         "voluptuous": "voluptuous"},
        exclusive=True,
    ),
    Field("logging", "python", {"structlog": "structlog", "loguru": "loguru"}),
    Field("testing", "python", {"pytest": "pytest", "nose": "nose2?", "unittest": "unittest2"}),
    Field(
        "database driver",
        "python",
        {"postgresql": "asyncpg|psycopg2?(?:-binary)?|pg8000",
         "mysql": "pymysql|aiomysql|asyncmy|mysqlclient|mysql-connector-python",
         "mariadb": "mariadb|pymysql|aiomysql|asyncmy|mysqlclient",
         "mongodb": "pymongo|motor|beanie|mongoengine", "neo4j": "neo4j"},
    ),
    Field(
        "frontend framework",
        "npm",
        {"react": "react|next", "vue": "vue", "svelte": "svelte", "angular": "@angular/core",
         "preact": "preact", "solid": "solid-js"},
        exclusive=True,
    ),
    Field(
        "state management",
        "npm",
        {"redux": "redux|@reduxjs/toolkit", "zustand": "zustand", "jotai": "jotai",
         "mobx": "mobx", "recoil": "recoil"},
        exclusive=True,
    ),
    Field(
        "data fetching",
        "npm",
        {"react query": "@tanstack/react-query|react-query", "swr": "swr",
         "apollo": "@apollo/client"},
        exclusive=True,
    ),
    Field("HTTP client", "npm", {"axios": "axios", "ky": "ky", "superagent": "superagent"}),
    Field(
        "styling",
        "npm",
        {"tailwind": "tailwindcss", "styled-components": "styled-components",
         "emotion": "@emotion/react", "bootstrap": "bootstrap|react-bootstrap"},
    ),
    Field(
        "component library",
        "npm",
        {"shadcn/ui": "@radix-ui/.*|radix-ui|class-variance-authority",
         "radix": "@radix-ui/.*|radix-ui", "chakra ui": "@chakra-ui/react",
         "material ui": "@mui/material", "antd": "antd"},
    ),
    Field(
        "bundler",
        "npm",
        {"vite": "vite", "webpack": "webpack|react-scripts", "parcel": "parcel", "next.js": "next"},
    ),
    Field("testing", "npm", {"vitest": "vitest", "jest": "jest", "mocha": "mocha"}),
    Field("logging", "npm", {"winston": "winston", "pino": "pino"}),
    Field(
        "validation",
        "npm",
        {"zod": "zod", "joi": "joi", "yup": "yup", "valibot": "valibot",
         "class-validator": "class-validator"},
    ),
    Field(
        "ORM",
        "npm",
        {"prisma": "prisma|@prisma/client", "typeorm": "typeorm", "drizzle": "drizzle-orm",
         "sequelize": "sequelize"},
    ),
    Field("job queue", "npm", {"bullmq": "bullmq", "bull": "bull"}),
)  # fmt: skip
