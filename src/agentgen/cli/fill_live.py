"""What people see while `agentgen fill` runs: a table that changes, or a line an event."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from agentgen.cli.fill_output import money, printable
from agentgen.commands.fill_request import Progress

if TYPE_CHECKING:
    from rich.table import Table


@contextmanager
def shown(*, live: bool) -> Iterator[Callable[[Progress], None]]:
    """Something to tell events to: on a terminal a live table, elsewhere lines on stderr."""
    if not (live and sys.stderr.isatty()):
        yield _line
        return
    from rich.console import Console
    from rich.live import Live

    known: dict[tuple[str, str, str], Progress] = {}
    with Live(console=Console(stderr=True), refresh_per_second=4) as display:

        def update(event: Progress) -> None:
            known[event.stub.key] = event
            display.update(_table(list(known.values())))

        yield update


def _line(event: Progress) -> None:
    number = f" (attempt {event.attempt})" if event.attempt else ""
    detail = f": {event.detail}" if event.detail else ""
    sys.stderr.write(printable(f"{event.stub.label}: {event.state}{number}{detail}") + "\n")


def _table(events: list[Progress]) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("stub", "state", "attempt", "tokens", "cost", "detail"):
        table.add_column(title, overflow="ellipsis", no_wrap=True)
    for event in events:
        figures = (str(event.attempt), str(event.tokens), money(event.cost))
        cells = (event.stub.label, event.state, *figures, event.detail)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table
