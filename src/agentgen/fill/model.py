"""The values that the parts of `fill` exchange, and the ports they meet at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

Texts = Mapping[str, str]
"""Texts of a repository by relative POSIX path."""


@dataclass(frozen=True, slots=True)
class AcceptanceTest:
    """The test that is expected to fail until a stub is filled.

    Attributes:
        name: its qualified name.
        first, last: lines of its `xfail` decorator, 1-based and inclusive.
        source: the whole test.
    """

    path: str
    name: str
    line: int
    first: int
    last: int
    source: str

    @property
    def node(self) -> str:
        """The id pytest selects it by, below the repository; Vitest knows file and title."""
        name = self.name.replace(".", "::") if self.path.endswith(".py") else self.name
        return f"{self.path}::{name}"


@dataclass(frozen=True, slots=True)
class Stub:
    """A marked function that is still to be written.

    Attributes:
        qualname: `TagsService.get_tags`.
        operation: the contract's operation, as the marker names it.
        parameter: the parameter whose meaning is missing; empty for a whole operation.
        line: where the marker is.
        first, last: lines of the hole: what follows the docstring, 1-based and inclusive.
        step: the step of scenarios that this function is, when it is no operation's.
    """

    path: str
    qualname: str
    operation: str
    parameter: str
    line: int
    first: int
    last: int
    test: AcceptanceTest | None = None
    step: str = ""

    @property
    def name(self) -> str:
        """The function's own name."""
        return self.qualname.rpartition(".")[2]

    @property
    def label(self) -> str:
        """How people name the stub: `GetTags`, or `GetArticles:favorited`, or its step."""
        if self.step:
            return self.step
        return f"{self.operation}:{self.parameter}" if self.parameter else self.operation

    @property
    def script(self) -> bool:
        """True for a stub in TypeScript."""
        return self.path.endswith((".ts", ".tsx"))

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that filling it changes."""
        return (self.path, self.test.path) if self.test else (self.path,)

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same while the lines around move."""
        return (self.path, self.qualname, self.label)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation; `role` is system, user or assistant."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered. With a `problem` the text is not to be used.

    Attributes:
        refused: the model does not want to answer; asking it again is of no use.
        counted: the tokens are the endpoint's own figures.
        cached: it comes from the cache, and cost nothing.
    """

    text: str
    prompt_tokens: int = 0
    answer_tokens: int = 0
    problem: str = ""
    refused: bool = False
    counted: bool = True
    cached: bool = False

    @property
    def tokens(self) -> int:
        """Of prompt and answer together."""
        return self.prompt_tokens + self.answer_tokens


class LanguageModel(Protocol):
    """A model that can be asked."""

    @property
    def name(self) -> str:
        """The model's name, for the commit."""
        ...

    def parameters(self) -> Mapping[str, object]:
        """What an answer depends on beside the conversation, for the cache."""
        ...

    def ask(self, messages: Sequence[Message]) -> Reply:
        """Answer a conversation; raises AgentgenError when there is no answer."""
        ...


@dataclass(frozen=True, slots=True)
class Patch:
    """New texts of the files that filling a stub changes, and its private helpers' names."""

    texts: Texts
    helpers: tuple[str, ...] = ()


class StepResult(StrEnum):
    """Outcome of one step of a verification. What could not be run is never `passed`."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, outcome, and what to know of it (`3 tests`, or condensed output)."""

    name: str
    result: StepResult
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What a patch was put through.

    Attributes:
        patch: the patch as verified, that is after formatting.
        sandbox: what confined the code that ran.
    """

    steps: tuple[Step, ...]
    patch: Patch
    sandbox: str = ""

    @property
    def ok(self) -> bool:
        """True when at least one step passed and none failed."""
        results = [step.result for step in self.steps]
        return StepResult.PASSED in results and StepResult.FAILED not in results

    @property
    def failure(self) -> str:
        """The first failed step with its output."""
        for step in self.steps:
            if step.result is StepResult.FAILED:
                return f"{step.name} failed:\n{step.detail}"
        return "" if self.ok else "nothing could be verified"


class Verifier(Protocol):
    """Something that tries a patch without touching the user's tree."""

    def verify(self, stub: Stub, patch: Patch) -> Verification:
        """Try a patch for a stub."""
        ...


@dataclass
class Rejection(Exception):  # noqa: N818 - a verdict on an answer, not an error of ours
    """Why an answer can't be applied; told to the model, which may try again."""

    reason: str

    def __str__(self) -> str:
        return self.reason
