"""The one module that talks to a language model: any endpoint that speaks chat completions."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from agentgen.errors import AgentgenError
from agentgen.fill.model import Message, Reply

if TYPE_CHECKING:
    from openai import APIStatusError, OpenAI

_MAX_WAIT = 30.0
_LASTING = ("insufficient_quota", "billing_hard_limit_reached", "account_deactivated")
_REFUSED = frozenset(("content_filter",))


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where and how a model is reached.

    Attributes:
        base_url: empty for the SDK's default.
        seconds: time limit of one request.
        retries: how often a request is repeated after passing failures.
    """

    model: str
    api_key: str = field(repr=False)
    base_url: str = ""
    seconds: float = 120
    retries: int = 2

    @classmethod
    def of(cls, environment: Mapping[str, str], model: str, seconds: float = 120) -> "Endpoint":
        """Read `OPENAI_API_KEY` and `OPENAI_BASE_URL`.

        Raises:
            AgentgenError: when the key or the model is missing.
        """
        key = environment.get("OPENAI_API_KEY", "").strip()
        if not model:
            raise AgentgenError(
                "no model is named",
                way_out="give --model, set AGENTGEN_MODEL, or write `fill: {model: …}` in"
                " agentgen.yaml",
            )
        if not key:
            raise AgentgenError(
                "there is no API key",
                where="OPENAI_API_KEY",
                way_out="set OPENAI_API_KEY (and OPENAI_BASE_URL for another endpoint)",
            )
        return cls(model, key, environment.get("OPENAI_BASE_URL", "").strip(), seconds)


class ChatModel:
    """A language model behind an endpoint; see `LanguageModel`."""

    def __init__(self, endpoint: Endpoint, sleep: Callable[[float], None] = time.sleep) -> None:
        self._endpoint = endpoint
        self._sleep = sleep
        self._client: OpenAI | None = None

    @property
    def name(self) -> str:
        """The model's name."""
        return self._endpoint.model

    def ask(self, messages: Sequence[Message]) -> Reply:
        """Send a conversation.

        Returns:
            The answer, or a problem with this one answer (cut off, refused, malformed).

        Raises:
            AgentgenError: when the next call can't succeed either: key, quota, model, or network.
        """
        import openai

        for attempt in range(self._endpoint.retries + 1):
            last = attempt == self._endpoint.retries
            try:
                return read_completion(self._send(messages))
            except openai.APIStatusError as problem:
                wait = _wait(problem, attempt)
                if wait is None or last:
                    raise self._failure(problem) from None
            except openai.APIResponseValidationError as problem:
                return Reply("", problem=f"the answer is malformed: {problem.message}")
            except openai.APIError as problem:
                wait = 2.0**attempt
                if last:
                    raise self._unreachable(problem) from None
            except ValueError as problem:
                return Reply("", problem=f"the answer is not JSON: {problem}")
            self._sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _send(self, messages: Sequence[Message]) -> object:
        from openai import OpenAI

        if self._client is None:
            self._client = OpenAI(
                api_key=self._endpoint.api_key,
                base_url=self._endpoint.base_url or None,
                timeout=self._endpoint.seconds,
                max_retries=0,
            )
        conversation: Any = [{"role": m.role, "content": m.content} for m in messages]
        return self._client.chat.completions.create(
            model=self._endpoint.model, messages=conversation
        )

    def _failure(self, problem: "APIStatusError") -> AgentgenError:
        status, code = problem.status_code, problem.code or ""
        ways = {
            401: "check OPENAI_API_KEY",
            403: "check what the key may do",
            404: "check OPENAI_BASE_URL (it usually ends in /v1) and the model's name",
        }
        way_out = ways.get(status, "try again later, or another endpoint")
        if code in _LASTING:
            way_out = "the account's quota is used up; raise it, or use another endpoint"
        why = " ".join(f"HTTP {status} {code} {_message(problem)}".split())
        return AgentgenError(
            "the model's endpoint refuses the request", self._where(), why, way_out
        )

    def _unreachable(self, problem: Exception) -> AgentgenError:
        why = " ".join(str(problem.__cause__ or problem).split())
        return AgentgenError(
            "the model's endpoint can't be reached",
            self._where(),
            why or type(problem).__name__,
            "check OPENAI_BASE_URL and the network",
        )

    def _where(self) -> str:
        return self._endpoint.base_url or "OPENAI_BASE_URL"


def _message(problem: "APIStatusError") -> str:
    body = problem.body
    text = body.get("message") if isinstance(body, dict) else None
    return str(text or "")[:300]


def _wait(problem: "APIStatusError", attempt: int) -> float | None:
    """Seconds to wait before the request is repeated; None when that makes no sense."""
    passing = problem.status_code in (408, 409, 429) or problem.status_code >= 500
    if not passing or problem.code in _LASTING:
        return None
    asked = problem.response.headers.get("retry-after", "")
    try:
        return min(max(float(asked), 0.0), _MAX_WAIT)
    except ValueError:
        return min(2.0**attempt, _MAX_WAIT)


def read_completion(answer: object) -> Reply:
    """Turn what the SDK returned, whatever it is, into a reply or a problem.

    Endpoints answer with web pages, without choices, or with half a text; the SDK lets all of
    that pass.
    """
    if isinstance(answer, str):
        page = answer.lstrip()[:1] == "<"
        kind = "a web page" if page else "plain text"
        return Reply("", problem=f"the endpoint answers with {kind}; check OPENAI_BASE_URL")
    tokens = getattr(getattr(answer, "usage", None), "total_tokens", None)
    used = tokens if isinstance(tokens, int) and tokens > 0 else 0
    choices = getattr(answer, "choices", None)
    if not isinstance(choices, list) or not choices:
        return Reply("", used, "the answer has no choices")
    message = getattr(choices[0], "message", None)
    text = getattr(message, "content", None)
    text = text if isinstance(text, str) else ""
    problem = _problem(getattr(choices[0], "finish_reason", None), message, text)
    return Reply(text, used, problem)


def _problem(finish: object, message: object, text: str) -> str:
    refusal = getattr(message, "refusal", None)
    if refusal or finish in _REFUSED:
        return f"the model refuses: {refusal or finish}"
    if finish == "length":
        return "the answer was cut off at the model's length limit"
    if finish is None:
        return "the answer ended without a finish reason; it may be cut off"
    return "" if text.strip() else "the answer is empty"
