"""A small repository with stubs, and a scripted model endpoint."""

import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from agentgen.fill.model import Message, Step, StepResult, Verification

SERVICE = '''"""Prices of a shop."""

from shop.rates import rate_of


class PriceService:
    """What can be done with prices."""

    def __init__(self, country: str) -> None:
        self._country = country

    def get_total(self, net: int) -> int:
        """Add the tax to a net price in cents."""
        # agentgen:stub operation="GetTotal"
        raise NotImplementedError("GetTotal: GET /total stores or shows no record")

    def get_rate(self) -> int:
        """Return the tax rate in percent."""
        return rate_of(self._country)

    def _where_cheap(self, prices: list[int], value: int) -> list[int]:
        """Select by price."""
        # agentgen:stub operation="ListPrices" parameter="cheap"
        raise NotImplementedError("ListPrices: what 'cheap' selects is still to be written")
'''
RATES = '''"""Tax rates."""

RATES = {"de": 19, "fr": 20}


def rate_of(country: str) -> int:
    """Return the rate of a country in percent."""
    return RATES[country]
'''
TESTS = '''"""Prices."""

import pytest

from shop.prices import PriceService


@pytest.mark.xfail(strict=True, reason="GetTotal: to be written")
def test_get_total_answers() -> None:
    assert PriceService("de").get_total(100) == 119
    assert PriceService("fr").get_total(50) == 60


def test_get_rate_knows_countries() -> None:
    assert PriceService("de").get_rate() == 19
'''
OPENAPI = """openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
paths:
  /total:
    get:
      operationId: GetTotal
      parameters:
        - $ref: '#/components/parameters/net'
      responses:
        '200':
          description: The total.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Total'}
  /prices:
    get:
      operationId: ListPrices
      responses: {'200': {description: Prices.}}
components:
  parameters:
    net: {name: net, in: query, schema: {type: integer}}
  schemas:
    Total: {type: object, properties: {cents: {type: integer}}}
    Unrelated: {type: object, properties: {nothing: {type: string}}}
"""
FEATURE = """Feature: Prices

  @GetTotal
  Scenario: Tax is added
    Given a shop in Germany
    When the net price is 100
    Then the total is 119

  Scenario: Something else
    Given nothing
"""
PYPROJECT = """[project]
name = "shop"
version = "1.0.0"

[tool.ruff]
line-length = 100

[tool.ruff.lint]
extend-select = ["I"]

[tool.mypy]
strict = true
files = ["shop"]

[tool.pytest.ini_options]
testpaths = ["tests"]
"""
FILES = {
    "AGENTS.md": "# Rules\n\n- Services must not contain SQL.\n"
    "- Maximum function length: 30 lines\n- React components must be functional.\n",
    "agentgen.yaml": "specs: [AGENTS.md]\ncontract: openapi.yaml\nfeatures: features\n",
    "openapi.yaml": OPENAPI,
    "features/prices.feature": FEATURE,
    "pyproject.toml": PYPROJECT,
    ".gitignore": ".env\n__pycache__/\n.agentgen/\n",
    "shop/__init__.py": '"""A shop."""\n',
    "shop/prices.py": SERVICE,
    "shop/rates.py": RATES,
    "tests/test_prices.py": TESTS,
}
RIGHT = """Here it is:

```python
def get_total(self, net: int) -> int:
    \"\"\"Add the tax to a net price in cents.\"\"\"
    return net + net * self.get_rate() // 100
```
"""


CHEAP = """```python
def _where_cheap(self, prices: list[int], value: int) -> list[int]:
    \"\"\"Select by price.\"\"\"
    return [price for price in prices if price <= value]
```
"""

ASKED = (Message("system", "Be brief."), Message("user", "Hi"))
PASSED = Step("fake", StepResult.PASSED)


class FakeVerifier:
    """Says what it was told to."""

    def __init__(self, *steps):
        self.steps = steps

    def verify(self, stub, patch):
        return Verification(self.steps, patch, "fake")


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file of the tree, but git's own and transcripts."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not {".git", ".agentgen"}.intersection(path.relative_to(root).parts)
    }


def completion(text: str | None, finish: str | None = "stop", **message: Any) -> dict[str, Any]:
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": text, **message},
            }
        ],
        "usage": {"prompt_tokens": 90, "completion_tokens": 10, "total_tokens": 100},
    }


def events(*pieces: str) -> list[bytes]:
    """A streamed completion: an event for each piece, then the end, the usage, and `[DONE]`."""
    usage = {"prompt_tokens": 90, "completion_tokens": 10, "total_tokens": 100}
    values: list[dict[str, Any]] = [
        {"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]}
        for piece in pieces
    ]
    values.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    values.append({"choices": [], "usage": usage})
    return [b"data: " + json.dumps(v).encode() + b"\n\n" for v in values] + [b"data: [DONE]\n\n"]


_STREAM = {"Content-Type": "text/event-stream; charset=utf-8"}


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are part of the tests."""


class ScriptedServer:
    """Answers chat completions over HTTP with what it was told, the last answer repeated."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str], Iterable[bytes], float]] = []
        self.choose: Callable[[dict[str, Any]], str] | None = None
        """Chooses an answer's text by the request, in place of the list."""
        self.delay = 0.0
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self._lock = threading.Lock()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                owner.paths.append(self.path)
                request = json.loads(self.rfile.read(length))
                owner.headers.append(dict(self.headers))
                status, headers, body, pause = owner._next(request)
                time.sleep(owner.delay)
                if status == 0:
                    self.connection.close()
                    return
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for piece in body:
                    time.sleep(pause)
                    self.wfile.write(piece)
                    self.wfile.flush()

            def log_message(self, format: str, *args: Any) -> None:
                """Be quiet."""

        self._server = _QuietServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def _next(self, request: dict[str, Any]) -> tuple[int, dict[str, str], Iterable[bytes], float]:
        with self._lock:
            self.requests.append(request)
            if self.choose is not None:
                return (200, _STREAM, events(self.choose(request)), 0.0)
            return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def say(self, *texts: str) -> None:
        for text in texts:
            self.json(completion(text))

    def json(self, value: Any, status: int = 200, **headers: str) -> None:
        named = {k.replace("_", "-"): v for k, v in headers.items()}
        self._add(status, {"Content-Type": "application/json", **named}, json.dumps(value).encode())

    def error(self, status: int, code: str, **headers: str) -> None:
        self.json({"error": {"message": "no", "code": code, "type": "t"}}, status, **headers)

    def raw(self, status: int, kind: str, body: bytes) -> None:
        self._add(status, {"Content-Type": kind}, body)

    def stream(self, pieces: Iterable[bytes]) -> None:
        self.answers.append((200, _STREAM, list(pieces), 0.0))

    def slow(self, *pieces: bytes, pause: float) -> None:
        self.answers.append((200, _STREAM, pieces, pause))

    def broken(self, body: bytes, promised: int) -> None:
        headers = {**_STREAM, "Content-Length": str(promised)}
        self.answers.append((200, headers, [body], 0.0))

    def call(self, name: str, arguments: str) -> None:
        call = {"id": "c", "type": "function", "function": {"name": name, "arguments": arguments}}
        self.json(completion(None, "tool_calls", tool_calls=[call]))

    def _add(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.answers.append((status, {"Content-Length": str(len(body)), **headers}, [body], 0.0))

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
