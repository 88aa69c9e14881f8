"""Long work runs in the background: no route waits for mail, processes or naps."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either
from agentgen.ir.policy import Status
from agentgen.ir.readers import items, named, together, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_LONG = r"(?:long[- ]running|long|slow|heavy|time-consuming|expensive)(?: [a-z]+)??"
_WORK = r"(?:tasks?|operations?|jobs?|work|process(?:es|ing)|requests?|exports?|imports?|calls?)"
_TOOLS = "celery|rq|arq|dramatiq|bullmq|bull|taskiq|huey|sidekiq|backgroundtasks"
_LATER = r"(?:background|async(?:hronous(?:ly)?)?|queues?|queued|enqueued?|workers?|deferred?)"

phrases = either(
    demanded(
        rf"\b{_LONG} {_WORK}\b[^.;]{{0,40}}\b{_LATER}\b"
        rf"|\b{_LATER}(?: \w+)?(?: tasks?| jobs?"
        rf"| workers?)?[^.;]{{0,20}}\b{_LONG} {_WORK}\b"
        rf"|\bdefine (?:async\w*|background) (?:jobs?|tasks?)\b"
        rf"|\b(?:use|via|with|in|as) (?:a )?(?:background|async\w*|celery) (?:tasks?"
        rf"|jobs?|workers?)\b"
        r"|\bto (?:an? )?(?:background|celery|async\w*) (?:tasks?|jobs?|workers?"
        r"|queues?)\b",
        together(items("examples"), named("libraries", _TOOLS)),
    ),
    demanded(
        r"\b(?:offload|enqueue|queue)\b (?:\w+ ){0,4}(?:tasks?|jobs?|work|emails?)\b",
        together(items("examples"), named("libraries", _TOOLS)),
    ),
)

_SLOW = re.compile(
    r"(?:time|asyncio)\.sleep|subprocess\.(?:run|call|check_output|check_call)|os\.system|smtplib\..+|aiosmtplib\.send"
    r"|.*(?:^|[._])send_(?:e?mail|message_mail)|.*(?:^|[._])generate_(?:\w+_)?(?:report|pdf|export|images?)"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at what handlers call themselves; what is handed on is named, not called."""
    found, routes = list[Found](), codebase.http_routes
    for path, file in lookup.product_python(codebase):
        handlers = {r.handler for r in file.declared_routes}
        found += [
            Found(path, use.line, f"the caller waits for `{use.name}`")
            for use in file.uses
            if use.function in handlers and _SLOW.fullmatch(lookup.full_name(file, use.name))
        ]
    return found, len(routes)


_ROUTE = "app = FastAPI()\n@app.post('/orders')\nasync def create(tasks: BackgroundTasks):\n"


RULE = Rule(
    id="background-jobs",
    title="Long work runs in the background",
    help="hand it to a background task or a queue, and answer 202",
    what="routes",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _ROUTE + "    tasks.add_task(send_email, 'x')\n"}),
        Example(
            {
                "a.py": _ROUTE + "    report.delay(1)\n",
                "worker.py": "import time\ndef run():\n    time.sleep(60)\n",
            }
        ),
        Example(
            {"a.py": _ROUTE + "    await queue.enqueue('generate_report')\n    sender.sleep()\n"},
            {"libraries": ("celery",)},
        ),
    ),
    invalid=(
        Example({"a.py": _ROUTE + "    mailer.send_email('x')\n"}),
        Example({"a.py": "from time import sleep\n" + _ROUTE + "    sleep(5)\n"}),
        Example({"a.py": "import subprocess as sp\n" + _ROUTE + "    sp.run(['ffmpeg'])\n"}),
        Example({"a.py": _ROUTE + "    return await generate_monthly_report(1)\n"}),
    ),
    prose={
        "Handle long-running operations with background tasks": {},
        "Enqueue Celery tasks for long-running work (imports, mailings)": {
            "examples": ("imports", "mailings"),
            "libraries": ("celery",),
        },
        "Queue long-running tasks (email sending, report generation)": {
            "examples": ("email sending", "report generation")
        },
        "Slow operations must run in background workers": {},
        "Exports are moved to a background worker": {},
        "Offload heavy tasks to arq": {"libraries": ("arq",)},
    },
    not_prose=("Avoid long-running operations", "A long line of tasks waits", "Background: white"),
    keywords=words("background async queue enqueue worker defer offload celery"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "examples": Param(ParamKind.WORDS, "work that takes long"),
        "libraries": Param(ParamKind.WORDS, "libraries that queue"),
    },
)
