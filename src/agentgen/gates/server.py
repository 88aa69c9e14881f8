"""The target's application, served on a free port over a scratch database."""

import json
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any

from agentgen.codebase.client_calls import is_test_file
from agentgen.gates.base import GateContext, Parts
from agentgen.gates.environment import backend_root, clean_environment, tail, use
from agentgen.gates.scratch import REFUSAL, Scratch, refused, scratch
from agentgen.process import Running, background

_HOST = "127.0.0.1"
_START = 60.0
_ANSWER = 20.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What the application answered; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        """The body as JSON; None when it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None


@dataclass(frozen=True, slots=True)
class Server:
    """A running application."""

    port: int

    @property
    def url(self) -> str:
        """Where it is served, without a trailing slash."""
        return f"http://{_HOST}:{self.port}"

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Reply | None:
        """Send a request; None when nothing that is HTTP comes back in time."""
        connection = HTTPConnection(_HOST, self.port, timeout=_ANSWER)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, found, answer.read())
        except (OSError, HTTPException):
            return None
        finally:
            connection.close()


def app_target(context: GateContext) -> tuple[str, bool] | None:
    """`package.module:name` of the application and whether that is a factory, or None."""
    found = []
    folder = backend_root(context)
    for path, file in context.codebase.python.items():
        inside = path.removeprefix(f"{folder}/") if folder else path
        if is_test_file(path) or (folder and inside == path):
            continue
        for router in file.routers:
            if router.is_app:
                module = inside.removeprefix("src/").removesuffix(".py").replace("/", ".")
                name = router.scope.split(".")[0] or router.name
                found.append((path.count("/"), path, f"{module}:{name}", bool(router.scope)))
    if not found:
        return None
    _, _, target, is_factory = min(found)
    return target, is_factory


@contextmanager
def served(context: GateContext, parts: Parts) -> Iterator[Server | None]:
    """The application, running while the block runs; None where it does not start, noted."""
    target = app_target(context)
    if target is None:
        yield None
        return
    with scratch(context, parts) as place:
        if place is None or not _migrated(context, parts, place):
            yield None
            return
        with _running(context, parts, place, target) as server:
            yield server


def _migrated(context: GateContext, parts: Parts, place: Scratch) -> bool:
    """Make the tables, where the repository has Alembic; False when that fails, noted."""
    found = [p for p in context.codebase.texts if p.rsplit("/", 1)[-1] == "alembic.ini"]
    if not found:
        return True
    folder = min(found, key=lambda p: (p.count("/"), p)).rpartition("/")[0]
    tool = place.tool("alembic")
    done = use(context, parts, tool, ["upgrade", "head"], folder, place.env)
    if done is not None and not done.ok:
        why = REFUSAL if refused(done.output) else tail(done.output, 3)
        parts.missing.append(f"the scratch database cannot be migrated: {why}")
    return done is not None and done.ok


@contextmanager
def _running(
    context: GateContext, parts: Parts, place: Scratch, target: tuple[str, bool]
) -> Iterator[Server | None]:
    server = Server(_free_port())
    name, is_factory = target
    arguments = ["--host", _HOST, "--port", str(server.port), *(["--factory"] * is_factory), name]
    folder = context.root / backend_root(context)
    tool = place.tool("uvicorn")
    parts.commands.append(" ".join(["uvicorn", *(["--factory"] * is_factory), name]))
    parts.versions.append(tool.version)
    if (folder / "src").is_dir():
        arguments = ["--app-dir", "src", *arguments]
    env = clean_environment(place.env)
    command = [*tool.command, *arguments]
    with ExitStack() as stack:
        log = place.folder / "server.log"
        try:
            process = stack.enter_context(background(command, cwd=folder, env=env, log=log))
        except OSError as problem:
            parts.missing.append(f"the application cannot be started: {problem}")
            yield None
            return
        if _answers(server, process, min(_START, context.seconds)):
            yield server
        else:
            parts.missing.append(_reason(process))
            yield None


def _reason(process: Running) -> str:
    output = process.output
    if refused(output):
        return REFUSAL
    if "No module named uvicorn" in output:
        return "uvicorn is not installed in the repository: run `make install` first"
    return f"the application does not start: {tail(output, 3) or 'it answers nothing'}"


def _answers(server: Server, process: Running, seconds: float) -> bool:
    """Wait until it takes connections; False when it ends, or time runs out."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not process.ended:
        with socket.socket() as probe:
            if probe.connect_ex((_HOST, server.port)) == 0:
                return True
        time.sleep(0.1)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])
