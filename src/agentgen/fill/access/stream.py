"""Read a completion, streamed or whole, within a size and a time.

Server-sent events as in the WHATWG HTML standard; chunks and completions as in OpenAI's API
reference. The body is read here and not by the SDK, which lets dropped streams, web pages and
answers without choices pass.
"""

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from agentgen.fill.access.faults import (
    CutOff,
    EmptyAnswer,
    NoChoices,
    NotJson,
    Refused,
    StreamDropped,
    TooLarge,
    TooSlow,
    WebPage,
)
from agentgen.fill.access.tool import code_of_calls

_FILTERED = "content_filter"


@dataclass(slots=True)
class Completion:
    """What has been read of a completion; counts are None where the endpoint tells none."""

    text: str = ""
    finish: str | None = None
    refusal: str = ""
    calls: dict[int, list[str]] = field(default_factory=dict)
    prompt_tokens: int | None = None
    answer_tokens: int | None = None
    chosen: bool = False

    def take(self, value: Mapping[str, Any], kind: str) -> None:
        """Add a chunk (`delta`) or a whole completion (`message`)."""
        usage = value.get("usage")
        if isinstance(usage, dict):
            self.prompt_tokens = _count(usage.get("prompt_tokens"))
            self.answer_tokens = _count(usage.get("completion_tokens"))
        choices = value.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices else None
        if not isinstance(choice, dict):
            return
        self.chosen = True
        self.finish = choice.get("finish_reason") or self.finish
        message = choice.get(kind)
        if isinstance(message, dict):
            self.text += _text(message.get("content"))
            self.refusal += _text(message.get("refusal"))
            self._take_calls(message.get("tool_calls"))

    def _take_calls(self, calls: object) -> None:
        for position, call in enumerate(calls if isinstance(calls, list) else ()):
            function = call.get("function") if isinstance(call, dict) else None
            if isinstance(function, dict):
                index = call.get("index")
                known = self.calls.setdefault(
                    index if isinstance(index, int) else position, ["", ""]
                )
                known[0] += _text(function.get("name"))
                known[1] += _text(function.get("arguments"))

    def answer(self) -> str:
        """The answer's text.

        Raises:
            AnswerFault: of the kind that it is.
            StreamDropped: when it ended without a finish reason.
        """
        if not self.chosen:
            raise NoChoices
        if self.refusal or self.finish == _FILTERED:
            raise Refused(why=self.refusal or _FILTERED)
        if self.finish == "length":
            raise CutOff
        if self.finish is None:
            raise StreamDropped(why="there is no finish reason")
        text = code_of_calls(self.calls) if self.calls else self.text
        if not text.strip():
            raise EmptyAnswer
        return text


def read_completion(
    found: Completion, kind: str, pieces: Iterable[bytes], max_bytes: int, seconds: float
) -> None:
    """Read the body of a successful response.

    Args:
        found: what is read is added to it, also when a fault ends the reading.
        kind: its `Content-Type`.
        pieces: the body, as it comes in.

    Raises:
        Fault: when it is no completion, too large, or too slow.
    """
    bounded = _bounded(pieces, max_bytes, seconds)
    kind = kind.split(";")[0].strip().lower()
    if kind == "text/event-stream":
        for data in _events(bounded):
            if data == "[DONE]":
                break
            found.take(_object(data), "delta")
        return
    body = b"".join(bounded).decode(errors="replace")
    if kind.startswith("text/") or body.lstrip()[:1] == "<":
        raise WebPage(why=f"Content-Type {kind}")
    found.take(_object(body), "message")


def _bounded(pieces: Iterable[bytes], most: int, seconds: float) -> Iterator[bytes]:
    end, size = time.monotonic() + seconds, 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise TooLarge(why=f"more than {most} bytes")
        if time.monotonic() > end:
            raise TooSlow(why=f"{seconds:g} s")
        yield piece


def _events(pieces: Iterable[bytes]) -> Iterator[str]:
    """The data of each event; comments and other fields are left out."""
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        yield from _data(lines)
    yield from _data([rest])


def _data(lines: Iterable[bytes]) -> Iterator[str]:
    for line in lines:
        if line.startswith(b"data:"):
            yield line.removeprefix(b"data:").decode(errors="replace").strip()


def _object(text: str) -> Mapping[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise NotJson(why=str(problem)[:200]) from None
    if not isinstance(value, dict):
        raise NoChoices(why=f"it is a {type(value).__name__}")
    if isinstance(value.get("error"), dict) and not value.get("choices"):
        raise StreamDropped(why=" ".join(str(value["error"].get("message") or "").split())[:200])
    return value


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None
