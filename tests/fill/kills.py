"""Kill `agentgen fill` at random moments, and look at what it leaves behind.

As a program: `kills.py COUNT` prints a summary, and fails when a state was wrong.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fill_world import ScriptedServer, git, snapshot
from many import answer, make_many, number_asked

ROOT = Path(__file__).parents[2]
_MINE = b"work of the user, not committed\n"
_RUN = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from fill_world import PASSED, FakeVerifier
from agentgen.commands.fill import FillRequest, fill
request = FillRequest(Path({root!r}), models=("m",), attempts=1, jobs={jobs})
fill(request, verifier=lambda *_: FakeVerifier(PASSED))
"""


def killed(root: Path, server: ScriptedServer, after: float, jobs: int) -> bool:
    """Start a run, kill it some seconds after its first request; True when it still ran."""
    asked = len(server.requests)
    code = _RUN.format(tests=str(Path(__file__).parent), root=str(root), jobs=jobs)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "OPENAI_API_KEY": "k"}
    environment["OPENAI_BASE_URL"] = server.url
    process = subprocess.Popen(
        [sys.executable, "-c", code], env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while len(server.requests) == asked and process.poll() is None:
            time.sleep(0.005)
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def prepared(root: Path) -> Path:
    """A repository with stubs, with staged, unstaged and untracked work of its user."""
    make_many(root, parts=2, each=20)
    (root / "notes.txt").write_bytes(b"begin\n")
    (root / "staged.txt").write_bytes(b"begin\n")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Notes")
    for name in ("notes.txt", "staged.txt", "new.txt"):
        (root / name).write_bytes(_MINE)
    git(root, "add", "staged.txt")
    return root


def faults(root: Path) -> list[str]:
    """What is wrong with a repository after a kill; empty when nothing is.

    Each stub must be whole or filled, with the marker of its test in the same state; work of the
    user must be there; history and index must be sound.
    """
    found = []
    settled(root)
    texts = {path: text.decode() for path, text in snapshot(root).items()}
    for number in range(40):
        part = number // 20
        stub = f'operation="Sum{number}"' in texts[f"shop/part_{part}.py"]
        filled = f"return first + second + {number}\n" in texts[f"shop/part_{part}.py"]
        marked = f'"Sum{number}: to be written")\ndef' in texts[f"tests/test_part_{part}.py"]
        if (stub, filled, marked) not in ((True, False, True), (False, True, False)):
            found.append(f"Sum{number}: stub {stub}, filled {filled}, marked {marked}")
    status = sorted(git(root, "status", "--porcelain").splitlines())
    if status != [" M notes.txt", "?? new.txt", "M  staged.txt"]:
        found.append(f"status {status}")
    for name in ("notes.txt", "staged.txt", "new.txt"):
        if (root / name).read_bytes() != _MINE:
            found.append(f"{name} was changed")
    checked = subprocess.run(
        ["git", "fsck", "--strict"], cwd=root, capture_output=True, text=True, check=False
    )
    problems = [ln for ln in checked.stderr.splitlines() if "dangling" not in ln]
    if checked.returncode or any(ln.startswith(("error", "missing")) for ln in problems):
        found.append(f"git fsck: {checked.stdout}{checked.stderr}")
    return found


def settled(root: Path) -> None:
    """Wait until a landing that was under way is over, as the next run does."""
    import fcntl

    folder = root / ".agentgen/fill"
    if folder.is_dir():
        with (folder / "landing.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)


def campaign(base: Path, count: int, seed: int = 1) -> tuple[int, int, list[str]]:
    """Kill so many runs; returns how many were hit, how many stubs landed, and what was wrong."""
    chance = random.Random(seed)
    server = ScriptedServer()
    server.choose = lambda asked: answer(number_asked(asked))
    wrong: list[str] = []
    hit = landed = number = 0
    root = prepared(base / "0")
    try:
        while hit < count:
            jobs = chance.choice((1, 4))
            hit += killed(root, server, chance.uniform(0, 1.5), jobs)
            wrong += faults(root)
            left = sum(t.count(b"agentgen:stub") for t in snapshot(root).values())
            if left == 0:
                landed += 40
                number += 1
                root = prepared(base / str(number))
        landed += 40 - sum(t.count(b"agentgen:stub") for t in snapshot(root).values())
    finally:
        server.close()
    return hit, landed, wrong


def main() -> int:
    """Run a campaign of the size that the command line asks for."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        hit, landed, wrong = campaign(Path(folder), int(sys.argv[1]))
    seconds = time.monotonic() - began
    summary = f"{hit} runs killed, {landed} stubs landed, {len(wrong)} wrong states"
    sys.stdout.write("\n".join([f"{summary}, {seconds:.0f} s", *wrong]) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
