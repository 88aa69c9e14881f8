"""Breaks a generated repository on purpose, to see its tests fail."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agentgen.process import run
from tests.generated.environment import backend_bin, backend_environment


@contextmanager
def broken(root: Path, file: str, whole: str, part: str) -> Iterator[None]:
    """Replace text in a file of the application for the time of a block."""
    path = root / "app" / file
    before = path.read_text()
    assert whole in before
    path.write_text(before.replace(whole, part))
    try:
        yield
    finally:
        path.write_text(before)


def assert_noticed(root: Path) -> None:
    """The tests of the features fail."""
    program = [str(backend_bin() / "python"), "-m", "pytest", "-q", "-x", "--no-cov"]
    done = run([*program, "tests/features"], cwd=root, env=backend_environment(), seconds=300)
    assert not done.ok
    assert "1 failed" in done.output
