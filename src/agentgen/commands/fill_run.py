"""The stubs of a run, one after the other or several at once, each after what it builds on."""

from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from agentgen.commands.fill_request import Filled
from agentgen.commands.fill_session import Session, fill_one
from agentgen.errors import AgentgenError
from agentgen.fill.model import Stub, Texts
from agentgen.fill.order import prerequisites


def run_stubs(
    session: Session, stubs: Sequence[Stub], texts: Texts
) -> tuple[list[Filled], AgentgenError | None]:
    """Fill stubs; returns what came of those that had their turn, and what ended the run early."""
    needed = prerequisites(stubs, texts)
    wanted = {stub.key for stub in stubs}
    waiting, filled = list(stubs), list[Filled]()
    ended = {key for keys in needed.values() for key in keys} - wanted
    running: dict[Future[Filled], Stub] = {}
    failure: AgentgenError | None = None
    with ThreadPoolExecutor(max_workers=session.request.jobs) as pool:
        while running or (waiting and failure is None):
            while waiting and failure is None and len(running) < session.request.jobs:
                ready = _next([s for s in waiting if needed[s.key] <= ended], running.values())
                if ready is None and running:
                    break
                stub = ready or waiting[0]
                waiting.remove(stub)
                running[pool.submit(fill_one, session, stub)] = stub
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                ended.add(running.pop(future).key)
                try:
                    filled.append(future.result())
                except AgentgenError as problem:
                    failure = failure or problem
    return filled, failure


def _next(ready: Sequence[Stub], running: Iterable[Stub]) -> Stub | None:
    """The stub to begin with: one whose files nobody works on, so that it need not be rebased."""
    busy = {path for stub in running for path in stub.paths}
    return next((s for s in ready if not busy.intersection(s.paths)), next(iter(ready), None))
