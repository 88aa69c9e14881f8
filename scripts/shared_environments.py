"""Make the environments that tests of generated repositories share.

`.cache/backend` holds everything any generated backend needs, `.cache/node` the packages of
generated frontends, `.cache/newman` the runner of Postman collections, `.cache/sarif` the schema of
SARIF. They are made once and kept until what they are made from changes.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

from agentgen.emit.repository.requirements import all_requirements
from agentgen.resources import resource_root

CACHE = Path(".cache")
NEWMAN = '{"private": true, "dependencies": {"newman": "6.2.2"}}'
SARIF = '{"private": true, "dependencies": {"@microsoft/jest-sarif": "1.0.0-beta.0"}}'


def main() -> None:
    """Make what is missing or out of date."""
    backend(all_requirements())
    template = (resource_root("templates") / "frontend" / "package.json.jinja").read_text("utf-8")
    package = "\n".join(line for line in template.splitlines() if "{{" not in line)
    packages("node", package, digest(template))
    packages("newman", NEWMAN, digest(NEWMAN))
    packages("sarif", SARIF, digest(SARIF))


def backend(requirements: list[str]) -> None:
    """Install the union of all requirements of generated backends."""
    home, key = CACHE / "backend", digest("\n".join(requirements))
    if is_current(home, key):
        return
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, home], check=True)
    install = [uv, "pip", "install", "--quiet", "--compile-bytecode"]
    python = home / "bin" / "python"
    subprocess.run([*install, "--python", python, *requirements], check=True)
    mark(home, key)


def packages(name: str, package: str, key: str) -> None:
    """Install what a `package.json` names; `key` tells what it was made from."""
    home = CACHE / name
    if is_current(home, key):
        return
    home.mkdir(parents=True, exist_ok=True)
    (home / "package.json").write_text(package, "utf-8")
    quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(["npm", "install", *quiet], cwd=home, check=True)
    mark(home, key)


def digest(text: str) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_current(home: Path, key: str) -> bool:
    """Whether an environment was made from the same requirements."""
    stamp = home / ".made-from"
    return stamp.is_file() and stamp.read_text() == key


def mark(home: Path, key: str) -> None:
    """Note what an environment was made from."""
    (home / ".made-from").write_text(key)


if __name__ == "__main__":
    main()
