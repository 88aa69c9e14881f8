"""Calls that fail for a moment are repeated, as often and with the waits that the spec says."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.model import PythonFile
from agentgen.codebase.use_model import CallUse
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, under
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, named, number, together, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.resilience import outbound

_LIBRARIES = "tenacity|p-retry|axios-retry|urllib3|polly|stamina"
_WAIT = re.compile(
    r"\b(\d{1,5}(?:\.\d+)?) ?(?:-|to) ?(\d{1,5}(?:\.\d+)?) ?(?:s\b|secs?\b|seconds?\b)"
)


def _waits(text: str) -> Params:
    found = _WAIT.search(text)
    if found is None:
        return {}
    low, high = (float(value) for value in found.groups())
    return {
        "wait_min": int(low) if low.is_integer() else low,
        "wait_max": int(high) if high.is_integer() else high,
    }


_RETRY = together(
    number("attempts", r"\b(\d{1,3}) (?:re)?(?:tries|try|attempts?|times)\b"),
    number(
        "attempts", r"\b(?:attempts?|retries|retry)(?: count| limit)?(?::| to| =|=) ?(\d{1,3})\b"
    ),
    _waits,
    flag("backoff", r"\bexponential\w*\b|\bexp\b", "exponential"),
    flag("jitter", r"\bjitter\b"),
    named("libraries", _LIBRARIES),
)

phrases = either(
    demanded(
        r"\bretr(?:y|ies)\b (?:logic|polic(?:y|ies)|strateg\w+|mechanisms?|with|on|for"
        r"|up to"
        r"|transient|failed|requests?|calls?|external|jitter|and|where|after|:)"
        r"|\b(?:implement|use|add|with|includes?|max(?:imum)?(?: of)? \d+|\d+) retr(?:y"
        r"|ies)\b"
        r"|\b(?:exponential )?back-?off\b|\bwith jitter\b|\band retries\b"
        r"|\b(?:tenacity|stamina)\b",
        _RETRY,
    ),
    under(r"\bretr(?:y|ies)\b", r"\b\d+ (?:attempts?|times|tries)\b|\bjitter\b", _RETRY),
)

_RETRIES = re.compile(r"retry|retries|retrying|backoff|stamina|tenacity", re.IGNORECASE)
_EXPONENTIAL = re.compile(r"exponential|expo\b|backoff")
_JITTER = re.compile(r"jitter|wait_random")
_TASKS = re.compile(r"(?:^|\.)(?:shared_task|task)$")
_QUEUED = ("autoretry_for", "max_retries", "retry_backoff", "retry")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Functions that call out, and tasks, are repeated; the attempts are those of the spec."""
    found, examined = list[Found](), 0
    for path, use in outbound.calls_out(codebase):
        examined += 1
        if not outbound.within(codebase, path, use, _RETRIES):
            found.append(Found(path, use.line, f"`{use.name}` is tried once"))
    for path, file in lookup.product_python(codebase):
        for use in file.uses:
            if _TASKS.search(use.name) and any(
                f.line > use.line and "celery" in _imports(file) for f in file.functions
            ):
                examined += 1
                if not any(key in use.keywords for key in _QUEUED) and not _retries_itself(file):
                    found.append(Found(path, use.line, "this task is tried once"))
            found += _figures(path, use, params)
        found += _kinds_of_wait(path, file, params)
    return found, examined


def _imports(file: PythonFile) -> str:
    return " ".join(i.module for i in file.imports)


def _retries_itself(file: PythonFile) -> bool:
    return any(u.name == "self.retry" for u in file.uses)


def _figures(path: str, use: CallUse, params: Params) -> Iterator[Found]:
    """Numbers of attempts and waits that differ from those of the spec."""
    name, attempts = use.name.rsplit(".", 1)[-1], params.get("attempts")
    given = use.arguments[0]
    if name == "stop_after_attempt" and attempts and given.isdigit() and int(given) != attempts:
        yield Found(path, use.line, f"{given} attempts, {attempts} are asked for")
    if name == "wait_exponential":
        for key, wanted in (("min", params.get("wait_min")), ("max", params.get("wait_max"))):
            given = use.keywords.get(key, "")
            if wanted is not None and given and given != str(wanted):
                yield Found(path, use.line, f"the {key} wait is {given} s, {wanted} s is asked for")


