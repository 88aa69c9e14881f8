"""Results of jobs are stored where the spec says."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, together, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.jobs.tables import job_tables

phrases = demanded(
    r"\b(?:store|persist|save|keep)\w*\b[^.;]{0,15}\b(?:jobs?|tasks?)['s]* "
    r"(?:results?|outputs?)\b|\bresults? of (?:jobs?|tasks?)\b[^.;]{0,20}"
    r"\b(?:stored|saved|persisted)\b|\bresult backend\b",
    together(
        flag("store", r"\b(?:in|to) (?:the |a )?(?:database|db|postgres\w*)\b", "database"),
        flag("store", r"\b(?:in|to) redis\b", "redis"),
    ),
)

_RESULT = re.compile(
    r"(?:^|_)(?:results?|outputs?|payload|response|artifacts?|data|metadata|summary)(?:_|$)"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for a column for results beside the status, and at the backend of Celery."""
    jobs = job_tables(codebase)
    results = any("result" in t.name for t in codebase.tables)
    found: list[Found] = []
    for table in jobs:
        if not results and not any(_RESULT.search(c.name) for c in table.columns):
            found.append(
                Found(table.path, table.line, f"`{table.name}` does not keep what a job returns")
            )
    queues = [
        (path, use)
        for path, use in lookup.calls(codebase)
        if use.name.rsplit(".", 1)[-1] == "Celery" and not use.spreads
    ]
    kept = bool(jobs) or lookup.mentions(codebase, "result_backend")
    for path, use in queues if not kept else ():
        if not {"backend", "result_backend"} & use.keywords.keys() and len(use.arguments) < 3:
            found.append(Found(path, use.line, "results of tasks are thrown away"))
    return found, len(jobs) + len(queues)


_JOBS = (
    "class Job(Base):\n    __tablename__ = 'jobs'\n"
    "    id: Mapped[int] = mapped_column(primary_key=True)\n"
)


RULE = Rule(
    id="job-results",
    title="Results of jobs are stored",
    help="give the table of jobs a column for the result, or configure a result backend",
    what="tables of jobs, and queues",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"m.py": _JOBS + "    result: Mapped[dict]\n"}, {"store": "database"}),
        Example(
            {
                "w.py": "from celery import Celery\n"
                "app = Celery('x', broker=b, backend='db+postgresql://db/x')\n"
            }
        ),
        Example(
            {"w.py": "app = Celery('x', broker=b)\napp.conf.update({'result_backend': url})\n"},
            {"store": "redis"},
        ),
    ),
    invalid=(
        Example({"m.py": _JOBS + "    status: Mapped[str]\n"}, {"store": "database"}),
        Example({"w.py": "import celery\napp = celery.Celery('x', broker='redis://r')\n"}),
    ),
    prose={
        "Store task results in database": {"store": "database"},
        "Keep job outputs in Redis": {"store": "redis"},
        "Results of tasks are persisted": {},
    },
    not_prose=("Store orders in the database", "Never store task results"),
    keywords=words("result output"),
    status=Status.HEURISTIC,
    combine=union,
    params={"store": Param(ParamKind.TEXT, "database or redis")},
)
