"""Whatever bytes arrive, a generated server answers in its error format, and never with 500."""

import http.client
import json
import re
from pathlib import Path
from typing import Any

import pytest

from agentgen.commands.new import NewRequest, new
from tests.generated.environment import contract
from tests.generated.server import Server, prefix_of, token_of

pytestmark = pytest.mark.generated

SEGMENTS = (
    "%00", "%ED%A0%80", "%FF%FE", "%", "%zz", "9" * 400, "-1", "9223372036854775808", "1e400",
    "NaN", "..%2f..%2fetc", "%F0%9F%99%82", "a" * 5000, "%0d%0aX:1", "{}", "null", "'%20OR%201=1--",
)  # fmt: skip
DEEP = b"[" * 10_000 + b"]" * 10_000
METHODS = {"get", "post", "put", "patch", "delete"}
BODIES: tuple[bytes, ...] = (
    b"", b"{", b"null", b"[]", b'"text"', b"NaN", b"Infinity", b"1e400", b"1" + b"0" * 400,
    b"1" + b"0" * 6000, DEEP, b'{"a":' * 10_000 + b"1" + b"}" * 10_000, b"\xff\xfe\x00",
    b"\xed\xa0\x80", b'"\\ud800"', b'{"\\ud800": "\\u0000"}', '{"é": 1}'.encode("utf-16"),
    '{"é": 1}'.encode("latin-1"),
    b"\xef\xbb\xbf{}", b" " * 100_000,
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    "\0", "\ud800", 2**63, -(2**63) - 1, 10**400, 1e308, True, None, "", "x" * 100_000, [], {},
    [[[[]]]], {"\0": "\ud800"}, -0.0, "9999-99-99T99:99:99Z", "0000-00-00",
)  # fmt: skip
TYPES = (
    "application/json",
    "text/plain",
    "application/json; charset=utf-16",
    "x",
    "multipart/form-data",
)


class Prober:
    """Sends raw requests to one server."""

    def __init__(self, port: int, token: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._keys = {"Authorization": f"Bearer {token}", "api_key": token}
        self.failures: list[str] = []
        self.sent = 0

    def send(self, method: str, target: str, body: bytes = b"", **headers: str) -> None:
        """Send one request, and remember answers of 500 and those out of format."""
        self._connection.putrequest(method, target, skip_accept_encoding=True)
        given = {k.replace("_", "-"): v for k, v in headers.items()}
        for name, value in {**self._keys, "Content-Length": str(len(body)), **given}.items():
            self._connection.putheader(name, value)
        self._connection.endheaders(body)
        answer = self._connection.getresponse()
        text = answer.read()
        self.sent += 1
        refused_before_us = text == b"Invalid HTTP request received."
        if refused_before_us:
            self._connection.close()
        elif answer.status in (500, 502, 503) or (answer.status >= 400 and not is_error(text)):
            self.failures.append(
                f"{answer.status} {method} {target[:80]} {body[:60]!r} {text[:80]!r}"
            )

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def is_error(text: bytes) -> bool:
    """Tell whether a body is an object with an error or a message in it."""
    try:
        body = json.loads(text)
    except ValueError:
        return False
    return isinstance(body, dict) and bool({"error", "message", "detail", "code"} & body.keys())


def served(root: Path) -> dict[str, Any]:
    """The document that a repository serves."""
    document: dict[str, Any] = json.loads(next(root.glob("*/**/contract.json")).read_text("utf-8"))
    return document


def bodies(document: dict[str, Any]) -> list[bytes]:
    """Hostile bodies, and objects with one hostile value under every name the contract knows."""
    schemas = document["components"]["schemas"].values()
    names = sorted({name for schema in schemas for name in schema.get("properties", ())})
    wholes = [dict.fromkeys(names, value) for value in VALUES]
    wrapped = [dict.fromkeys(names, whole) for whole in wholes]
    return [*BODIES, *(json.dumps(whole).encode() for whole in (*wholes, *wrapped))]


def filled(path: str, value: str) -> str:
    """A path with a value for its parameters."""
    return re.sub(r"\{[^{}]*\}", lambda _: value, path)


@pytest.mark.parametrize(
    "file", ["openapi/petstore-3.0.json", "conduit/openapi.yml", "openapi/train-travel.yaml"]
)
def test_no_bytes_break_the_server(file: str, tmp_path: Path) -> None:
    request = NewRequest("made", tmp_path, roles=("backend-expert",), openapi=contract(file))
    root = new(request).target
    document, api = served(root), prefix_of(root)
    hostile = bodies(document)
    with Server(root) as server:
        probe = Prober(server.port, token_of(root))
        for path, item in document["paths"].items():
            for method in METHODS.intersection(item):
                verb = method.upper()
                for value in SEGMENTS:
                    query = f"?limit={value}&offset={value}&{value}={value}&tag={value}"
                    probe.send(verb, f"{api}{filled(path, value)}{query}")
                    probe.send(verb, f"{api}{filled(path, '1')}", Accept=value, Cookie=value)
                if "requestBody" in item[method]:
                    target = f"{api}{filled(path, '1')}"
                    for kind in TYPES:
                        probe.send(verb, target, b'{"a": 1}', Content_Type=kind)
                    for body in hostile:
                        probe.send(verb, target, body, Content_Type="application/json")
        assert server.ask("GET", "/health/ready")[0] == 200
    probe.close()
    assert probe.sent > 300
    assert probe.failures == []
