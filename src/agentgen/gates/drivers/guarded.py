"""Run a module so that SQLAlchemy connects to one database alone: `guarded.py FILE MODULE ARG…`.

FILE is a SQLite database. A connection to any other ends in an error that names the database's
kind, so that a repository whose settings point elsewhere loses nothing. The event is SQLAlchemy's
`do_connect`, which asynchronous engines pass as well.
"""

import runpy
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

REFUSED = "refused: not the scratch database"


def guard(scratch: Path) -> None:
    """Refuse every connection but those to the file `scratch` and to memory."""
    try:
        event: Any = import_module("sqlalchemy.event")
        engine: Any = import_module("sqlalchemy.engine").Engine
    except ImportError:
        return

    def refuse(dialect: Any, _record: Any, cargs: Any, cparams: Any) -> None:
        name = str(cargs[0] if cargs else cparams.get("database", ""))
        plain = name.removeprefix("file:").split("?")[0]
        inside = plain in ("", ":memory:") or Path(plain).resolve() == scratch.resolve()
        if dialect.name != "sqlite" or not inside:
            raise RuntimeError(f"{REFUSED} ({dialect.name})")

    event.listen(engine, "do_connect", refuse)


def main() -> None:
    """Guard, then run the module as `python -m` does."""
    scratch, module, *arguments = sys.argv[1:]
    sys.path[0] = ""
    guard(Path(scratch))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
