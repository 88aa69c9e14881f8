"""Coroutines call nothing that blocks the event loop."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.model import PythonFile
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import full_name, product_python

_BLOCKING = re.compile(
    r"^(?:time\.sleep|requests\.(?:get|post|put|patch|delete|head|options|request"
    r"|Session(?:(?:\(\))?\.\w+)?)"
    r"|urllib\.request\.urlopen|httpx\.(?:get|post|put|patch|delete|head|request|stream|Client)"
    r"|subprocess\.(?:run|call|check_call|check_output|Popen)|os\.(?:system|popen)"
    r"|socket\.(?:create_connection|gethostbyname)|smtplib\.SMTP(?:_SSL)?"
    r"|psycopg2\.connect|pymysql\.connect|sqlite3\.connect|redis\.(?:Redis|StrictRedis|from_url)"
    r"|boto3\.(?:client|resource)|shutil\.(?:copy\w*|move|rmtree)|input|open)$"
)

_STRIPE = re.compile(
    r"^stripe\.[A-Z]\w*(?:\.[A-Z]\w*)?\.(?:create|retrieve|modify|list|delete|cancel)$"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at what coroutines call; a function handed to a thread is not called by them."""
    found, examined = [], 0
    for path, file in product_python(codebase):
        examined += sum(f.is_async for f in file.functions)
        waits = _waiting(file)
        for use in file.uses:
            name = full_name(file, use.name) if use.in_async else ""
            if name and (_blocks(name) or use.name.removeprefix("self.") in waits):
                found.append(Found(path, use.line, f"`{use.name}()` blocks the event loop"))
    return found, examined


def _blocks(name: str) -> bool:
    return _BLOCKING.match(name) is not None or _STRIPE.match(name) is not None


def _waiting(file: PythonFile) -> set[str]:
    """Plain functions of the file that block by themselves, or call such a function."""
    plain = {f.qualname for f in file.functions if not f.is_async and not f.is_nested}
    inside = [u for u in file.uses if u.function in plain]
    found = {u.function for u in inside if _blocks(full_name(file, u.name))}
    names = {name.rsplit(".", 1)[-1] for name in found}
    found |= {u.function for u in inside if u.name.removeprefix("self.") in names}
    return {name.rsplit(".", 1)[-1] for name in found}


RULE = Rule(
    id="no-blocking-calls",
    title="Nothing blocks the event loop",
    help="await an asynchronous library, or hand the call to `asyncio.to_thread`",
    what="coroutines",
    phrases=either(
        forbidden(
            r"\bblock(?:s|ing)? (?:the )?(?:event[- ]loop|main thread|(?:synchronous "
            r"|sync )?(?:i/o|io|calls?|operations?|code))\b"
            r"|\bblock(?:ing)? (?:in|inside|within) (?:an? |the |async )*(?:routes?|handlers?"
            r"|endpoints?|coroutines?)\b"
        ),
        demanded(
            r"\b(?:minimi[sz]e|limit|reduce|eliminate)\b[^.;]{0,12}\bblocking (?:i/o|io|calls?"
            r"|operations?|code)\b"
        ),
    ),
    inspect=inspect,
    valid=(
        Example(
            {
                "a.py": (
                    "import asyncio, time\nasync def f():\n    await asyncio.sleep(1)\n    await"
                    " asyncio.to_thread(time.sleep, 1)\n"
                )
            }
        ),
        Example(
            {
                "a.py": (
                    "import requests\ndef f():\n    return requests.get('x')\nasync def g():\n   "
                    " await run_in_threadpool(f)\n"
                )
            }
        ),
        Example(
            {
                "a.py": (
                    "import time\nasync def f():\n    def inner():\n        time.sleep(1)\n   "
                    " await to_thread(inner)\n"
                )
            }
        ),
    ),
    invalid=(
        Example({"a.py": "import time\nasync def f():\n    time.sleep(1)\n"}),
        Example({"a.py": "from time import sleep as nap\nasync def f():\n    nap(1)\n"}),
        Example(
            {"a.py": "import requests as r\nasync def f():\n    return r.post('x', json={})\n"}
        ),
        Example(
            {
                "a.py": (
                    "import subprocess\nclass A:\n    async def f(self):\n       "
                    " subprocess.run(['ls'])\n"
                )
            }
        ),
    ),
    prose={
        "Never block the event loop": {},
        "Avoid blocking calls": {},
        "Minimize blocking I/O operations": {},
        "Limit blocking code; do not block in async handlers": {},
        "Blocking I/O is forbidden in handlers": {},
    },
    not_prose=("Block the user after three tries", "Blocking calls are fine in scripts"),
    keywords=words("block"),
    status=Status.ENFORCED,
    combine=union,
)
