"""Violations in the second product's Python: nested, aliased, by variable."""

from tests.rules.independent.seed import Seed
from tests.rules.independent.seed import beside as seed_beside

SEEDS: list[Seed] = []


def seed(rule: str, name: str, text: str, also: str = "") -> None:
    """Put a module that breaks one rule into the product."""
    SEEDS.append(seed_beside(rule, name, text, also))


_SUM = "".join(f"            total += {n}\n" for n in range(50))

seed(
    "function-length",
    "long_property",
    f'''class Depot:
    """A depot."""

    size: int = 0

    @property
    def total(self) -> int:
        """Add up."""
        total = self.size
        if total:
{_SUM}        return total
''',
)
seed(
    "function-length",
    "long_closure",
    f'''from collections.abc import Callable


def counted(start: int) -> Callable[[], int]:
    """Make a counter."""

    async def count() -> int:
        total = start
        if total:
{_SUM}        return total

    return count
''',
)
seed(
    "no-print",
    "printing_partial",
    """from functools import partial

tell = partial(print, "depot:")
""",
)
seed(
    "no-print",
    "printing_method",
    '''class Depot:
    """A depot."""

    def close(self) -> None:
        """Close."""
        [print(line) for line in ("closed", "now")]
''',
)
seed(
    "no-print",
    "printing_default",
    '''from collections.abc import Callable


def close(tell: Callable[..., None] = print) -> None:
    """Close."""
    tell("closed")
''',
)
seed(
    "no-bare-except",
    "quiet_group",
    '''import contextlib


def close() -> None:
    """Close."""
    with contextlib.suppress(ValueError):
        try:
            int("a")
        except:
            pass
''',
)
seed(
    "no-bare-except",
    "quiet_everything",
    '''def close() -> int:
    """Close."""
    try:
        return int("a")
    except Exception:
        pass
    return 0
''',
    "error-handling",
)
seed(
    "no-bare-except",
    "quiet_base",
    '''def close() -> int:
    """Close."""
    try:
        return int("a")
    except BaseException:
        ...
    return 0
''',
    "error-handling",
)
seed("import-style", "star_reexport", "from billing.views import *  # re-exported\n")
seed(
    "import-style",
    "star_conditional",
    """import sys

if sys.version_info >= (3, 12):
    from itertools import *
""",
)
seed(
    "forbidden-calls",
    "evaluating",
    '''def rule(text: str) -> object:
    """Read a rule."""
    compute = eval
    return compute(text)
''',
)
seed(
    "forbidden-calls",
    "evaluating_in_lambda",
    """RULES = {"a": lambda text: eval(text)}
""",
)
seed(
    "forbidden-calls",
    "executing_map",
    '''def rules(texts: list[str]) -> None:
    """Run rules."""
    list(map(exec, texts))
''',
)
seed(
    "central-configuration",
    "environment_alias",
    """from os import environ as env

ZONE = env.get("ZONE", "north")
""",
)
seed(
    "central-configuration",
    "environment_nested",
    '''def zone() -> str:
    """Tell the zone."""
    import os as system

    return system.environ["ZONE"]
''',
)
seed(
    "central-configuration",
    "environment_default",
    '''import os


class Depot:
    """A depot."""

    zone: str = os.getenv("ZONE") or "north"
''',
)
seed(
    "central-configuration",
    "environment_decouple",
    """from dotenv import dotenv_values

ZONE = dotenv_values()["ZONE"]
""",
)
seed(
    "hard-coded-secrets",
    "secret_field",
    '''from pydantic import BaseModel, Field


class Door(BaseModel):
    """A door."""

    api_key: str = Field(default="sk_live_9aV3kQz81LmNw27Tx")
''',
)
seed(
    "hard-coded-secrets",
    "secret_tuple",
    """USER, PASSWORD = "depot", "vT7bNw2KdE9sYh!q"
""",
)
seed(
    "hard-coded-secrets",
    "secret_call",
    '''import jwt


def read(token: str) -> object:
    """Read a token."""
    return jwt.decode(token, "q8Zr41LmX0vT7bNw2KdE9sYh", algorithms=["HS256"])
''',
)
seed(
    "hard-coded-secrets",
    "secret_known_form",
    """BUCKET = {"id": "AKIA""" + """IOSFODNN7RQ3XKLM", "zone": "north"}
""",
)
seed(
    "hard-coded-secrets",
    "secret_fallback",
    '''from collections.abc import Mapping


def key(given: Mapping[str, str]) -> str:
    """Give the key."""
    return given.get("signing_secret", "q8Zr41LmX0vT7bNw2KdE9sYh")
''',
)
seed(
    "typed-signatures",
    "untyped_method",
    '''class Depot:
    """A depot."""

    @classmethod
    def of(cls, name) -> "Depot":
        """Make one."""
        return cls()
''',
)
seed(
    "typed-signatures",
    "untyped_keyword_only",
    '''def depot(*, zone="north") -> str:
    """Name a depot."""
    return zone
''',
)
seed(
    "typed-signatures",
    "untyped_init",
    '''class Depot:
    """A depot."""

    def __init__(self, zone) -> None:
        self.zone = zone
''',
)
seed(
    "docstrings",
    "silent_async",
    """async def depot(zone: str) -> str:
    return zone
""",
)
seed(
    "docstrings",
    "silent_dataclass",
    """from dataclasses import dataclass


@dataclass(frozen=True)
class Depot:
    zone: str
""",
)
seed(
    "docstrings",
    "silent_property",
    '''class Depot:
    """A depot."""

    @property
    def zone(self) -> str:
        return "north"
''',
)
