"""Synchronous libraries are called from coroutines in a thread pool."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, named, union, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_python
from agentgen.rules.speed import no_blocking_calls

_POOLS = re.compile(
    r"(?:^|\.)(?:run_in_threadpool|run_in_executor|to_thread|run_sync|iterate_in_threadpool)$"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Count calls handed to a pool, and find the blocking calls that are not."""
    blocking = list(no_blocking_calls.inspect(codebase, {})[0])
    pooled = sum(
        1 for _, file in product_python(codebase) for use in file.uses if _POOLS.search(use.name)
    )
    found = [Found(f.path, f.line, f"{f.message}: it is not handed to a thread") for f in blocking]
    return found, pooled + len(blocking)


RULE = Rule(
    id="threadpool",
    title="Synchronous libraries run in a thread pool",
    help="write `await run_in_threadpool(call, …)`",
    what="calls of synchronous libraries",
    phrases=demanded(
        r"\bthread[- ]?pools?\b|\brun_in_(?:threadpool|executor)\b|\bto_thread\b",
        named("functions", r"run_in_threadpool|run_in_executor|asyncio\.to_thread"),
    ),
    inspect=inspect,
    valid=(
        Example(
            {"a.py": "import time\nasync def f():\n    await asyncio.to_thread(time.sleep, 1)\n"}
        ),
        Example({"a.py": "async def f(loop):\n    await loop.run_in_executor(None, resize)\n"}),
    ),
    invalid=(
        Example({"a.py": "import boto3\nasync def f():\n    s3 = boto3.client('s3')\n"}),
        Example(
            {"a.py": "import stripe\nasync def f():\n    stripe.PaymentIntent.create(amount=1)\n"}
        ),
    ),
    prose={
        "Wrap any sync library with a threadpool": {},
        "Call legacy SDKs through run_in_threadpool": {"functions": ("run_in_threadpool",)},
        "CPU-heavy code goes to a thread pool": {},
    },
    not_prose=("No thread pool in lambdas", "Follow the thread in the pool chat"),
    keywords=words("thread run_in to_thread asyncio"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "functions": Param(ParamKind.WORDS, "functions"),
    },
)
