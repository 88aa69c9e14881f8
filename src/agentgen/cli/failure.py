"""Tell a failure to the user: what, where, why, and the way out."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from agentgen.errors import AgentgenError, ExitCode


@contextmanager
def failures_explained() -> Iterator[None]:
    """Turn an `AgentgenError` into a message on standard error and exit code 2."""
    try:
        yield
    except AgentgenError as error:
        sys.stderr.write(explain(error))
        raise typer.Exit(ExitCode.CANNOT_RUN) from error


def explain(error: AgentgenError) -> str:
    """The message of an error, with the way out on a line of its own."""
    way_out = f"  > {error.way_out}\n" if error.way_out else ""
    return f"error: {error}\n{way_out}"
