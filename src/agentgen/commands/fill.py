"""`agentgen fill`: have a language model implement stubs; only what is verified is written."""

import os
from collections.abc import Sequence
from contextlib import ExitStack

from agentgen.commands.fill_config import FillConfig, read_fill_config
from agentgen.commands.fill_inputs import choose, read_knowledge, read_texts
from agentgen.commands.fill_request import (
    Approve,
    Filled,
    FillReport,
    FillRequest,
    Watch,
)
from agentgen.commands.fill_run import run_stubs
from agentgen.commands.fill_session import Session, VerifierFactory
from agentgen.commands.fill_verifiers import verifiers
from agentgen.errors import AgentgenError
from agentgen.fill.access.access import MAX_ANSWER_TOKENS, Access
from agentgen.fill.access.budget import Bounds, Budget
from agentgen.fill.access.cache import Cache
from agentgen.fill.access.client import ChatModel
from agentgen.fill.access.endpoint import Endpoint
from agentgen.fill.context import Prompt, build_prompt
from agentgen.fill.land import recover
from agentgen.fill.lock import run_lock
from agentgen.fill.model import LanguageModel, Stub
from agentgen.fill.repository import Repository
from agentgen.fill.sandbox import Means, find_means
from agentgen.fill.scratch import sweep
from agentgen.fill.stubs import find_stubs
from agentgen.fill.transcript import FOLDER, own_folder


def prompts(request: FillRequest) -> tuple[tuple[Stub, Prompt], ...]:
    """The first prompt of every stub chosen; nothing is sent."""
    texts = read_texts(request.root)
    stubs = choose(find_stubs(texts), request.stubs, request.limit)
    config = read_fill_config(request.root)
    knowledge = read_knowledge(request.root, config)
    model = next(iter(_model_names(request, config)), "")
    return tuple((s, build_prompt(s, texts, knowledge, request.max_tokens, model)) for s in stubs)


def fill(
    request: FillRequest,
    watch: Watch = lambda progress: None,
    approve: Approve = lambda stub, diff: True,
    models: Sequence[LanguageModel] = (),
    verifier: VerifierFactory | None = None,
) -> FillReport:
    """Fill stubs; a stub that can't be filled leaves no trace but its transcript.

    Raises:
        AgentgenError: before anything is asked: without environment, key or model, when files to
            be changed have uncommitted changes, or another run is under way. What ends the run
            later is the report's `failure`.
    """
    config = read_fill_config(request.root)
    texts = read_texts(request.root)
    stubs = choose(find_stubs(texts), request.stubs, request.limit)
    if not stubs:
        return FillReport(request.models, ())
    repository = Repository(request.root)
    with ExitStack() as stack:
        _require_clean(repository, request, stubs)
        stack.enter_context(run_lock(own_folder(request.root)))
        _clear_up(request)
        knowledge = read_knowledge(request.root, config)
        chats = tuple(models) or _models(request, config, stack)
        budget = _budget(request, config, chats)
        means = find_means(network=request.network)
        folder = request.root / FOLDER / "cache" if request.cache else None
        cache = Cache(folder, knowledge.secrets)
        session = Session(
            request,
            knowledge,
            repository,
            Access(chats, budget, cache),
            verifier or verifiers(request, stubs, texts, knowledge, means),
            watch,
            approve,
        )
        if request.branch:
            repository.begin_branch(request.branch)
        filled, failure = run_stubs(session, stubs, texts)
    return _report(session, stubs, filled, means, failure)


def _report(
    session: Session,
    stubs: Sequence[Stub],
    filled: Sequence[Filled],
    means: Means,
    failure: AgentgenError | None,
) -> FillReport:
    order = {stub.key: number for number, stub in enumerate(stubs)}
    budget = session.access.budget
    return FillReport(
        tuple(model.name for model in session.access.models),
        tuple(sorted(filled, key=lambda one: order[one.result.stub.key])),
        budget.requests,
        budget.tokens,
        None if budget.unpriced else budget.cost,
        means.description,
        failure,
    )


def _clear_up(request: FillRequest) -> None:
    """Put right what a run that was killed left behind."""
    recover(request.root)
    sweep()


def _model_names(request: FillRequest, config: FillConfig) -> tuple[str, ...]:
    named = os.environ.get("AGENTGEN_MODEL", "").strip()
    return request.models or ((named,) if named else ()) or config.models


def _models(
    request: FillRequest, config: FillConfig, stack: ExitStack
) -> tuple[LanguageModel, ...]:
    names = _model_names(request, config)
    if not names:
        raise AgentgenError(
            "no model is named",
            way_out="give --model, set AGENTGEN_MODEL, or write `fill: {model: …}` in"
            " agentgen.yaml",
        )
    endpoint = Endpoint.of(os.environ, request.request_seconds, config.base_url, tool=config.tool)
    bounded = request.max_total_tokens is not None or request.max_cost is not None
    limit = MAX_ANSWER_TOKENS if bounded else None
    chats = tuple(ChatModel(endpoint, name, limit) for name in names)
    for chat in chats:
        stack.callback(chat.close)
    return chats


def _budget(request: FillRequest, config: FillConfig, chats: Sequence[LanguageModel]) -> Budget:
    bounds = Bounds(
        request.max_requests, request.max_total_tokens, request.max_cost, request.minutes
    )
    budget = Budget(bounds, config.prices)
    budget.require_prices(tuple(chat.name for chat in chats))
    return budget


def _require_clean(repository: Repository, request: FillRequest, stubs: tuple[Stub, ...]) -> None:
    if not repository.is_git():
        if request.commit:
            raise AgentgenError(
                "this is no git repository",
                where=str(request.root),
                way_out="use --no-commit, or run `git init` and commit first",
            )
        return
    if name := repository.unfinished():
        raise AgentgenError(
            f"git is in the middle of {name}",
            where=str(request.root),
            way_out="end it first",
        )
    paths = {p for stub in stubs for p in stub.paths}
    if dirty := repository.uncommitted(sorted(paths)):
        raise AgentgenError(
            "files to be changed have uncommitted changes",
            where=", ".join(dirty),
            way_out="commit or stash them first",
        )


__all__ = ["FillReport", "FillRequest", "fill", "prompts"]
