"""Images and services: what Dockerfiles and compose files say.

Formats: Dockerfile reference (docs.docker.com/reference/dockerfile), Compose specification
(compose-spec.io).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from agentgen.codebase.documents import documents, inside, line_of

_INSTRUCTION = re.compile(r"[ \t]*([A-Za-z]+)[ \t]+(.*)")
_DOCKERFILE = re.compile(r"(?:^|/)(?:Dockerfile(?:\.[\w-]+)?|[\w-]+\.[Dd]ockerfile|Containerfile)$")
COMPOSE_FILES = ("compose*.y*ml", "docker-compose*.y*ml")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction of a Dockerfile, its keyword in capitals; `stage` counts `FROM`s from 1."""

    keyword: str
    value: str
    line: int
    stage: int


@dataclass(frozen=True, slots=True)
class ComposeService:
    """One service of a compose file."""

    name: str
    image: str
    path: str
    line: int
    options: Mapping[str, Any]


def dockerfiles(texts: Mapping[str, str]) -> Iterator[tuple[str, tuple[Instruction, ...]]]:
    """Every Dockerfile, with its instructions."""
    for path, text in texts.items():
        if _DOCKERFILE.search(path):
            yield path, _instructions(text)


@lru_cache(maxsize=64)
def _instructions(text: str) -> tuple[Instruction, ...]:
    found: list[Instruction] = []
    stage, begun, parts = 0, 0, list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        if line.lstrip().startswith("#") or (not line.strip() and not parts):
            continue
        begun = begun or number
        parts.append(line.rstrip().removesuffix("\\"))
        if line.rstrip().endswith("\\"):
            continue
        match = _INSTRUCTION.match(" ".join(parts))
        if match:
            keyword = match[1].upper()
            stage += keyword == "FROM"
            found.append(Instruction(keyword, match[2].strip(), begun, stage))
        begun, parts = 0, []
    return tuple(found)


def compose_services(texts: Mapping[str, str]) -> tuple[ComposeService, ...]:
    """Every service of every compose file."""
    found = []
    for path, document in documents(texts, *COMPOSE_FILES):
        services = inside(document, "services")
        for name, options in services.items() if isinstance(services, Mapping) else ():
            settings = options if isinstance(options, Mapping) else {}
            line = line_of(texts[path], f"{name}:")
            image = str(settings.get("image") or "")
            found.append(ComposeService(str(name), image, path, line, settings))
    return tuple(found)
