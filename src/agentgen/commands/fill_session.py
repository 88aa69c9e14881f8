"""One stub of a run: describe it, have it written, land it; again when its file moved on."""

import difflib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from agentgen.commands.fill_inputs import read_texts
from agentgen.commands.fill_request import Approve, Filled, FillRequest, Progress, Watch
from agentgen.errors import AgentgenError
from agentgen.fill.access.access import Access
from agentgen.fill.attempts import Note, Result, Run, attempt_stub, try_answer
from agentgen.fill.context import Knowledge, build_prompt
from agentgen.fill.land import land, read_exact
from agentgen.fill.model import Reply, Stub, Texts, Verifier
from agentgen.fill.repository import Repository
from agentgen.fill.stubs import find_stubs
from agentgen.fill.transcript import Transcript

VerifierFactory = Callable[[Stub, Texts], Verifier]


@dataclass(slots=True)
class Session:
    """What the stubs of one run share."""

    request: FillRequest
    knowledge: Knowledge
    repository: Repository
    access: Access
    verifier: VerifierFactory
    watch: Watch
    approve: Approve
    written: dict[str, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


def fill_one(session: Session, wanted: Stub) -> Filled:
    """Fill a stub.

    Raises:
        AgentgenError: when the run can't go on: no model answers, files of the stub got changes
            that are not this run's, or git refuses.
    """
    request = session.request
    texts, stub = _present(session, wanted)
    if stub is None:
        return _ended(session, Result(wanted, reason="the stub is gone"))
    model = session.access.usable()[0].name
    prompt = build_prompt(stub, texts, session.knowledge, request.max_tokens, model)
    if prompt.tokens > request.max_tokens:
        needed = f"the prompt needs about {prompt.tokens} tokens, {request.max_tokens} are allowed"
        return _ended(session, Result(stub, reason=f"{needed}; see --max-tokens"))
    secrets = session.knowledge.secrets
    transcript = Transcript.begin(request.root, stub.label, secrets)
    note = _told(session, stub, transcript)
    run = Run(session.access, session.verifier(stub, texts), request.attempts, secrets)
    result = attempt_stub(stub, texts, prompt, run, note)
    while result.patch is not None:
        try:
            commit = _landed(session, result, texts)
        except Declined:
            return _ended(session, replace(result, patch=None, reason="declined"))
        if commit is not None:
            return _ended(session, result, commit)
        result, texts = _rebased(session, result)
        note("rebased", {"reason": result.reason})
    return _ended(session, result)


def _present(session: Session, wanted: Stub) -> tuple[Texts, Stub | None]:
    """The repository's texts as they are now, and where the stub is in them."""
    with session.lock:
        texts = read_texts(session.request.root)
    return texts, next((s for s in find_stubs(texts).stubs if s.key == wanted.key), None)


def _landed(session: Session, result: Result, texts: Texts) -> str | None:
    """Land a patch; its commit or an empty text. None when this run changed its files meanwhile.

    Raises:
        AgentgenError: when others changed them, git refuses, or people decline.
    """
    assert result.patch is not None, "only verified patches land"
    with session.lock:
        for path in result.patch.texts:
            now = read_exact(session.request.root, path)
            if now != texts[path] and now == session.written.get(path):
                return None
        _require_unchanged(session, result.stub)
        if not session.approve(result.stub, diff_of(result, texts)):
            raise Declined
        commit = land(session.repository, result, texts, commit=session.request.commit)
        session.written.update(result.patch.texts)
        return commit


class Declined(Exception):  # noqa: N818 - a person's decision, not an error
    """A person does not want the patch."""


def _rebased(session: Session, result: Result) -> tuple[Result, Texts]:
    """The same answer put into the files as they are now, and verified there."""
    texts, stub = _present(session, result.stub)
    if stub is None:
        return replace(result, patch=None, reason="the stub is gone"), texts
    reply = Reply(result.answer)
    patch, verification, reason = try_answer(reply, stub, texts, session.verifier(stub, texts))
    again = replace(result, stub=stub, patch=patch, verification=verification, reason=reason)
    return again, texts


def diff_of(result: Result, texts: Texts) -> str:
    """A patch as a unified diff."""
    parts: list[str] = []
    for path, new in result.patch.texts.items() if result.patch else ():
        lines = (texts[path].splitlines(keepends=True), new.splitlines(keepends=True))
        parts += difflib.unified_diff(*lines, f"a/{path}", f"b/{path}")
    return "".join(parts)


def _require_unchanged(session: Session, stub: Stub) -> None:
    """Refuse when files got uncommitted changes since the start that this run did not make."""
    if not session.repository.is_git():
        return
    dirty = session.repository.uncommitted(stub.paths)
    foreign = [p for p in dirty if session.request.commit or p not in session.written]
    if not session.request.commit:
        root = session.request.root
        foreign += [
            p for p in dirty if p in session.written and read_exact(root, p) != session.written[p]
        ]
    if foreign:
        raise AgentgenError(
            "files to be changed have uncommitted changes",
            where=", ".join(foreign),
            way_out="commit or stash them first",
        )


def _told(session: Session, stub: Stub, transcript: Transcript) -> Note:
    """Writes events to the transcript, and shows the telling ones."""
    spent = {"tokens": 0}

    def note(kind: str, values: dict[str, Any]) -> None:
        transcript.note(kind, values)
        spent["tokens"] += values.get("tokens", 0)
        states = {"request": "asking", "reply": "checking", "verdict": "checked"}
        if kind in states:
            lines = str(values.get("reason") or "").splitlines()
            detail = lines[0] if lines else str(values.get("model", ""))
            number = values.get("attempt", 0)
            session.watch(Progress(stub, states[kind], number, spent["tokens"], detail=detail))

    return note


def _ended(session: Session, result: Result, commit: str = "") -> Filled:
    done = Filled(result, commit)
    detail = commit if done.ok else next(iter(result.reason.splitlines()), "")
    state = "filled" if done.ok else "failed"
    session.watch(Progress(result.stub, state, result.attempts, result.tokens, result.cost, detail))
    return done
