"""The one module that talks to a language model: any endpoint that speaks chat completions."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from agentgen.fill.access.endpoint import Endpoint
from agentgen.fill.access.faults import AnswerFault, Refused, RequestRejected, Unreachable
from agentgen.fill.access.status import fault_of_status, fault_of_transport
from agentgen.fill.access.stream import Completion, read_completion
from agentgen.fill.access.tool import CHOICE, TOOL
from agentgen.fill.model import Message, Reply

if TYPE_CHECKING:
    from openai import OpenAI

_LIMIT_NAMES = ("max_completion_tokens", "max_tokens")
"""The parameter's present name, and the one that many endpoints still know it by."""


class ChatModel:
    """A language model behind an endpoint; see `LanguageModel`. Threads may share it."""

    def __init__(
        self,
        endpoint: Endpoint,
        name: str,
        max_answer_tokens: int | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._name = name
        self._limit = max_answer_tokens
        self._limit_name = _LIMIT_NAMES[0]
        self._client: OpenAI | None = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    def parameters(self) -> dict[str, Any]:
        """What the answer depends on beside the conversation."""
        found: dict[str, Any] = {"model": self._name, "base_url": self._endpoint.base_url}
        return {**found, "limit": self._limit, "tool": self._endpoint.tool}

    def ask(self, messages: Sequence[Message]) -> Reply:
        """Send a conversation, once.

        Returns:
            The answer, or the fault of this one answer (cut off, refused, malformed).

        Raises:
            Fault: when there is no answer; it tells whether another request may get one.
        """
        found = Completion()
        try:
            self._send(messages, found)
            return _reply(found, found.answer())
        except AnswerFault as fault:
            return _reply(found, "", fault)

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            if self._client is not None:
                self._client.close()
                self._client = None

    def _send(self, messages: Sequence[Message], found: Completion) -> None:
        try:
            return self._stream(messages, found)
        except RequestRejected as fault:
            if self._limit is None or _LIMIT_NAMES[0] not in fault.why:
                raise
        self._limit_name = _LIMIT_NAMES[1]
        return self._stream(messages, found)

    def _stream(self, messages: Sequence[Message], found: Completion) -> None:
        import httpx2
        import openai

        place = self._endpoint.place
        try:
            with self._sdk().chat.completions.with_streaming_response.create(
                **self._body(messages)
            ) as response:
                kind = response.headers.get("content-type", "")
                pieces = response.iter_bytes()
                endpoint = self._endpoint
                read_completion(found, kind, pieces, endpoint.max_bytes, endpoint.seconds)
        except openai.APIStatusError as problem:
            raise fault_of_status(problem, place) from None
        except (openai.APIError, httpx2.HTTPError) as problem:
            raise fault_of_transport(problem, place) from None
        except (UnicodeError, openai.OpenAIError) as problem:
            raise Unreachable(place, " ".join(str(problem).split())[:300]) from None

    def _body(self, messages: Sequence[Message]) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self._name,
            "messages": [{"role": m.role, "content": m.content} for m in messages],
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if self._limit is not None:
            body[self._limit_name] = self._limit
        if self._endpoint.tool:
            body |= {"tools": [TOOL], "tool_choice": CHOICE}
        return body

    def _sdk(self) -> "OpenAI":
        from openai import OpenAI

        with self._lock:
            if self._client is None:
                self._client = OpenAI(
                    api_key=self._endpoint.api_key,
                    base_url=self._endpoint.base_url or None,
                    timeout=self._endpoint.seconds,
                    max_retries=0,
                )
            return self._client


def _reply(found: Completion, text: str, fault: AnswerFault | None = None) -> Reply:
    told = found.prompt_tokens is not None and found.answer_tokens is not None
    return Reply(
        text,
        found.prompt_tokens or 0,
        found.answer_tokens or 0,
        problem=str(fault) if fault else "",
        refused=isinstance(fault, Refused),
        counted=told,
    )
