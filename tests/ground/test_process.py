import sys
import time
from pathlib import Path

import pytest

from agentgen.process import run


def python(code: str, tmp_path: Path, **more):
    return run([sys.executable, "-c", code], cwd=tmp_path, **more)


def test_output_is_merged_and_the_code_kept(tmp_path):
    done = python("import sys; print('out'); sys.stderr.write('err'); sys.exit(3)", tmp_path)
    assert (done.code, done.ok, done.timed_out) == (3, False, False)
    assert "out" in done.output
    assert "err" in done.output


def test_input_and_environment_are_given(tmp_path):
    code = "import os, sys; print(sys.stdin.read() + os.environ['NAME'])"
    done = python(code, tmp_path, stdin="hello ", env={"NAME": "world"})
    assert (done.ok, done.output.strip()) == (True, "hello world")


def test_what_is_no_text_is_decoded_leniently(tmp_path):
    done = python("import sys; sys.stdout.buffer.write(b'\\xff')", tmp_path)
    assert (done.ok, done.output) == (True, "\ufffd")


def test_a_missing_program_is_a_result(tmp_path):
    done = run(["no-such-program"], cwd=tmp_path)
    assert (done.code, done.ok) == (127, False)
    assert "no-such-program" in done.output


def test_time_runs_out_for_the_whole_group(tmp_path):
    child = "[sys.executable, '-c', 'import time; time.sleep(60)']"
    code = f"import subprocess, sys; subprocess.run({child})"
    start = time.monotonic()
    done = python(code, tmp_path, seconds=1)
    assert (done.timed_out, done.ok) == (True, False)
    assert time.monotonic() - start < 20


def test_an_interrupt_ends_the_program(tmp_path, monkeypatch):
    import subprocess

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    started = []
    original = subprocess.Popen

    class Spy(original):  # type: ignore[type-arg,misc] - subclassing the generic at run time
        def __init__(self, *given, **more):
            super().__init__(*given, **more)
            started.append(self)

        communicate = interrupted

    monkeypatch.setattr(subprocess, "Popen", Spy)
    with pytest.raises(KeyboardInterrupt):
        python("import time; time.sleep(60)", tmp_path)
    started[0].stdout.close()
    assert started[0].returncode == -9


@pytest.mark.parametrize(
    ("code", "flooded", "timed_out", "ok"),
    [
        ("print('x' * 99)", False, False, True),
        ("print('x' * 10_000)", True, False, False),
        ("while True: print('x' * 10_000)", True, False, False),
        ("import time; time.sleep(60)", False, True, False),
        ("import os, time; os.close(1); os.close(2); time.sleep(60)", False, True, False),
        ("raise SystemExit(3)", False, False, False),
    ],
)
def test_output_may_be_bounded(code, flooded, timed_out, ok, tmp_path):
    done = run([sys.executable, "-c", code], cwd=tmp_path, seconds=3, max_output=1000)
    assert (done.flooded, done.timed_out, done.ok) == (flooded, timed_out, ok)
    assert len(done.output) <= 1000


def test_descriptors_may_be_passed_on(tmp_path):
    with (tmp_path / "file").open("w") as file:
        code = f"import os; os.write({file.fileno()}, b'inherited')"
        assert run([sys.executable, "-c", code], cwd=tmp_path, pass_fds=(file.fileno(),)).ok
        assert not run([sys.executable, "-c", code], cwd=tmp_path).ok
    assert (tmp_path / "file").read_text() == "inherited"