def _kinds_of_wait(path: str, file: PythonFile, params: Params) -> Iterator[Found]:
    """Retries whose waits neither grow nor vary, where the spec asks for that."""
    for use in file.uses:
        if use.name.rsplit(".", 1)[-1] not in ("retry", "AsyncRetrying", "Retrying"):
            continue
        if not any(key in use.keywords for key in ("stop", "wait", "reraise")):
            continue
        wait = use.keywords.get("wait", "")
        if wait in file.constants or (wait and not wait.endswith("()")):
            continue  # made somewhere else
        if params.get("backoff") and not _EXPONENTIAL.search(wait):
            yield Found(path, use.line, "the waits do not grow exponentially")
        elif params.get("jitter") and not _JITTER.search(wait):
            yield Found(path, use.line, "the waits have no jitter")


_CALL = "async def f():\n    return await httpx.get(u)\n"
_THREE = {"attempts": 3, "backoff": "exponential"}


RULE = Rule(
    id="retry",
    title="Calls that fail for a moment are repeated",
    help="wrap the call in a retry, for example `@retry(stop=stop_after_attempt(3), wait=…)`",
    what="functions that call other services, and tasks",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "a.py": "import httpx\n"
                "@retry(stop=stop_after_attempt(3), wait=wait_exponential(min=1))\n" + _CALL
            },
            _THREE,
        ),
        Example(
            {"a.py": "import httpx\ntransport = httpx.AsyncHTTPTransport(retries=3)\n" + _CALL}
        ),
        Example(
            {"a.py": "import httpx\n@stamina.retry(on=E, attempts=3)\n" + _CALL}, {"jitter": True}
        ),
        Example(
            {
                "t.py": "from celery import shared_task\n"
                "@shared_task(autoretry_for=(E,), retry_backoff=True)\ndef f(): ...\n"
            }
        ),
    ),
    invalid=(
        Example({"a.py": "import httpx\n" + _CALL}),
        Example(
            {"a.py": "import requests\nclass A:\n    def f(self):\n        requests.post(u)\n"}
        ),
        Example(
            {
                "a.py": "import httpx\n"
                "@retry(stop=stop_after_attempt(5), wait=wait_exponential())\n" + _CALL
            },
            _THREE,
        ),
        Example(
            {
                "a.py": "import httpx\n@retry(stop=stop_after_attempt(3), wait=wait_fixed(2))\n"
                + _CALL
            },
            _THREE,
        ),
        Example(
            {"a.py": "import httpx\n@retry(stop=s, wait=wait_exponential())\n" + _CALL},
            {"jitter": True},
        ),
        Example({"t.py": "from celery import shared_task\n@shared_task(name='x')\ndef f(): ...\n"}),
    ),
    prose={
        "Exponential backoff for external APIs (max 3 retries)": {
            "attempts": 3,
            "backoff": "exponential",
        },
        "Retry: exponential backoff with tenacity (3 attempts, 4-10s wait)": {
            "attempts": 3,
            "wait_min": 4,
            "wait_max": 10,
            "backoff": "exponential",
            "libraries": ("tenacity",),
        },
        "Implement retry with jitter": {"jitter": True},
        "Retry failed calls up to five times": {"attempts": 5},
        "# Retries\nAt most 4 attempts": {"attempts": 4},
        "Error handling includes retry logic where needed": {},
    },
    not_prose=(
        "No retries needed",
        "Make tasks idempotent (safe to retry)",
        "Do not retry on 4xx",
        "Back off from big changes",
    ),
    keywords=words("retr backoff off jitter tenacity stamina attempt trie time"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "attempts": Param(ParamKind.NUMBER, "attempts"),
        "wait_min": Param(ParamKind.NUMBER, "shortest wait in seconds"),
        "wait_max": Param(ParamKind.NUMBER, "longest wait in seconds"),
        "backoff": Param(ParamKind.TEXT, "exponential"),
        "jitter": Param(ParamKind.FLAG, "waits vary"),
        "libraries": Param(ParamKind.WORDS, "libraries that repeat"),
    },
)
