"""Which stubs should be filled before which: those that others build on come first."""

from collections.abc import Mapping, Sequence

from agentgen.fill.model import Stub, Texts
from agentgen.fill.skeleton import collaborators

Key = tuple[str, str, str]


def prerequisites(stubs: Sequence[Stub], texts: Texts) -> Mapping[Key, frozenset[Key]]:
    """For each stub the keys of those it builds on.

    Storage comes before the service of the same operation; a file's stubs come after those of the
    files that it imports, as long as these do not import it in turn.
    """
    paths = {stub.path for stub in stubs}
    uses = {path: frozenset(collaborators(path, texts, deep=False)) for path in paths}
    found = {}
    for stub in stubs:
        before = {
            other.key
            for other in stubs
            if other.path in uses[stub.path] and stub.path not in uses[other.path]
        }
        if not stub.parameter:
            before |= {
                other.key
                for other in stubs
                if other.parameter and other.operation == stub.operation
            }
        found[stub.key] = frozenset(before - {stub.key})
    return found


def in_order(stubs: Sequence[Stub], texts: Texts) -> tuple[Stub, ...]:
    """Stubs so that each follows what it builds on; otherwise as they came."""
    needed = prerequisites(stubs, texts)
    waiting, done, found = list(stubs), set[Key](), list[Stub]()
    while waiting:
        ready = next((s for s in waiting if needed[s.key] <= done), waiting[0])
        waiting.remove(ready)
        done.add(ready.key)
        found.append(ready)
    return tuple(found)
