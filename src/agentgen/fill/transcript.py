"""A record of every request and answer, one JSON object a line, without secrets."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agentgen.fill.redact import redact
from agentgen.names import snake

FOLDER = Path(".agentgen") / "fill"


def own_folder(root: Path) -> Path:
    """The directory where `fill` keeps what is not the user's; it ignores itself in git."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    return folder


@dataclass(frozen=True, slots=True)
class Transcript:
    """Appends events to a file."""

    file: Path
    secrets: tuple[str, ...] = ()

    @classmethod
    def begin(cls, root: Path, label: str, secrets: tuple[str, ...]) -> "Transcript":
        """A transcript of a name of its own; its folder ignores itself in git."""
        folder = own_folder(root)
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        return cls(folder / f"{moment}-{snake(label)[:60]}.jsonl", secrets)

    def note(self, kind: str, values: Mapping[str, Any]) -> None:
        """Append one event."""
        event = {"time": datetime.now(UTC).isoformat(), "event": kind, **values}
        clean = _redacted(event, self.secrets)
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(clean, ensure_ascii=False) + "\n")


def _redacted(value: Any, secrets: tuple[str, ...]) -> Any:
    if isinstance(value, str):
        return redact(value, secrets)
    if isinstance(value, Mapping):
        return {key: _redacted(inner, secrets) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_redacted(inner, secrets) for inner in value]
    return value
