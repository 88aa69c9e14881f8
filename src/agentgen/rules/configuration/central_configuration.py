"""The environment is read in the module of settings alone."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, named, union, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_scripts
from agentgen.rules.settings import settings_classes, variables_read

_CONFIG = re.compile(r"(?:^|/)(?:\w*config\w*|\w*settings\w*|env)(?:/|\.\w+$)")

_SCRIPTS = re.compile(
    r"(?:^|/)(?:scripts|alembic|migrations|tools|bin)/|(?:^|/)(?:env|manage)\.py$"
)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at every place that reads the environment."""
    found, examined = [], len(settings_classes(codebase))
    for path, line, name in _reads(codebase):
        examined += 1
        if not _CONFIG.search(path) and not _SCRIPTS.search(path):
            message = f"`{name}` is read from the environment outside the module of settings"
            found.append(Found(path, line, message))
    return found, examined


def _reads(codebase: Codebase) -> Iterator[tuple[str, int, str]]:
    yield from variables_read(codebase)
    for path, script in product_scripts(codebase):
        for line, member in script.environment:
            yield path, line, member


RULE = Rule(
    id="central-configuration",
    title="Code reads settings from one module",
    help="add it to the settings, and hand the settings in",
    what="places that read the environment",
    phrases=either(
        forbidden(
            r"\b(?:os\.environ|process\.env|getenv)\b[^;]{0,20}\b(?:outside|except|in)\b"
            r"|\b(?:read|access)\b[^.;]{0,12}\benvironment\b[^.;]{0,12}\b(?:directly|outside)\b"
        ),
        demanded(
            r"\b(?:via|through|from|in|central(?:i[sz]ed)?|single|one|dedicated)\b[^.;]{0,15}"
            r"\b(?:config(?:uration)?|settings) (?:module|class|object|file|service)\b"
            r"|\b(?:pydantic[- ]?(?:base)?settings|basesettings)\b"
            r"|\bsettings? (?:live|belong|stay)\b[^.;]{0,20}\bconfig\b"
            r"|\benv(?:ironment)?(?: vars?| variables?)?\b[^.;]{0,12}\b(?:read|accessed|loaded"
            r"|parsed)"
            r" (?:only|exclusively|solely)\b|\bonly\b[^.;]{0,30}\b(?:reads?"
            r"|access(?:es)?) (?:the )?"
            r"env(?:ironment)?\b",
            named("by", r"pydantic[- ]settings|pydantic settings|basesettings|dynaconf|decouple"),
        ),
    ),
    inspect=inspect,
    valid=(
        Example({"app/config.py": "import os\nURL = os.environ['URL']\n"}),
        Example({"app/core/config/db.py": "from os import getenv\nURL = getenv('URL')\n"}),
        Example({"src/config.ts": "export const url = process.env.URL;\n"}),
    ),
    invalid=(
        Example({"app/service.py": "import os\ndef f():\n    return os.environ['URL']\n"}),
        Example({"app/service.py": "from os import environ\nkey = environ.get('KEY')\n"}),
        Example({"app/pay.py": "import os as _os\ndef f():\n    return _os.getenv('KEY', 'x')\n"}),
        Example({"src/api.ts": "const key = process.env.API_KEY;\n"}),
    ),
    prose={
        "Access via configuration module": {},
        "Read all values from a single settings class": {},
        "Never read os.environ outside config.py": {},
        "Use pydantic-settings": {"by": ("pydantic-settings",)},
    },
    not_prose=("Edit the config file", "Avoid a central configuration module"),
    keywords=words("config setting basesettings environ env getenv pydantic"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "by": Param(ParamKind.WORDS, "what does it"),
    },
)
