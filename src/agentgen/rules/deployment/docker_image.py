"""Dockerfiles build on the base, with the stages and as the user that the spec says."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.containers import Instruction, dockerfiles
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import demands, mentions, plain
from agentgen.ir.readers import Params, flag, named, together, union, words
from agentgen.rules.base import Example, Found, Rule

_DOCKER = r"\bdocker\w*|\bcontainer\w*|\bcompose\b"
_BASE = re.compile(r"\b((?:python|node|alpine|debian|nginx|ubuntu)[: ]\d(?:[\w.-]*\w)?)")
_SERVERS = r"uvicorn|gunicorn|hypercorn|granian|nginx"


def _base(text: str) -> Params:
    found = _BASE.search(text)
    return {"base": found[1].replace(" ", ":")} if found else {}


def _image(statement: Statement) -> Params | None:
    """«Dockerfile: Python 3.11-slim, non-root user, uvicorn»."""
    text = plain(statement)
    thing = (
        r"^dockerfiles?: |\bnon-root\b|\bmulti-stage\b|\bdockerfiles?\b[^.;]{0,20}\b(?:use|slim"
        r"|optimi[sz]ation)\b|\bslim (?:base )?images?\b|\bbase images?\b"
    )
    if not demands(statement, thing) or not mentions(
        statement, _DOCKER + r"|\bimages?\b|\bmulti-stage builds?\b"
    ):
        return None
    return together(
        _base,
        flag("user", r"\bnon-root\b", "non-root USER"),
        flag("multi_stage", r"\bmulti-stage\b"),
        named("servers", _SERVERS),
    )(text)


_ROOTS = ("root", "0", "root:root", "0:0")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at every Dockerfile; bases and servers only matter to those of that language."""
    found, examined = [], 0
    for path, instructions in dockerfiles(codebase.texts):
        examined += 1
        for line, problem in _problems(instructions, params):
            found.append(Found(path, line, problem))
    return found, examined


def _problems(instructions: tuple[Instruction, ...], params: Params) -> Iterator[tuple[int, str]]:
    stages = [i for i in instructions if i.keyword == "FROM"]
    if not stages:
        return
    last = stages[-1]
    image = last.value.split()[0]
    aliases = {s.value.split()[-1]: s.value.split()[0] for s in stages if " as " in s.value.lower()}
    image = aliases.get(image, image)
    base = str(params.get("base", ""))
    same = image.rsplit("/", 1)[-1].split(":")[0] == base.split(":")[0]
    if base and same and not _is_base(image, base):
        yield last.line, f"the image is built on `{image}`, the spec says `{base}`"
    if params.get("user"):
        users = [i for i in instructions if i.keyword == "USER" and i.stage == last.stage]
        if not users and not re.search(r"nonroot|unprivileged|rootless", image):
            yield last.line, "the container runs as root: there is no `USER`"
        elif users and users[-1].value in _ROOTS:
            yield users[-1].line, f"the container runs as `{users[-1].value}`"
    if params.get("multi_stage") and len(stages) < 2:
        yield last.line, "the image is built in one stage"
    yield from _servers(instructions, last, tuple(params.get("servers", ())))


def _is_base(image: str, base: str) -> bool:
    """`python:3.11.9-slim-bookworm` is `python:3.11-slim`."""
    tag, wanted = image.rpartition(":")[2], base.rpartition(":")[2]
    figures = re.match(r"[\d.]*", wanted)
    words = set(re.split(r"[-.\d]+", wanted)) - {""}
    starts = figures is None or re.match(rf"{re.escape(figures[0])}(?![\d])", tag) is not None
    return starts and all(word in tag for word in words)


def _servers(
    instructions: tuple[Instruction, ...], last: Instruction, servers: tuple[str, ...]
) -> Iterator[tuple[int, str]]:
    commands = [
        i for i in instructions if i.keyword in ("CMD", "ENTRYPOINT") and i.stage == last.stage
    ]
    text = " ".join(c.value for c in commands)
    others = {"uvicorn", "gunicorn", "hypercorn", "granian", "flask run", "fastapi dev"}
    rival = next((o for o in sorted(others) if o in text), "")
    if servers and commands and rival and not any(s in text for s in servers):
        yield commands[-1].line, f"the container starts `{rival}`, the spec says {servers[0]}"


_SLIM = 'FROM python:3.11.9-slim-bookworm\nRUN useradd app\nUSER app\nCMD ["uvicorn", "a:app"]\n'

_ALL = {"base": "python:3.11-slim", "user": "non-root USER", "servers": ("uvicorn",)}

RULE = Rule(
    id="docker-image",
    title="The image is built as the spec says",
    help="change the Dockerfile",
    what="Dockerfiles",
    phrases=_image,
    inspect=inspect,
    valid=(
        Example({"Dockerfile": _SLIM}, _ALL),
        Example(
            {
                "Dockerfile": "FROM node:20 AS web\nRUN npm ci\n" + _SLIM,
                "web/Dockerfile": "FROM nginx\nUSER nginx\n",
            },
            {**_ALL, "base": "python:3.11-slim"},
        ),
        Example(
            {"Dockerfile": "FROM a AS b\nFROM b\nUSER 1000\n"}, {"multi_stage": True, "user": "x"}
        ),
    ),
    invalid=(
        Example({"Dockerfile": "FROM python:3.11-slim\nCMD uvicorn a:app\n"}, _ALL),
        Example({"Dockerfile": _SLIM.replace("USER app", "USER app\nUSER root")}, _ALL),
        Example(
            {"Dockerfile": "FROM python:3.11 AS x\nUSER a\nFROM python:3.11-slim\nRUN b\n"}, _ALL
        ),
        Example({"deploy/api.Dockerfile": _SLIM.replace("3.11.9-slim", "3.12")}, _ALL),
        Example({"Dockerfile": _SLIM}, {"multi_stage": True}),
        Example({"Dockerfile": _SLIM.replace('"uvicorn", "a:app"', '"flask run"')}, _ALL),
    ),
    prose={
        "Dockerfile: Python 3.11-slim, non-root user, uvicorn": {
            "base": "python:3.11-slim",
            "user": "non-root USER",
            "servers": ("uvicorn",),
        },
        "# Docker\nMulti-stage builds": {"multi_stage": True},
        "Containers run as a non-root user": {"user": "non-root USER"},
    },
    not_prose=("Non-root paths are relative", "Never use slim base images"),
    keywords=words("docker non multi slim base"),
    status=Status.ENFORCED,
    combine=union,
    params={
        "base": Param(ParamKind.TEXT, "base"),
        "user": Param(ParamKind.TEXT, "user"),
        "servers": Param(ParamKind.WORDS, "servers"),
        "multi_stage": Param(ParamKind.FLAG, "multi stage"),
    },
)
