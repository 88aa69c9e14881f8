"""A built frontend, served to a browser with axe-core put into its pages."""

import json
import mimetypes
import queue
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_OWN = "/agentgen-axe/"
_MOST = 4 * 1024 * 1024
_SCRIPTS = "".join(
    f'<script src="{_OWN}{name}"></script>' for name in ("axe.js", "tags.js", "page.js")
)


@dataclass(slots=True)
class Pages:
    """A running server: its port, and what the pages told, in order."""

    port: int
    told: queue.Queue[dict[str, Any]] = field(default_factory=queue.Queue)


@contextmanager
def pages(built: Path, axe: Path, driver: Path, tags: Sequence[str]) -> Iterator[Pages]:
    """Serve a folder with an `index.html` while the block runs.

    Paths without a file get the index, as pages of a router in the browser do; what a script of
    the page fetches gets 503 (Fetch Metadata tells the two apart), for there is no backend.
    `axe` and `driver` are scripts that every page loads; `tags` are axe-core's names of the rules
    to run.
    """
    scripts = {
        f"{_OWN}axe.js": axe.read_bytes(),
        f"{_OWN}tags.js": f"window.agentgenTags = {json.dumps(list(tags))};".encode(),
        f"{_OWN}page.js": driver.read_bytes(),
    }
    told: queue.Queue[dict[str, Any]] = queue.Queue()
    handler = _handler(built.resolve(), scripts, told)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Pages(server.server_port, told)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def with_scripts(index: str) -> str:
    """The page with the scripts at the head of its head, or of all where it has none."""
    at = index.lower().find("<head>")
    cut = at + len("<head>") if at != -1 else 0
    return index[:cut] + _SCRIPTS + index[cut:]


def _handler(
    built: Path, scripts: dict[str, bytes], told: queue.Queue[dict[str, Any]]
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0].split("#")[0]
            if path in scripts:
                self._answer(200, "text/javascript", scripts[path])
                return
            file = (built / path.lstrip("/")).resolve()
            if file.is_file() and file.is_relative_to(built) and file.suffix != ".html":
                kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                self._answer(200, kind, file.read_bytes())
                return
            if self.headers.get("sec-fetch-dest") == "empty":
                self._answer(503, "application/json", b"{}")
                return
            index = (built / "index.html").read_text("utf-8", "replace")
            self._answer(200, "text/html; charset=utf-8", with_scripts(index).encode())

        def do_POST(self) -> None:
            size = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(min(size, _MOST))
            if self.path == f"{_OWN}result":
                try:
                    told.put(dict(json.loads(body)))
                except (ValueError, TypeError):
                    told.put({"problem": "the page told no JSON"})
            self._answer(204 if self.path.startswith(_OWN) else 503, "application/json", b"")

        def _answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler
