"""Tables that hold jobs."""

import re

from agentgen.codebase import Codebase
from agentgen.codebase.use_model import TableFact

_JOBS = re.compile(r"(?:^|_)(?:jobs?|background_tasks?|task_(?:runs?|results?)|(?:\w+_)?runs?)$")


def job_tables(codebase: Codebase) -> list[TableFact]:
    """Tables named after jobs or runs; `tasks` alone may be anybody's to-do list."""
    return [t for t in codebase.tables if _JOBS.search(t.name)]
