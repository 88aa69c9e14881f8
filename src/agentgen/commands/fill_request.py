"""What `agentgen fill` is asked for, and what it reports."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from agentgen.errors import AgentgenError, ExitCode
from agentgen.fill.attempts import Result
from agentgen.fill.model import Stub


@dataclass(frozen=True, slots=True)
class FillRequest:
    """What to fill, and within what bounds.

    Attributes:
        stubs: operations, labels or function names; empty means all.
        models: override AGENTGEN_MODEL and `agentgen.yaml`; asked in this order.
        python: interpreter for repositories without a `.venv`.
        attempts: for each stub and model.
        max_tokens: of one prompt; max_total_tokens: of all requests and answers.
        max_cost: of all requests, in the money of the configured prices.
        minutes: after which nothing more is asked.
        branch: a new branch to commit on; empty for the current one.
        jobs: how many stubs are worked on at the same time.
        seconds: time limit of each verification step; request_seconds: of each request.
        network: whether the code that is tried may use the network.
        cache: whether answers given before are used again.
    """

    root: Path
    stubs: tuple[str, ...] = ()
    limit: int | None = None
    models: tuple[str, ...] = ()
    python: Path | None = None
    attempts: int = 3
    max_tokens: int = 24_000
    max_requests: int | None = None
    max_total_tokens: int | None = None
    max_cost: Decimal | None = None
    minutes: float | None = None
    commit: bool = True
    branch: str = ""
    jobs: int = 1
    seconds: float = 120
    request_seconds: float = 300
    network: bool = False
    cache: bool = True


@dataclass(frozen=True, slots=True)
class Filled:
    """What came of one stub, and the id of its commit."""

    result: Result
    commit: str = ""

    @property
    def ok(self) -> bool:
        """True when the stub was filled."""
        return self.result.patch is not None


@dataclass(frozen=True, slots=True)
class FillReport:
    """A whole run.

    Attributes:
        cost: None when a model without a price was asked.
        sandbox: what confined the code that was tried.
        failure: what ended the run before all stubs had their turn.
    """

    models: tuple[str, ...]
    filled: tuple[Filled, ...]
    requests: int = 0
    tokens: int = 0
    cost: Decimal | None = Decimal(0)
    sandbox: str = ""
    failure: AgentgenError | None = None

    @property
    def exit_code(self) -> ExitCode:
        """OK when every stub that was asked for is filled."""
        if self.failure:
            return ExitCode.CANNOT_RUN
        return ExitCode.OK if all(one.ok for one in self.filled) else ExitCode.FINDINGS


@dataclass(frozen=True, slots=True)
class Progress:
    """Something happened to a stub; `state` is one of asking, checking, filled, failed."""

    stub: Stub
    state: str
    attempt: int = 0
    tokens: int = 0
    cost: Decimal | None = Decimal(0)
    detail: str = ""


Watch = Callable[[Progress], None]
Approve = Callable[[Stub, str], bool]
"""Asked with the diff before a patch lands."""
