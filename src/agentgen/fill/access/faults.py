"""What can go wrong with a request: one class a fault, so that each is told and met by its kind.

A passing fault is worth the same request again; an answer's fault is worth another attempt; a
lasting one ends the use of a model, or of the endpoint.
"""

from typing import ClassVar

from agentgen.errors import AgentgenError


class Fault(AgentgenError):  # noqa: N818 - each kind below is named for what it is
    """A request without a usable answer."""

    passing: ClassVar[bool] = False
    """The same request may succeed a little later."""
    of_model: ClassVar[bool] = False
    """Another model of the same endpoint may succeed."""
    title: ClassVar[str] = "the request failed"
    advice: ClassVar[str] = ""

    def __init__(self, where: str = "", why: str = "", wait: float | None = None) -> None:
        super().__init__(self.title, where, why, self.advice)
        self.wait = wait
        """Seconds that the endpoint asks to wait."""


class RateLimited(Fault):
    """HTTP 429: too many requests."""

    passing = True
    title = "the endpoint asks for fewer requests"
    advice = "run again later, or lower --jobs"


class ServerFailed(Fault):
    """HTTP 5xx, 408, 409: the endpoint is in trouble."""

    passing = True
    title = "the endpoint failed"
    advice = "try again later, or another endpoint"


class TimedOut(Fault):
    """Nothing came within the time limit."""

    passing = True
    title = "the endpoint did not answer in time"
    advice = "raise --request-seconds, or try a faster model"


class Unreachable(Fault):
    """No connection could be made, or it broke before an answer began."""

    passing = True
    title = "the model's endpoint can't be reached"
    advice = "check OPENAI_BASE_URL and the network"


class StreamDropped(Fault):
    """The connection ended within an answer, without a finish reason."""

    passing = True
    title = "the answer broke off"
    advice = "check the network, or a proxy between"


class QuotaUsedUp(Fault):
    """The account may not spend more."""

    title = "the account's quota is used up"
    advice = "raise it, or use another endpoint"


class KeyRejected(Fault):
    """HTTP 401 or 403."""

    title = "the endpoint does not accept the API key"
    advice = "check OPENAI_API_KEY and what that key may do"


class ModelUnknown(Fault):
    """HTTP 404, or an error that names the model."""

    of_model = True
    title = "the endpoint does not know the model"
    advice = "check the model's name, and OPENAI_BASE_URL (it usually ends in /v1)"


class RequestRejected(Fault):
    """HTTP 400, 413, 422 and the like: the request does not please the endpoint."""

    of_model = True
    title = "the endpoint rejects the request"
    advice = "lower --max-tokens, or try another model or endpoint"


class WebPage(Fault):
    """HTML or plain text instead of a completion."""

    title = "the endpoint answers with a web page, not with a completion"
    advice = "check OPENAI_BASE_URL (it usually ends in /v1), and proxies"


class AnswerFault(Fault):
    """The endpoint answered, and the answer is of no use; another attempt may be."""


class NotJson(AnswerFault):
    """The body, or an event of the stream, is not JSON."""

    title = "the answer is not JSON"


class NoChoices(AnswerFault):
    """No choices, or an answer of another shape."""

    title = "the answer has no choices"


class EmptyAnswer(AnswerFault):
    """A completion without text."""

    title = "the answer is empty"


class CutOff(AnswerFault):
    """`finish_reason` is `length`."""

    title = "the answer was cut off at the length limit; be brief"


class Refused(AnswerFault):
    """The model, or a filter, refuses."""

    title = "the model refuses"


class TooSlow(AnswerFault):
    """The answer drips, and did not end within the time limit."""

    title = "the answer took longer than the time limit"
    advice = "raise --request-seconds"


class TooLarge(AnswerFault):
    """The answer is larger than any function can be."""

    title = "the answer is too large"


class ArgumentsMalformed(AnswerFault):
    """The arguments of a tool call are not JSON."""

    title = "the arguments of the tool call are not JSON"


class ArgumentsWrong(AnswerFault):
    """The arguments of a tool call are not those asked for, or the tool is another."""

    title = "the tool call is not the one asked for"
