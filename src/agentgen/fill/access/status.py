"""Faults of responses and of connections: which one it is, told by what the SDK raises."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from agentgen.fill.access.faults import (
    Fault,
    KeyRejected,
    ModelUnknown,
    QuotaUsedUp,
    RateLimited,
    RequestRejected,
    ServerFailed,
    StreamDropped,
    TimedOut,
    Unreachable,
)

if TYPE_CHECKING:
    from openai import APIStatusError

_QUOTA = ("insufficient_quota", "billing_hard_limit_reached", "account_deactivated")
_MODEL = ("model_not_found", "invalid_model", "model_not_available")
_KINDS: dict[int, type[Fault]] = {
    401: KeyRejected, 402: QuotaUsedUp, 403: KeyRejected, 404: ModelUnknown,
    408: ServerFailed, 409: ServerFailed, 429: RateLimited,
}  # fmt: skip


def fault_of_status(problem: "APIStatusError", place: str) -> Fault:
    """The fault that an HTTP status and an error's code tell of."""
    body = problem.body if isinstance(problem.body, dict) else {}
    codes = {str(body.get("code") or ""), str(body.get("type") or ""), problem.code or ""}
    status = problem.status_code
    kind = _KINDS.get(status, ServerFailed if status >= 500 else RequestRejected)
    if codes.intersection(_QUOTA):
        kind = QuotaUsedUp
    elif codes.intersection(_MODEL):
        kind = ModelUnknown
    code = next((c for c in sorted(codes) if c), "")
    why = " ".join(f"HTTP {status} {code} {_message(body)}".split())
    return kind(place, why, _seconds(problem.response.headers.get("retry-after", "")))


def fault_of_transport(problem: Exception, place: str) -> Fault:
    """The fault that an exception of the SDK, or of the HTTP client below it, tells of."""
    import httpx2
    import openai

    why = " ".join(str(problem.__cause__ or problem).split()) or type(problem).__name__
    if isinstance(problem, openai.APITimeoutError | httpx2.TimeoutException):
        return TimedOut(place, why)
    if isinstance(problem, httpx2.HTTPError):
        return StreamDropped(place, why)
    return Unreachable(place, why)


def _message(body: dict[object, object]) -> str:
    return str(body.get("message") or "")[:300]


def _seconds(header: str) -> float | None:
    """`Retry-After`, a number of seconds or a date (RFC 9110, 10.2.3); None when it is neither."""
    try:
        return max(float(header), 0.0)
    except ValueError:
        pass
    try:
        return max((parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None
