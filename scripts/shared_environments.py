"""Make the environments that tests of generated repositories share.

`.cache/backend` holds everything any generated backend needs, `.cache/node` the packages of
generated frontends. Both are made once and kept until what they are made from changes.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

from agentgen.emit.repository.requirements import all_requirements
from agentgen.resources import resource_root

CACHE = Path(".cache")


def main() -> None:
    """Make what is missing or out of date."""
    backend(all_requirements())
    frontend((resource_root("templates") / "frontend" / "package.json.jinja").read_text("utf-8"))


def backend(requirements: list[str]) -> None:
    """Install the union of all requirements of generated backends."""
    home, key = CACHE / "backend", digest("\n".join(requirements))
    if is_current(home, key):
        return
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, home], check=True)
    install = [uv, "pip", "install", "--quiet", "--python", home / "bin" / "python"]
    subprocess.run([*install, *requirements], check=True)
    mark(home, key)


def frontend(template: str) -> None:
    """Install the packages of generated frontends."""
    home, key = CACHE / "node", digest(template)
    if is_current(home, key):
        return
    home.mkdir(parents=True, exist_ok=True)
    package = "\n".join(line for line in template.splitlines() if "{{" not in line)
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
