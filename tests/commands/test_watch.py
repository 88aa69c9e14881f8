"""Waiting for changes."""

import os
import signal
import subprocess
import sys
import time

import pytest
from tests.checking import CLEAN, repository

from agentgen.commands.watch import changes, snapshot


@pytest.fixture
def root(tmp_path):
    return repository(tmp_path, {"a.py": "x = 1\n", "b.py": "y = 1\n"})


def told(root, *steps, ignored=()):
    """What is told when a step is taken before each look; the steps end the watch."""
    waiting = iter(steps)

    def sleep(_):
        try:
            step = next(waiting)
        except StopIteration:
            raise KeyboardInterrupt from None
        if step:
            step()

    watching = changes(root, snapshot(root), ignored, sleep)
    return list(until_interrupted(watching))


def until_interrupted(watching):
    while True:
        try:
            yield next(watching)
        except KeyboardInterrupt:
            return


def write(root, name, text):
    return lambda: (root / name).write_text(text)


def test_changed_new_and_removed_files_are_told(root):
    (root / "link").symlink_to("nowhere")
    steps = [write(root, "a.py", "x = 22\n"), None, write(root, "c.py", ""), None]
    assert told(root, *steps, (root / "b.py").unlink, None) == [("a.py",), ("c.py",), ("b.py",)]


def test_changes_in_a_row_are_told_together(root):
    steps = [write(root, "a.py", "x = 22\n"), write(root, "c.py", ""), None, None]
    assert told(root, *steps) == [("a.py", "c.py")]


def test_what_the_caller_writes_is_not_told(root):
    steps = [write(root, "report.html", "1"), None, write(root, "a.py", "x = 333\n"), None]
    assert told(root, *steps, ignored={"report.html"}) == [("a.py",)]


def test_the_program_checks_again_and_ends_with_ctrl_c(tmp_path):
    root = repository(tmp_path, {**CLEAN, "AGENTS.md": "- Never use `print()`\n"})
    command = [sys.executable, "-m", "agentgen", "check", ".", "--watch", "-o", "out.json"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    log = tmp_path.parent / "watch.log"
    with (
        log.open("w") as output,
        subprocess.Popen(
            command, cwd=root, env=environment, stdout=output, stderr=subprocess.STDOUT
        ) as program,
    ):
        try:
            wait_for(log, "watching", program)
            first = (root / "out.json").read_text("utf-8")
            (root / "app.py").write_text("print(1)\n")
            wait_for(log, "changed: app.py", program)
            wait_until(lambda: (root / "out.json").read_text("utf-8") not in ("", first), program)
            (root / "agentgen.yaml").write_text("a: [\n")
            wait_for(log, "error: agentgen.yaml", program)
            program.send_signal(signal.SIGINT)
            assert program.wait(30) == 130
        finally:
            program.kill()
    text = log.read_text("utf-8")
    assert "Traceback" not in text
    assert "\x1b" not in text
    assert '"verdict": "failed"' in (root / "out.json").read_text("utf-8")


def wait_for(log, words, program):
    wait_until(lambda: words in log.read_text("utf-8"), program)


def wait_until(happened, program):
    end = time.monotonic() + 60
    while not happened():
        assert program.poll() is None
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.1)
