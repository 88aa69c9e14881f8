"""Frontend examples that read keys which the error body of the spec does not have."""

import re
from collections.abc import Iterator, Mapping, Sequence

from agentgen.ir.policy import Conflict, Statement
from agentgen.spec.contradictions.base import conflict, examples, side
from agentgen.spec.decisions.error_body import stated_body
from agentgen.spec.settings import Recognised

_BODY = re.compile(
    r"\b(?:const|let|var)\s+(?P<name>\w*(?:err|error|body|data"
    r"|problem)\w*)\s*=\s*await\s+[\w.]+\.json\(\)",
    re.I,
)
_TECHNOLOGY = {
    "fetch": (re.compile(r"(?<![\w.])fetch\("), ("axios", "ky", "httpx"), ("fetch api",)),
    "requests": (re.compile(r"(?m)^\s*import requests\b"), ("httpx", "aiohttp"), ("requests",)),
    "axios": (re.compile(r"\bfrom ['\"]axios['\"]"), ("fetch api", "ky"), ("axios",)),
}


def find(statements: Sequence[Statement], found: Sequence[Recognised]) -> Iterator[Conflict]:
    """`error.message` where errors are `{error, code}`; `fetch()` where axios is demanded."""
    by_file: dict[str, list[Statement]] = {}
    for statement in statements:
        by_file.setdefault(statement.place.path, []).append(statement)
    for path, of_file in by_file.items():
        yield from _unknown_keys(of_file)
        yield from _other_client(path, of_file, found)


def _unknown_keys(of_file: Sequence[Statement]) -> Iterator[Conflict]:
    reading = [e for e in examples(of_file) if ".json()" in e.text.lower() and _BODY.search(e.text)]
    candidates = of_file if reading else ()
    stated = next(((s, b) for s in candidates if (b := stated_body(s)) is not None), None)
    if stated is None:
        return
    statement, body = stated
    for example in reading:
        for parsed in _BODY.finditer(example.text):
            read = re.compile(rf"(?<![\w.]){re.escape(parsed['name'])}\??\.(\w+)")
            for use in read.finditer(example.text, parsed.end(), parsed.end() + 600):
                if use[1] not in body and use[1] in (
                    "message",
                    "code",
                    "error",
                    "detail",
                    "details",
                ):
                    keys = ", ".join(body)
                    sides = (
                        side("error_body", statement, dict(body)),
                        side("error_body", example, use[0], use.start()),
                    )
                    yield conflict(
                        "error_body", sides, f"errors carry {keys}; the client reads `{use[0]}`"
                    )
                    return


def _other_client(
    path: str, of_file: Sequence[Statement], found: Sequence[Recognised]
) -> Iterator[Conflict]:
    stated = [
        one
        for one in found
        if one.recognizer.id == "technology" and one.statement.place.path == path
    ]
    every = {name for one in stated for name in one.setting.params["names"]}
    for used, (pattern, others, same) in _TECHNOLOGY.items():
        wanted = next((o for o in stated if set(others) & set(o.setting.params["names"])), None)
        if wanted is None or every & set(same):
            continue
        for example in examples(of_file):
            match = pattern.search(example.text)
            if match:
                value: Mapping[str, object] = wanted.setting.params
                sides = (
                    side("technology", wanted.statement, value["names"]),
                    side("technology", example, used, match.start() or 1),
                )
                yield conflict("technology", sides, f"the example uses {used}")
                break
