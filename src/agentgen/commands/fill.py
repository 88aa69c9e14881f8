"""`agentgen fill`: have a language model implement stubs; only what is verified is written."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from agentgen.commands.fill_inputs import (
    choose,
    read_fill_config,
    read_knowledge,
    read_texts,
    read_todo,
)
from agentgen.commands.fill_rules import auditor_of
from agentgen.errors import AgentgenError, ExitCode
from agentgen.fill.attempts import Result, Run, attempt_stub
from agentgen.fill.budget import Budget
from agentgen.fill.client import ChatModel, Endpoint
from agentgen.fill.context import Knowledge, Prompt, build_prompt
from agentgen.fill.environment import PythonEnvironment, find_environment, project_folder
from agentgen.fill.land import land
from agentgen.fill.model import LanguageModel, Stub, Texts, Verifier
from agentgen.fill.repository import Repository
from agentgen.fill.sandbox import Means, find_means
from agentgen.fill.stubs import find_stubs
from agentgen.fill.transcript import Transcript
from agentgen.fill.verify import ScratchVerifier

Progress = Callable[[str], None]
VerifierFactory = Callable[[Stub, Texts], Verifier]


@dataclass(frozen=True, slots=True)
class FillRequest:
    """What to fill, and within what bounds.

    Attributes:
        stubs: operations, labels or function names; empty means all.
        model: overrides AGENTGEN_MODEL and `agentgen.yaml`.
        python: interpreter for repositories without a `.venv`.
        max_tokens: of one prompt; max_total_tokens: of all requests and answers.
        seconds: time limit of each verification step; request_seconds: of each request.
        network: whether the code that is tried may use the network.
    """

    root: Path
    stubs: tuple[str, ...] = ()
    limit: int | None = None
    model: str = ""
    python: Path | None = None
    attempts: int = 3
    max_tokens: int = 24_000
    max_requests: int | None = None
    max_total_tokens: int | None = None
    commit: bool = True
    seconds: float = 120
    request_seconds: float = 120
    network: bool = False


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
    """A whole run; `sandbox` says what confined the code that was tried."""

    model: str
    filled: tuple[Filled, ...]
    requests: int = 0
    tokens: int = 0
    sandbox: str = ""

    @property
    def exit_code(self) -> ExitCode:
        """OK when every stub that was asked for is filled."""
        return ExitCode.OK if all(one.ok for one in self.filled) else ExitCode.FINDINGS


@dataclass(slots=True)
class _Session:
    """What the stubs of one run share."""

    request: FillRequest
    knowledge: Knowledge
    repository: Repository
    model: LanguageModel
    budget: Budget
    verifier: VerifierFactory
    progress: Progress
    written: dict[str, str] = field(default_factory=dict)


def prompts(request: FillRequest) -> tuple[tuple[Stub, Prompt], ...]:
    """The first prompt of every stub chosen; nothing is sent."""
    texts = read_texts(request.root)
    stubs = choose(find_stubs(texts), request.stubs, request.limit)
    knowledge = read_knowledge(request.root, read_fill_config(request.root))
    return tuple((s, build_prompt(s, texts, knowledge, request.max_tokens)) for s in stubs)


def fill(
    request: FillRequest,
    progress: Progress = lambda line: None,
    model: LanguageModel | None = None,
    verifier: VerifierFactory | None = None,
) -> FillReport:
    """Fill stubs one by one; a stub that can't be filled leaves no trace but its transcript.

    Raises:
        AgentgenError: without environment, key or model, when files to be changed have
            uncommitted changes, or when the endpoint or git refuse.
    """
    config = read_fill_config(request.root)
    stubs = choose(read_todo(request.root), request.stubs, request.limit)
    if not stubs:
        return FillReport(request.model, ())
    repository = Repository(request.root)
    _require_clean(repository, request, stubs)
    means = find_means(network=request.network)
    chat = model or _model(request, config.model)
    knowledge = read_knowledge(request.root, config)
    make_verifier = verifier or _verifiers(request, stubs, knowledge, means)
    session = _Session(
        request,
        knowledge,
        repository,
        chat,
        Budget(request.max_requests, request.max_total_tokens),
        make_verifier,
        progress,
    )
    try:
        filled = tuple(_fill_one(session, stub) for stub in stubs)
    finally:
        if isinstance(chat, ChatModel):
            chat.close()
    return FillReport(chat.name, filled, session.budget.requests, session.budget.tokens, means.description)


def _model(request: FillRequest, configured: str) -> LanguageModel:
    name = request.model or os.environ.get("AGENTGEN_MODEL", "") or configured
    return ChatModel(Endpoint.of(os.environ, name, request.request_seconds))


def _require_clean(repository: Repository, request: FillRequest, stubs: tuple[Stub, ...]) -> None:
    if not repository.is_git():
        if request.commit:
            raise AgentgenError(
                "this is no git repository",
                where=str(request.root),
                way_out="use --no-commit, or run `git init` and commit first",
            )
        return
    paths = {p for stub in stubs for p in _paths(stub)}
    if dirty := repository.uncommitted(sorted(paths)):
        raise _dirty(dirty)


def _dirty(paths: tuple[str, ...]) -> AgentgenError:
    return AgentgenError(
        "files to be changed have uncommitted changes",
        where=", ".join(paths),
        way_out="commit or stash them first",
    )


def _paths(stub: Stub) -> tuple[str, ...]:
    return (stub.path, stub.test.path) if stub.test else (stub.path,)


def _verifiers(
    request: FillRequest, stubs: tuple[Stub, ...], knowledge: Knowledge, means: Means
) -> VerifierFactory:
    """Find the environment of every project with a stub, before anything is asked."""
    found: dict[str, PythonEnvironment] = {}
    root = request.root.resolve()
    texts = read_texts(root)
    auditor = auditor_of(knowledge.policy, root)
    for stub in stubs:
        folder = project_folder(stub.path, texts)
        if folder not in found:
            found[folder] = find_environment(root, folder, request.python)

    def make(stub: Stub, texts: Texts) -> Verifier:
        folder = project_folder(stub.path, texts)
        environment, seconds = found[folder], request.seconds
        return ScratchVerifier(root, texts, folder, environment, seconds, means, auditor)

    return make


def _fill_one(session: _Session, wanted: Stub) -> Filled:
    request = session.request
    texts = read_texts(request.root)
    stub = next((s for s in find_stubs(texts).stubs if s.key == wanted.key), None)
    if stub is None:
        return Filled(Result(wanted, reason="the stub is gone"))
    prompt = build_prompt(stub, texts, session.knowledge, request.max_tokens)
    if prompt.tokens > request.max_tokens:
        needed = f"the prompt needs about {prompt.tokens} tokens, {request.max_tokens} are allowed"
        return Filled(Result(stub, reason=f"{needed}; see --max-tokens"))
    session.progress(f"{stub.label}: asking {session.model.name} (about {prompt.tokens} tokens)")
    secrets = session.knowledge.secrets
    transcript = Transcript.begin(request.root, stub.label, secrets)
    run = Run(
        session.model,
        session.verifier(stub, texts),
        session.budget,
        request.attempts,
        secrets,
    )
    result = attempt_stub(stub, texts, prompt, run, transcript.note)
    if result.patch is None:
        session.progress(f"{stub.label}: not filled: {result.reason.splitlines()[0]}")
        return Filled(result)
    _require_unchanged(session, stub)
    commit = land(session.repository, result, texts, session.model.name, commit=request.commit)
    session.written.update(result.patch.texts)
    session.progress(f"{stub.label}: filled {commit}".rstrip())
    return Filled(result, commit)


def _require_unchanged(session: _Session, stub: Stub) -> None:
    """Refuse when files got uncommitted changes since the start that this run did not make."""
    if not session.repository.is_git():
        return
    dirty = session.repository.uncommitted(_paths(stub))
    foreign = tuple(p for p in dirty if session.request.commit or p not in session.written)
    if foreign:
        raise _dirty(foreign)
