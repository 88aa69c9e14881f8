"""Jobs have a status that is stored, and a route that tells it."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.matching import template, unversioned
from agentgen.codebase.use_model import TableFact
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, names, together, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.jobs.tables import job_tables

_STATUS_PATH = re.compile(
    r"(?<![\w.])(/(?:[\w{}:<>-]+/)*(?:jobs?|tasks?|runs?|operations?)\b[\w{}:<>/-]*)"
)


def _paths(text: str) -> Params:
    found = names(_STATUS_PATH.findall(text))
    return {"paths": found} if found else {}


phrases = demanded(
    r"\b(?:track|store|persist|record|poll|expose|provide|return)\w*\b[^.;]{0,25}"
    r"\b(?:jobs?|tasks?|runs?)\b[^.;]{0,12}\b(?:status|state|progress)\b"
    r"|\b(?:status|progress)(?:[- ]polling)? endpoints?\b|\bpolling endpoints?\b"
    r"|\bjobs?\b[^.;]{0,15}\btracked\b",
    together(
        _paths,
        flag("store", r"\b(?:in|to) (?:the |a )?(?:database|db|postgres\w*)\b", "database"),
        flag("polling", r"\bpoll(?:s|ed|ing)?\b"),
    ),
)

_STATUS = re.compile(r"(?:^|_)(?:status|state|progress|stage|phase)$")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Tables of jobs have a column for the status; each path that is named is served."""
    jobs = job_tables(codebase)
    found = [
        Found(t.path, t.line, f"`{t.name}` does not store how far a job is")
        for t in jobs
        if not any(_STATUS.search(c.name) for c in t.columns)
    ]
    served = {template(unversioned(r.path)) for r in codebase.http_routes if r.method == "GET"}
    paths = [p for p in params.get("paths", ()) if codebase.http_routes]
    for path in paths:
        if template(unversioned(path)) not in served:
            found += lookup.absent(_spots(codebase, jobs), f"nothing answers `GET {path}`")
    if params.get("polling") and jobs and not paths and not _is_told(served):
        found += lookup.absent(_spots(codebase, jobs), "no route tells the status of a job")
    return found, len(jobs) + len(paths)


def _is_told(served: Iterable[str]) -> bool:
    """True for a path about one job or its status."""
    return any(
        re.search(r"(?:status|progress|jobs?|tasks?|runs?)/\{\}|/(?:status|progress)$", p)
        for p in served
    )


def _spots(codebase: Codebase, jobs: Iterable[TableFact]) -> list[lookup.Spot]:
    return lookup.applications(codebase) or [(t.path, t.line) for t in jobs]


_JOBS = (
    "class Job(Base):\n    __tablename__ = 'jobs'\n"
    "    id: Mapped[int] = mapped_column(primary_key=True)\n"
)
_ROUTE = "app = FastAPI()\n@app.get('/api/v1/jobs/{i}/status')\ndef status(i: int): ...\n"


RULE = Rule(
    id="job-status",
    title="The status of a job is stored and can be asked for",
    help="give the table of jobs a status, and answer it at a route",
    what="tables of jobs, and paths that the spec names",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"m.py": _JOBS + "    status: Mapped[str]\n"}, {"store": "database"}),
        Example({"a.py": _ROUTE}, {"paths": ("/jobs/{job_id}/status",)}),
        Example(
            {"m.py": _JOBS + "    run_state: Mapped[str]\n", "a.py": _ROUTE}, {"polling": True}
        ),
    ),
    invalid=(
        Example({"m.py": _JOBS}, {"store": "database"}),
        Example(
            {"m.py": _JOBS.replace("'jobs'", "'import_runs'") + "    statusbar: Mapped[str]\n"}
        ),
        Example({"a.py": _ROUTE}, {"paths": ("/tasks/{task_id}",)}),
        Example(
            {"m.py": _JOBS + "    status: Mapped[str]\n", "a.py": "app = FastAPI()\n"},
            {"polling": True},
        ),
    ),
    prose={
        "Track job status in database": {"store": "database"},
        "Provide progress endpoints: `GET /jobs/{job_id}/status`": {
            "paths": ("/jobs/{job_id}/status",)
        },
        "Offer status polling endpoints": {"polling": True},
        "Background jobs are tracked with status endpoints": {},
        "Persist the state of imports: task status lives in the db": {"store": "database"},
    },
    not_prose=("Track the status of parcels", "No status endpoints for cron jobs"),
    keywords=words("status state progress track poll"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "paths": Param(ParamKind.WORDS, "paths that answer the status"),
        "store": Param(ParamKind.TEXT, "database"),
        "polling": Param(ParamKind.FLAG, "clients ask again and again"),
    },
)
