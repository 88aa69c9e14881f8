"""Violations in Python code of every kind of module."""

from tests.rules.independent.seed import DOC, Seed, python

_LONG = "".join(f"    total += {n}\n" for n in range(45))
DB = DOC + "from sqlalchemy import select, text\n\nfrom app.tables import Person, Ticket\n\n\n"


SEEDS: list[Seed] = []
SEEDS += python(
    "function-length",
    "",
    plain=DOC + f'def plain(total: int) -> int:\n    """Add."""\n{_LONG}    return total\n',
    nested=DOC + 'def outer() -> int:\n    """Add."""\n\n    def inner(total: int) -> int:\n'
    + "".join(f"        total += {n}\n" for n in range(45))
    + "        return total\n\n    return inner(1)\n",
    method=DOC + 'class Adder:\n    """Adds."""\n\n    @staticmethod\n    async def add('
    'total: int) -> int:\n        """Add."""\n'
    + "".join(f"        total += {n}\n" for n in range(45))
    + "        return total\n",
)  # fmt: skip
SEEDS += python(
    "no-print",
    "",
    bare=DOC + 'def tell() -> None:\n    """Tell."""\n    print("told")\n',
    conditional=DOC + 'def tell(x: int) -> None:\n    """Tell."""\n    x and print(\n'
    '        "told",\n        x,\n    )\n',
    handed=DOC + 'def tell(rows: list[str]) -> None:\n    """Tell."""\n'
    "    for line in map(print, rows):\n        str(line)\n",
    aliased=DOC + "import builtins\n\n\ndef tell() -> None:\n"
    '    """Tell."""\n    builtins.print("told")\n',
    written=DOC + "import sys\n\n\ndef tell() -> None:\n"
    '    """Tell."""\n    print("told", file=sys.stdout, flush=True)\n',
)
SEEDS += python(
    "no-bare-except",
    "",
    first=DOC + 'def go() -> None:\n    """Go."""\n    try:\n        int("a")\n    except:\n'
    "        raise\n",
    spaced=DOC + 'async def go() -> None:\n    """Go."""\n    try:\n        int("a")\n'
    "    except ValueError:\n        raise\n    except  :\n        return\n",
)
SEEDS += python(
    "no-select-star",
    "",
    many_lines=DB + 'QUERY = text(\n    """\n    select\n      *\n    from tickets\n    """\n)\n',
    table_star=DB + 'QUERY = text("SELECT t.* FROM tickets t")\n',
    joined=DB + 'QUERY = text("SELECT " "* FROM tickets")\n',
)
SEEDS += python(
    "typed-signatures",
    "",
    lacking=DOC + 'def add(a, b: int) -> int:\n    """Add."""\n    return a + b\n',
    stars=DOC + 'def add(*rows, **more) -> int:\n    """Add."""\n    return len(rows)\n',
    no_result=DOC + 'async def add(a: int, /, *, b: int):\n    """Add."""\n    return a + b\n',
)
SEEDS += python(
    "docstrings",
    "",
    function=DOC + "def add(a: int) -> int:\n    # adds one\n    return a + 1\n",
    klass=DOC + "class Adder:\n    size = 1\n",
    method_only=DOC + 'class Adder:\n    """Adds."""\n\n    def add(self, a: int) -> int:\n'
    "        return a\n",
)
SEEDS += python(
    "import-style",
    "",
    star=DOC + "from os.path import *\n",
    relative_star=DOC + "from .tables import *\n",
    guarded=DOC + "try:\n    from json import *\nexcept ImportError:\n    raise\n",
)
SEEDS += python(
    "forbidden-calls",
    "",
    evaluates=DOC + 'def run(x: str) -> object:\n    """Run."""\n    return eval(x)\n',
    executes=DOC + 'def run(x: str) -> None:\n    """Run."""\n    (lambda: exec(x, {}))()\n',
    by_builtins=DOC + "import builtins\n\n\ndef run(x: str) -> object:\n"
    '    """Run."""\n    return builtins.eval(x)\n',
)
SEEDS += python(
    "central-configuration",
    "",
    environ=DOC + 'import os\n\nHOST = os.environ["HOST"]\n',
    getenv=DOC + "from os import getenv as env\n\n\ndef host() -> str:\n"
    '    """Host."""\n    return env("HOST", "a")\n',
    got=DOC + "from os import environ\n\n\ndef host() -> str | None:\n"
    '    """Host."""\n    return environ.get("HOST")\n',
    module=DOC + 'import os as system\n\nHOST = system.getenv("HOST")\n',
)
SEEDS += python(
    "hard-coded-secrets",
    "",
    assigned=DOC + 'API_KEY = "q8Zr41LmX0vT7bNw2KdE9sYh"\n',
    keyword=DOC + "from app.mail import send\n\n\ndef go(connect: object) -> object:\n"
    '    """Go."""\n    return connect(user="a", password="Tr0ub4dor&3xyz")\n',
    in_url=DOC + 'DSN = "postgresql://desk:Xk29vLq81mZ@db.internal/desk"\n',
    in_mapping=DOC + 'HEADERS = {"X-Api-Key": "q8Zr41LmX0vT7bNw2KdE9sYh"}\n',
    default=DOC + 'def go(secret_key: str = "q8Zr41LmX0vT7bNw2KdE9sYh") -> str:\n'
    '    """Go."""\n    return secret_key\n',
)
_HEAD = DB + 'async def find(db: object, name: str) -> object:\n    """Find."""\n'
SEEDS += python(
    "no-sql-concatenation",
    "",
    formatted=_HEAD + "    return await db.execute(text(f\"SELECT id FROM people WHERE n = "
    "'{name}'\"))\n",
    added=_HEAD + "    query = \"SELECT id FROM people WHERE n = '\" + name + \"'\"\n"
    "    return await db.execute(text(query))\n",
    percent=_HEAD + "    return await db.execute(text(\"DELETE FROM people WHERE n = "
    "'%s'\" % name))\n",
    by_method=_HEAD + "    return await db.execute(\n        text(\n"
    "            \"UPDATE people SET n = '{}'\".format(name)\n        )\n    )\n",
    collected=_HEAD + '    query = "SELECT id FROM people"\n'
    '    query += f" WHERE n = \'{name}\'"\n'
    "    return await db.execute(text(query))\n",
)  # fmt: skip
SEEDS += python(
    "password-hashing",
    "",
    md5=DOC + "import hashlib\n\n\ndef hash_password(password: str) -> str:\n"
    '    """Hash."""\n    return hashlib.md5(password.encode()).hexdigest()\n',
    sha=DOC + "from hashlib import sha256 as digest\n\n\ndef digest_of(password: str) -> str:\n"
    '    """Hash."""\n    return digest(password.encode()).hexdigest()\n',
    by_name=DOC + "import hashlib\n\n\ndef stored(password: str) -> str:\n"
    '    """Hash."""\n    return hashlib.new("sha1", password.encode()).hexdigest()\n',
)
_LOG = DOC + "import logging\n\nlog = logging.getLogger(__name__)\n\n\n"
SEEDS += python(
    "no-secrets-in-logs",
    "",
    placed=_LOG + 'def go(password: str) -> None:\n    """Go."""\n'
    '    log.info("in: %s", password)\n',
    in_text=_LOG + 'def go(token: str) -> None:\n    """Go."""\n    log.debug(f"got {token}")\n',
    extra=_LOG + 'def go(api_key: str) -> None:\n    """Go."""\n'
    '    log.warning("call", extra={"key": api_key})\n',
    attribute=_LOG + 'def go(form: object) -> None:\n    """Go."""\n'
    '    log.error("failed for %s", form.password)\n',
)  # fmt: skip
SEEDS += python(
    "jwt",
    "",
    endless=DOC + "import jwt\n\nfrom app.settings import settings\n\n\n"
    'def forever(person: int) -> str:\n    """Sign."""\n    return jwt.encode('
    '{"sub": str(person)}, settings.signing_key.get_secret_value(), algorithm="HS256")\n',
    unchecked=DOC + "import jwt\n\n\ndef read(token: str, key: str) -> object:\n"
    '    """Read."""\n    return jwt.decode(token, key, algorithms=["HS256"],'
    ' options={"verify_exp": False})\n',
)
SEEDS += python(
    "timeouts",
    "",
    short=DOC + "import httpx\n\n\nasync def get(url: str) -> object:\n"
    '    """Get."""\n    async with httpx.AsyncClient(timeout=None) as client:\n'
    "        return await client.get(url)\n",
    requests=DOC + "import requests\n\n\ndef get(url: str) -> object:\n"
    '    """Get."""\n    return requests.get(url)\n',
    aliased_session=DOC + "from requests import Session\n\n\ndef get(url: str) -> object:\n"
    '    """Get."""\n    with Session() as s:\n        return s.post(url, json={})\n',
    urlopen=DOC + "from urllib.request import urlopen\n\n\ndef get(url: str) -> object:\n"
    '    """Get."""\n    return urlopen(url)\n',
)
SEEDS += python(
    "no-blocking-calls",
    "timeouts",
    sleeps=DOC + 'import time\n\n\nasync def rest() -> None:\n    """Rest."""\n    time.sleep(1)\n',
    from_import=DOC + "from time import sleep as rest_for\n\n\nasync def rest() -> None:\n"
    '    """Rest."""\n    rest_for(1)\n',
    http=DOC + "import requests\n\n\nasync def get(url: str) -> object:\n"
    '    """Get."""\n    return requests.get(url, timeout=3)\n',
    process=DOC + "import subprocess\n\n\nasync def go() -> None:\n"
    '    """Go."""\n    subprocess.run(["ls"], check=True)\n',
)
SEEDS += python(
    "hard-coded-secrets",
    "",
    bearer=DOC + 'HEADERS = {"Authorization": "Bearer q8Zr41LmX0vT7bNw2KdE9sYh"}\n',
    fallback=DOC + 'import app.settings as s\n\nPASSWORD = s.settings.dsn or "Xk29vLq81mZ"\n',
    looked_up=DOC + "def find(given: dict[str, str]) -> str:\n"
    '    """Find."""\n    return given.get("password", "Xk29vLq81mZ")\n',
)
SEEDS += python(
    "no-secrets-in-logs",
    "",
    any_name=DOC + 'import logging\n\ntold = logging.getLogger("a")\n\n\n'
    'def go(access_token: str) -> None:\n    """Go."""\n    told.error(f"x {access_token}")\n',
)
SEEDS += python(
    "no-blocking-calls",
    "",
    opens=DOC + "async def read() -> str:\n"
    '    """Read."""\n    with open("a") as file:\n        return file.read()\n',
)
