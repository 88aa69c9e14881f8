"""The endpoints that were added, changed and removed since a revision."""

from pathlib import Path

from agentgen.codebase import Codebase
from agentgen.codebase.build import build_codebase
from agentgen.ir.endpoints import EndpointChanges
from agentgen.project.revision import texts_at


def endpoint_changes(root: Path, base: str, codebase: Codebase) -> EndpointChanges:
    """Compare the routes of a code base with those it had at `base`.

    Raises:
        AgentgenError: when git does not know the revision.
    """
    before = _endpoints(build_codebase(texts_at(root, base, ".py")))
    now = _endpoints(codebase)
    return EndpointChanges(
        base,
        added=tuple(sorted(now.keys() - before.keys())),
        changed=tuple(sorted(n for n in now.keys() & before.keys() if now[n] != before[n])),
        removed=tuple(sorted(before.keys() - now.keys())),
    )


def _endpoints(codebase: Codebase) -> dict[str, str]:
    """The text of the handler, decorators included, by endpoint."""
    found: dict[str, str] = {}
    for route in codebase.http_routes:
        path, line = route.place.path, route.place.line
        file = codebase.python.get(path)
        spans = [f for f in file.functions if f.name == route.handler] if file else []
        after = [f for f in spans if f.end_line >= line]
        lines = codebase.texts[path].split("\n")
        last = min((f.end_line for f in after), default=line)
        found[str(route)] = "\n".join(text.rstrip() for text in lines[line - 1 : last])
    return found
