"""What audits of dependencies print: `pip-audit --format json`, `npm audit --json`."""

from agentgen.gates.base import Parts
from agentgen.gates.environment import json_object, tail

_GRAVE = ("critical", "high")


def pip_findings(parts: Parts, output: str, folder: str) -> None:
    """Add what pip-audit found; note it as missing where it has no answer (no network)."""
    data = json_object(output)
    rows = data.get("dependencies") if data else None
    if not isinstance(rows, list):
        parts.missing.append(f"pip-audit has no answer: {tail(output, 2)}")
        return
    parts.examined.append(f"{len(rows)} Python packages")
    manifest = f"{folder}/pyproject.toml".lstrip("/")
    for row in rows:
        for hole in row.get("vulns", []):
            fixed = ", ".join(hole.get("fix_versions", [])) or "none yet"
            message = f"{row.get('name')} {row.get('version')}: {hole.get('id')}"
            parts.found(manifest, 1, message, f"update it; mended in: {fixed}")


def npm_findings(parts: Parts, output: str, folder: str, *, grave: bool) -> None:
    """Add what npm found, high and critical alone where `grave`."""
    data = json_object(output)
    rows = data.get("vulnerabilities") if data else None
    if not isinstance(rows, dict):
        parts.missing.append(f"npm audit has no answer: {tail(output, 2)}")
        return
    counts = (data or {}).get("metadata", {}).get("dependencies", {})
    parts.examined.append(f"{counts.get('total', len(rows))} npm packages")
    for name, row in rows.items():
        severity = str(row.get("severity"))
        if not grave or severity in _GRAVE:
            parts.found(
                f"{folder}/package.json".lstrip("/"), 1, f"{name}: {severity}", "run `npm audit`"
            )
