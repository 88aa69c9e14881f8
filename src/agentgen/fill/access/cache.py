"""Answers kept on disk, so that the same question to the same model is paid for once."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from agentgen.fill.model import Message, Reply
from agentgen.fill.redact import redact

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Cache:
    """A directory with one file an answer; without one nothing is kept."""

    folder: Path | None = None
    secrets: tuple[str, ...] = ()

    def get(self, parameters: Mapping[str, object], messages: Sequence[Message]) -> Reply | None:
        """The answer given before to exactly this; None when there is none that can be read."""
        if self.folder is None:
            return None
        try:
            value = json.loads(self._file(self.folder, parameters, messages).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        text = value.get("text") if isinstance(value, dict) else None
        return Reply(text, cached=True) if isinstance(text, str) and text else None

    def put(
        self, parameters: Mapping[str, object], messages: Sequence[Message], reply: Reply
    ) -> None:
        """Keep an answer; one with a problem, or with a secret in it, is not kept."""
        if self.folder is None or reply.problem or redact(reply.text, self.secrets) != reply.text:
            return
        file = self._file(self.folder, parameters, messages)
        temporary = file.with_suffix(f".{id(reply)}.tmp")
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps({"text": reply.text}), "utf-8")
            temporary.replace(file)

    def _file(
        self, folder: Path, parameters: Mapping[str, object], messages: Sequence[Message]
    ) -> Path:
        conversation = [[m.role, m.content] for m in messages]
        key = json.dumps([_FORMAT, dict(parameters), conversation], sort_keys=True)
        return folder / f"{hashlib.sha256(key.encode()).hexdigest()}.json"
