"""Questions about configuration: classes of settings, variables read, example files."""

import re
from collections.abc import Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.model import ClassFact
from agentgen.rules.backend import fields_of
from agentgen.rules.lookup import full_name, product_python, subclasses

Read = tuple[str, int, str]
"""Path, line and name of a variable."""
_GETTERS = (
    "os.getenv", "os.environ.get", "os.environ.setdefault", "os.environ.pop",
    "dotenv.dotenv_values", "decouple.config", "dotenv.get_key",
)  # fmt: skip
_ENV_FILE = re.compile(
    r"(?:^|/)\.?env\.(?:example|sample|template|dist)$|(?:^|/)\.env\.\w+\.example$"
)
_ASSIGNED = re.compile(r"^[ \t]*#?[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=(.*)$", re.MULTILINE)


def settings_classes(codebase: Codebase) -> list[tuple[str, ClassFact]]:
    """Classes of pydantic-settings."""
    return subclasses(codebase, ("BaseSettings",))


def settings_names(codebase: Codebase) -> set[str]:
    """Names of all fields of all settings, in lower case; with the prefix of their class."""
    found: set[str] = set()
    for path, item in settings_classes(codebase):
        names = {name.lower() for name in fields_of(codebase, item.name)}
        prefixes = [
            use.keywords["env_prefix"].lower()
            for use in codebase.python[path].uses
            if "env_prefix" in use.keywords and item.line <= use.line <= item.end_line
        ]
        found |= names | {prefix + name for prefix in prefixes for name in names}
        found |= _aliases(codebase, item)
    return found


def _aliases(codebase: Codebase, item: ClassFact) -> set[str]:
    fields = fields_of(codebase, item.name).values()
    keys = ("alias", "validation_alias", "env")
    return {f.keywords[k].lower() for f in fields for k in keys if f.keywords.get(k)}


def variables_read(codebase: Codebase) -> Iterator[Read]:
    """Variables that Python code reads from the environment by itself."""
    for path, file in product_python(codebase):
        for use in file.uses:
            if full_name(file, use.name) in _GETTERS:
                yield path, use.line, use.arguments[0] if use.arguments else ""
        yield from ((path, line, name) for line, name in file.environment)


def example_files(codebase: Codebase) -> dict[str, dict[str, str]]:
    """Example files of the environment: the variables that each assigns, comments included."""
    return {
        path: dict(_ASSIGNED.findall(text))
        for path, text in codebase.texts.items()
        if _ENV_FILE.search(path)
    }
