"""Generate pod-automator's repository, install it, and check it with all gates."""

import shutil
import subprocess
import sys
from pathlib import Path

AGENTGEN = Path(sys.executable).with_name("agentgen")


def main() -> int:
    """Return the exit code of the check."""
    home = Path(sys.argv[1] if len(sys.argv) > 1 else "demo").absolute()
    target = home / "pod-automator"
    if target.exists():
        print(f"{target} is there already; removing it to start afresh")
        shutil.rmtree(target)
    home.mkdir(exist_ok=True)
    run("new", "pod-automator", "--system", "pod-automator", "--into", str(home))
    step("installing its environments (a minute or two, once)")
    made = subprocess.run(["make", "--no-print-directory", "install"], cwd=target, check=False)
    if made.returncode:
        return made.returncode
    step("checking it: rules, lint, types, tests with coverage")
    code = subprocess.run([AGENTGEN, "check", target, "--gates"], check=False).returncode
    step(f"the repository lies in {target}")
    print(f"  open it:  cd {target} && make dev    then http://localhost:8000")
    print("  read it:  README.md says what was decided, and why")
    return code


def run(*arguments: str) -> None:
    """Run agentgen; end with its exit code if it fails."""
    code = subprocess.run([AGENTGEN, *arguments], check=False).returncode
    if code:
        sys.exit(code)


def step(text: str) -> None:
    """Tell what happens now."""
    print(f"\n-- {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
