"""Logs are structured: by structlog, by a JSON formatter, or by a sink that writes JSON."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, named, together, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\bstructured (?:json )?log\w*|\bjson[- ](?:formatted )?log(?:s|ging)?\b"
    r"|\blogs?\b[^.;]{0,25}\b(?:in|as) (?:structured )?json\b",
    together(
        flag("format", r"\bjson\b", "json"),
        named("libraries", r"structlog|loguru|pino|winston|python-json-logger"),
        named("by", r"(extra)=|\b(contextvars?)"),
    ),
)

_LOGGERS = ("logging", "structlog", "loguru")
_PACKAGES = {"python-json-logger": "pythonjsonlogger", "pino": "pino", "winston": "winston"}
_STRUCTURED = (
    r"structlog|python-?json-?logger|aws-lambda-powertools|google-cloud-logging|ecs-logging"
)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Files that log are there, and something makes their records structured."""
    spots = [
        (path, fact.line)
        for path, file in lookup.product_python(codebase)
        for fact in file.imports[:60]
        if fact.module.split(".")[0] in _LOGGERS
    ]
    files = {path for path, _ in spots}
    found: list[Found] = []
    wanted = [w for w in params.get("libraries", ()) if w not in ("pino", "winston")]
    if wanted and not any(lookup.imports(codebase, _PACKAGES.get(w, w)) for w in wanted):
        found += lookup.absent(spots, f"nothing logs with {' or '.join(wanted)}")
    elif not _is_structured(codebase, files):
        found += lookup.absent(spots, "log records are plain text")
    return found, len(files)


def _is_structured(codebase: Codebase, files: set[str]) -> bool:
    if lookup.uses_library(codebase, _STRUCTURED):
        return True
    for path, file in lookup.product_python(codebase):
        formatter = any(
            "json" in c.name.lower() and "format" in c.name.lower() for c in file.classes
        )
        if formatter or any(
            "json" in f.name.lower() and "log" in f.name.lower() for f in file.functions
        ):
            return True
        for use in file.uses:
            writes = path in files and use.name in ("json.dumps", "orjson.dumps")
            if writes or use.keywords.get("serialize") == "True" or "JsonFormatter" in use.name:
                return True
        if any(
            "jsonlogger" in s.value.lower() or "JsonFormatter" in s.value
            for s in file.named_strings
        ):
            return True
    return False


RULE = Rule(
    id="structured-logging",
    title="Logs are structured",
    help="configure structlog, a JSON formatter or a sink that writes JSON",
    what="files that log",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {"a.py": "import structlog\nlog = structlog.get_logger()\n"},
            {"libraries": ("structlog",)},
        ),
        Example(
            {
                "a.py": "import logging, json\nclass JSONFormatter(logging.Formatter):\n"
                "    def format(self, r):\n        return json.dumps(r.__dict__)\n"
            },
            {"format": "json"},
        ),
        Example({"a.py": "from loguru import logger\nlogger.add(out, serialize=True)\n"}),
        Example(
            {
                "a.py": "import logging\n"
                "logging.config.dictConfig({'()': 'pythonjsonlogger.jsonlogger.JsonFormatter'})\n"
            }
        ),
    ),
    invalid=(
        Example({"a.py": "import logging\nlogging.basicConfig(level='INFO')\n"}),
        Example(
            {
                "a.py": "from loguru import logger\nlogger.info('x')\n",
                "b.py": "import json\njson.dumps(1)\n",
            }
        ),
        Example({"a.py": "import logging\nx = 1\n"}, {"libraries": ("structlog",)}),
        Example({"a.py": "import structlog\n"}, {"libraries": ("loguru",)}),
    ),
    prose={
        "Use structured logging (JSON format)": {"format": "json"},
        "Structured logging with structlog": {"libraries": ("structlog",)},
        "Write logs as JSON": {"format": "json"},
        "Log errors with the structured logger": {},
        "Use structured logging, passing fields by `extra={}`": {"by": ("extra",)},
        "Structured logs carry the request through contextvars": {"by": ("contextvars",)},
    },
    not_prose=("Structured logging is optional", "Return JSON", "Log in to the server"),
    keywords=words("log"),
    describes=True,
    status=Status.HEURISTIC,
    combine=union,
    params={
        "format": Param(ParamKind.TEXT, "json"),
        "libraries": Param(ParamKind.WORDS, "libraries to log with"),
        "by": Param(ParamKind.WORDS, "how fields get into a record: extra, contextvars"),
    },
)
