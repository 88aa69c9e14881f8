"""Passwords are stored as hashes of an algorithm made for that."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_HASHES = r"bcrypt|argon2(?:id|i)?|scrypt|pbkdf2"
_PASSWORDS = r"(?:plain[- ]?text|clear[- ]?text|unhashed|raw) passwords?"

phrases = either(
    forbidden(
        rf"\b{_PASSWORDS}\b|\bpasswords? (?:in|as) (?:plain|clear)[- ]?text\b",
        named("algorithms", _HASHES),
    ),
    demanded(
        rf"\b(?:{_HASHES})\b|\bpasswords?\b[^.;]{{0,30}}\bhash\w*"
        r"|\bhash\w*\b[^.;]{0,20}\bpasswords?\b",
        named("algorithms", _HASHES),
    ),
)

_LIBRARIES = {
    "argon2": r"argon2|argon2-cffi|passlib|pwdlib",
    "bcrypt": r"bcrypt|passlib|pwdlib|flask-bcrypt",
    "scrypt": r"scrypt|passlib|werkzeug",
    "pbkdf2": r"passlib|werkzeug|django",
}
_PASSWORD = re.compile(r"(?:^|[_.])(?:hashed_)?(?:password|passwd|pwd)(?:_hash)?$")
_ABOUT = re.compile(r"passw(?:or)?d|passphrase|(?:^|[^a-z])pwd(?:[^a-z]|$)", re.IGNORECASE)
_WEAK = re.compile(r"(?:^|\.)(?:md5|sha1|sha224|sha256|sha384|sha512|sha3_\d+|blake2[bs]|new)$")
_STORED = ("password", "password_hash", "hashed_password", "passwd")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at fast hashes of passwords, at records made with the password, and at the libraries."""
    found, spots = list[Found](), list[lookup.Spot]()
    tables = {t.class_name for t in codebase.tables}
    for table in codebase.tables:
        spots += [(c.path, c.line) for c in table.columns if _PASSWORD.search(c.name)]
    for path, file in lookup.product_python(codebase):
        for use in file.uses:
            given = (*use.arguments[:2], *use.inner)
            name = lookup.full_name(file, use.name)
            if name.startswith("hashlib.") and _WEAK.search(name):
                around = use.function.rsplit(".", 1)[-1]
                taken = [p.name for f in file.functions if f.qualname == use.function
                         for p in f.parameters]  # fmt: skip
                if any(_ABOUT.search(text) for text in (around, *given, *taken)):
                    spots.append((path, use.line))
                    found.append(Found(path, use.line, f"`{use.name}` is too fast for passwords"))
            if use.name.rsplit(".", 1)[-1] in tables:
                found += [
                    Found(path, use.line, f"`{use.name}` is stored with the plain password")
                    for key in _STORED
                    if re.search(r"(?:^|\.)(?:plain_)?password$", use.keywords.get(key, ""))
                ]
    wanted = tuple(params.get("algorithms", ())) or tuple(_LIBRARIES)
    libraries = "|".join(_LIBRARIES.get(a.rstrip("id"), a) for a in wanted)
    hashed = lookup.uses_library(codebase, libraries) or (
        "scrypt" in wanted and lookup.mentions(codebase, r"hashlib\.scrypt")
    )
    if spots and not found and not hashed:
        found += lookup.absent(spots, f"nothing hashes with {' or '.join(wanted)}")
    return found, len(spots)


_USER = (
    "class User(Base):\n    __tablename__ = 'users'\n"
    "    id: Mapped[int] = mapped_column(primary_key=True)\n"
    "    password_hash: Mapped[str] = mapped_column()\n"
)
_ARGON = "from argon2 import PasswordHasher\n"


RULE = Rule(
    id="password-hashing",
    title="Passwords are stored as hashes",
    help="store what argon2 or bcrypt makes of it",
    what="columns, fields and calls about passwords",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "m.py": _USER,
                "p.py": _ARGON + "def f(d):\n    return User(password_hash=hash_of(d.password))\n",
            },
            {"algorithms": ("bcrypt", "argon2")},
        ),
        Example(
            {
                "m.py": _USER,
                "p.py": "import bcrypt\nimport hashlib\ndef etag(body):\n"
                "    return hashlib.sha256(body)\n",
            }
        ),
        Example(
            {"m.py": _USER, "requirements.txt": "passlib[bcrypt]\n"}, {"algorithms": ("bcrypt",)}
        ),
    ),
    invalid=(
        Example({"m.py": _USER}),
        Example(
            {
                "m.py": _USER + "def make(d):\n    return User(password_hash=d.password)\n",
                "p.py": _ARGON,
            }
        ),
        Example(
            {
                "p.py": "import hashlib\ndef hash_password(p):\n"
                "    return hashlib.sha256(p.encode()).hexdigest()\n"
            }
        ),
        Example({"p.py": "from hashlib import md5\ndigest = md5(password)\n"}),
        Example({"m.py": _USER, "p.py": "import bcrypt\n"}, {"algorithms": ("argon2",)}),
    ),
    prose={
        "Never store plain-text passwords": {},
        "Always bcrypt/argon2": {"algorithms": ("bcrypt", "argon2")},
        "Hash passwords with scrypt": {"algorithms": ("scrypt",)},
        "Passwords are hashed before they are saved": {},
    },
    not_prose=("Use plain-text emails", "Hash the file names", "Ask for the password"),
    keywords=words("plain clear unhashed raw password bcrypt argon2 scrypt pbkdf2 hash"),
    status=Status.HEURISTIC,
    combine=union,
    params={"algorithms": Param(ParamKind.WORDS, "algorithms that may be used")},
)
