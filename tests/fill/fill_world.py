"""A small repository with stubs, and a scripted model endpoint."""

import json
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

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


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are part of the tests."""


class ScriptedServer:
    """Answers chat completions over HTTP with what it was told, the last answer repeated."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str], bytes]] = []
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                owner.requests.append(json.loads(self.rfile.read(length)))
                owner.headers.append(dict(self.headers))
                more = len(owner.answers) > 1
                status, headers, body = owner.answers.pop(0) if more else owner.answers[0]
                if status == 0:
                    self.connection.close()
                    return
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Be quiet."""

        self._server = _QuietServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def say(self, *texts: str) -> None:
        for text in texts:
            self.json(completion(text))

    def json(self, value: Any, status: int = 200, **headers: str) -> None:
        named = {k.replace("_", "-"): v for k, v in headers.items()}
        body = json.dumps(value).encode()
        self.answers.append((status, {"Content-Type": "application/json", **named}, body))

    def raw(self, status: int, kind: str, body: bytes) -> None:
        self.answers.append((status, {"Content-Type": kind}, body))

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
