"""Log calls use the levels that the spec lists."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import headed, needing
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import demands, is_example, mentions, plain
from agentgen.ir.readers import names, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_LOG = r"\blog(?:s|ged|ging|gers?)?\b(?! in\b| out\b)"
_PROPER = r"\b(?:appropriate|proper|correct|different|right) log(?:ging)? levels?\b"
_LEVEL = re.compile(r"\b(trace|debug|info|notice|warn(?:ing)?|error|critical|fatal)\b")
_PLACED = re.compile(
    r"\b(trace|debug|info|warn(?:ing)?|error)\b(?: level)?(?: logs?)? (?:in|for|on|during) "
    r"(production|prod|staging|development|dev|local\w*|test\w*)\b"
)
_PLACES = re.compile(
    r"\b(production|prod|staging|development|dev) logs? (?:at |on )?(?:level )?"
    r"(trace|debug|info|warn(?:ing)?|error)\b"
)


@needing(_LEVEL.pattern, _PLACED.pattern, _PLACES.pattern, _PROPER)
def phrases(statement: Statement) -> Params | None:
    """«Log levels: debug, info, error»; «INFO in production and DEBUG in staging»."""
    if is_example(statement) or statement.modality is Modality.NEVER:
        return None
    text = plain(statement)
    if not mentions(statement, _LOG):
        return None
    placed = {place: level for level, place in _PLACED.findall(text)}
    placed |= dict(_PLACES.findall(text))
    if placed and re.search(_LOG, text):
        return {"by_environment": placed, "levels": names(placed.values())}
    found = names(_LEVEL.findall(text))
    if len(found) >= 3 and (re.search(r"\blevels?\b", text) or headed(statement, r"\blevels?\b")):
        return {"levels": found}
    return {} if demands(statement, _PROPER) else None


_CALL = re.compile(
    r"(?:^|\.)_?(?:log|logger|logging|LOG|LOGGER)(?:\.\w+\(\))*"
    r"\.(trace|debug|info|notice|warn|warning|error|exception|critical|fatal|success)$"
)
_SAME = {"warn": "warning", "exception": "error", "fatal": "critical"}


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Compare the levels of log calls with those listed; levels by environment are settings."""
    levels = (
        set()
        if params.get("by_environment")
        else {_SAME.get(v, v) for v in params.get("levels", ())}
    )
    found, examined = list[Found](), 0
    every = [(path, use.name, use.line) for path, use in lookup.calls(codebase)]
    every += [(path, use.name, use.line) for path, use in lookup.script_calls(codebase)]
    for path, name, line in every if levels else ():
        match = _CALL.search(name)
        if match:
            examined += 1
            if _SAME.get(match[1], match[1]) not in levels:
                found.append(Found(path, line, f"`{match[1]}` is none of the levels"))
    return found, examined


_FOUR = {"levels": ("debug", "info", "warn", "error")}


RULE = Rule(
    id="log-levels",
    title="Log levels are used as the spec says",
    help="use one of the levels that are listed",
    what="log calls",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {"a.py": "logger.warning('x')\nself._logger.exception('y')\nconsole.critical()\n"},
            _FOUR,
        ),
        Example(
            {
                "a.py": "log.bind(a=1).info('x')\nreview.critical('y')\n",
                "b.ts": "logger.warn('x');\n",
            },
            _FOUR,
        ),
    ),
    invalid=(
        Example({"a.py": "logger.critical('x')\n"}, _FOUR),
        Example({"a.py": "log.bind(a=1).trace('x')\nlogger.info('y')\n"}, _FOUR),
        Example({"a.ts": "logger.fatal('x');\n"}, _FOUR),
    ),
    prose={
        "Log levels: `debug`, `info`, `warn`, `error`": {
            "levels": ("debug", "info", "warn", "error")
        },
        "# Logging\nLevels: debug, info, warning, critical": {
            "levels": ("debug", "info", "warning", "critical")
        },
        "Log at `INFO` level in production and `DEBUG` in staging": {
            "by_environment": {"production": "info", "staging": "debug"},
            "levels": ("info", "debug"),
        },
        "Production logs at INFO": {"by_environment": {"production": "info"}, "levels": ("info",)},
        "Use appropriate log levels": {},
    },
    not_prose=("Three levels of warning, error and info pages", "Debug with the log level"),
    keywords=words("trace debug info notice warn error critical fatal level log"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "levels": Param(ParamKind.WORDS, "levels that may be used"),
        "by_environment": Param(ParamKind.TABLE, "levels by environment"),
    },
)
