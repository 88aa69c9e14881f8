"""Lay out new code as the repository's formatter wants it, and nothing else."""

from agentgen.fill.model import Patch, Rejection, Stub
from agentgen.fill.proof import changed_lines, prove
from agentgen.fill.workbench import Workbench


def formatted(bench: Workbench, stub: Stub) -> Patch:
    """The patch with the new lines formatted and the imports sorted.

    Where the formatter would touch other lines, the text stays as it was before; the format step
    then tells.
    """
    text = bench.patch.texts[stub.path]
    before = bench.original[stub.path]
    for tool in (_format, _sort_imports):
        candidate = tool(bench, stub, text)
        try:
            prove(before, candidate, stub.qualname, bench.patch.helpers)
        except Rejection:
            continue
        text = candidate
    return Patch({**bench.patch.texts, stub.path: text}, bench.patch.helpers)


def _format(bench: Workbench, stub: Stub, text: str) -> str:
    ranges = changed_lines(text, stub.qualname, bench.patch.helpers)
    for first, last in sorted(ranges, reverse=True):
        bench.put({stub.path: text})
        span = f"{first}-{last + 1}"
        done = bench.ruff("format", "--quiet", "--range", span, bench.inside(stub.path))
        if done.ok:
            text = _read(bench, stub)
    return text


def _sort_imports(bench: Workbench, stub: Stub, text: str) -> str:
    path = bench.inside(stub.path)
    command = ("check", "--quiet", "--select", "I001")
    bench.put({stub.path: bench.original[stub.path]})
    if not bench.ruff(*command, path).ok:
        return text
    bench.put({stub.path: text})
    bench.ruff(*command, "--fix", path)
    return _read(bench, stub)


def _read(bench: Workbench, stub: Stub) -> str:
    return (bench.scratch / stub.path).read_bytes().decode()
