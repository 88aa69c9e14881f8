"""Generated backends as running programs."""

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from agentgen.process import run
from tests.generated.environment import backend_bin, backend_environment


def call(*command: str, cwd: Path, seconds: float = 400) -> str:
    """Run a program of the shared environment; fail with its output."""
    program = str(backend_bin() / command[0])
    done = run([program, *command[1:]], cwd=cwd, env=backend_environment(), seconds=seconds)
    assert done.ok, done.output[-6000:]
    return done.output


class Server:
    """A generated backend, served on a free port."""

    def __init__(self, root: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._root = root
        call("alembic", "upgrade", "head", cwd=root)
        main = next(p for p in ("app", "services", "backend") if (root / p / "main.py").is_file())
        program = backend_bin() / "uvicorn"
        self._process = subprocess.Popen(
            [program, "--factory", f"{main}.main:create_app", "--port", str(self.port)],
            cwd=root,
            env=backend_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> "Server":
        for _ in range(600):
            try:
                assert self.ask("GET", "/health/ready")[0] == 200
                return self
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        pytest.fail("the server does not answer")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(20)

    def ask(self, method: str, path: str, body: Any = None, token: str = "") -> tuple[int, Any]:
        """Send a request; return status and parsed body."""
        data = json.dumps(body).encode() if body is not None else None
        headers = {"Content-Type": "application/json"} if data else {}
        headers |= {"Authorization": f"Bearer {token}", "api_key": token} if token else {}
        url = f"http://127.0.0.1:{self.port}{path}"
        request = urllib.request.Request(url, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text else None
        except urllib.error.HTTPError as problem:
            text = problem.read()
            return problem.code, json.loads(text) if text else None


def token_of(root: Path) -> str:
    """An access token printed by the repository itself."""
    places = ("app/core/token_command", "services/core/token_command", "backend/utils/token")
    found = next(p for p in places if (root / f"{p}.py").is_file())
    return call("python", "-m", found.replace("/", "."), cwd=root).strip()


def prefix_of(root: Path) -> str:
    """The path that all routes begin with."""
    places = ("app/core/config.py", "services/core/config.py", "backend/config/settings.py")
    text = next((root / p).read_text() for p in places if (root / p).is_file())
    line = next(line for line in text.splitlines() if line.startswith("API_PREFIX"))
    return line.split('"')[1]
