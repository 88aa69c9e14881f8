import contextlib
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from agentgen.fill import sandbox as module
from agentgen.fill import supervisor
from agentgen.fill.sandbox import DEFAULT_LIMITS, Confinement, Limits, Means, Sandbox, find_means

PYTHON = Path(sys.executable)
VISIBLE = (Path(sys.prefix), Path(sys.base_prefix))
MEANS = {
    "bubblewrap": find_means(),
    "limits": Means(),
}
WEAK = Means()


@pytest.fixture(params=MEANS)
def means(request):
    """Every kind of confinement that there is on this machine, and the weakest."""
    found = MEANS[request.param]
    if request.param == "bubblewrap" and found.kind is not Confinement.BUBBLEWRAP:
        pytest.skip("bubblewrap does not work here")
    return found


def run(tmp_path, code, seconds=20, means=WEAK, limits=DEFAULT_LIMITS, **more):
    tmp_path.chmod(0o777)
    box = Sandbox(tmp_path.resolve(), PYTHON, VISIBLE, means, limits)
    return box.run([str(PYTHON), "-c", code], tmp_path, seconds, **more)


def test_programs_see_none_of_the_users_variables(tmp_path, means, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    code = "import os; print(sorted(os.environ), os.environ['HOME'])"
    done = run(tmp_path, code, means=means, extra={"A": "1"})
    assert done.ok
    assert "OPENAI" not in done.output
    assert "'A'" in done.output
    assert str(tmp_path) in done.output


@pytest.mark.parametrize(
    ("code", "sign"),
    [
        ("x = bytearray(6 * 1024 ** 3)", "MemoryError"),
        ("open('big', 'wb').write(bytes(80 * 1024 ** 2))", "File too large"),
        ("import resource as r; exit(str(r.getrlimit(r.RLIMIT_CPU)))", "300, 300"),
        ("while True: print('x' * 1000)", "limits: it printed more than 16 MiB"),
        (
            "import os, time\nfor _ in range(60): os.fork() or time.sleep(20)\ntime.sleep(20)",
            "limits: more than 30 processes|Resource temporarily unavailable",
        ),
        (
            "import os, time\nfor _ in range(4): os.fork()\nx = bytearray(50 << 20); time.sleep(9)",
            "limits: more than 300 MiB of memory",
        ),
    ],
    ids=["memory", "file", "cpu", "output", "processes", "memory together"],
)
def test_resources_are_limited(tmp_path, means, code, sign):
    limits = Limits(processes=30, total=300 << 20)
    done = run(tmp_path, code, means=means, limits=limits)
    assert not done.ok, done.output[-300:]
    assert re.search(sign, done.output)


def test_a_fork_bomb_is_put_out(tmp_path, bubblewrap):
    code = "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"
    done = run(tmp_path, code, means=bubblewrap, limits=Limits(processes=30))
    assert "limits: more than 30 processes" in done.output


def test_what_runs_too_long_is_killed_with_its_children(tmp_path, means):
    code = (
        "import subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', "
        "'import time; time.sleep(61.5)'], start_new_session=True);"
        "print(p.pid, flush=True); time.sleep(60)"
    )
    done = run(tmp_path, code, seconds=1, means=means)
    assert done.timed_out
    assert "limits: it did not end in time" in done.output
    assert not _running("time.sleep(61.5)")


def test_what_outlives_the_program_is_killed(tmp_path, means):
    code = (
        "import subprocess, sys; subprocess.Popen([sys.executable, '-c', "
        "'import time; time.sleep(62.5)'], start_new_session=True)"
    )
    assert run(tmp_path, code, means=means).ok
    assert not _running("time.sleep(62.5)")


def _running(words: str) -> bool:
    """Whether a program with these words in its command line is there."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            found.append(words.encode() in file.read_bytes().split(b"import time; ")[-1])
    return any(found)


def test_the_programs_own_exit_code_is_told(tmp_path, means):
    assert run(tmp_path, "raise SystemExit(7)", means=means).code == 7


@pytest.fixture
def bubblewrap():
    if MEANS["bubblewrap"].kind is not Confinement.BUBBLEWRAP:
        pytest.skip("bubblewrap does not work here")
    return MEANS["bubblewrap"]


def test_bubblewrap_hides_files_and_forbids_to_write(tmp_path, bubblewrap):
    secret = tmp_path / "secret"
    secret.write_text("hush")
    inside = tmp_path / "inside"
    inside.mkdir()
    shell = Path(shutil.which("sh") or sys.executable)
    folders = (tmp_path, shell.parent, Path(shell.anchor), Path(sys.base_prefix))
    outside = [folder / tmp_path.name for folder in folders]
    code = (
        "from pathlib import Path as P\n"
        f"print(P({str(secret)!r}).exists(), P('/etc/shadow').exists())\n"
        "P('own').write_text('fine')\n"
        f"for place in {[str(place) for place in outside]!r}:\n"
        "    try: P(place).write_text('')\n"
        "    except OSError: print('refused')\n"
        "    else: print('written', place)"
    )
    done = run(inside, code, means=bubblewrap)
    assert done.output.startswith("False False\n"), done.output
    assert not any(place.exists() for place in outside)
    assert done.output.count("refused") == len(outside), done.output
    assert (inside / "own").read_text() == "fine"


CONNECT = (
    "import socket\n"
    "try: socket.create_connection(('127.0.0.1', {port}), 3); print('connected')\n"
    "except OSError: print('no way')"
)


@pytest.mark.parametrize("network", [False, True])
def test_bubblewrap_closes_the_network_unless_it_is_allowed(tmp_path, bubblewrap, server, network):
    port = server.url.split(":")[2].removesuffix("/v1")
    done = run(tmp_path, CONNECT.format(port=port), means=replace(bubblewrap, network=network))
    assert done.output == ("connected\n" if network else "no way\n")


def test_without_bubblewrap_the_network_is_closed_where_that_can_be_done(
    tmp_path, server, monkeypatch
):
    which = shutil.which
    monkeypatch.setattr(
        module.shutil, "which", lambda name: None if name == "bwrap" else which(name)
    )
    means = find_means()
    if means.kind is not Confinement.NO_NETWORK:
        pytest.skip("user namespaces can't be made here")
    port = server.url.split(":")[2].removesuffix("/v1")
    assert run(tmp_path, CONNECT.format(port=port), means=means).output == "no way\n"
    assert means.description.startswith("weaker: no network")


def test_what_is_there_and_does_not_work_is_not_used_and_that_is_said(tmp_path, monkeypatch):
    for name in ("bwrap", "unshare"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_means().kind is Confinement.LIMITS
    assert find_means().description.startswith("weaker: resource limits only; network and files")


def test_an_allowed_network_is_said():
    assert "network allowed" in Means(Confinement.BUBBLEWRAP, "bwrap", True).description


def test_limits_that_the_system_has_already_are_not_raised(monkeypatch):
    calls = {}
    monkeypatch.setattr(supervisor.resource, "getrlimit", lambda kind: (0, 50))
    monkeypatch.setattr(supervisor.resource, "setrlimit", calls.__setitem__)
    supervisor._limit(60, 40, 70, 80)
    assert set(calls.values()) == {(50, 50), (40, 40), (0, 0)}


def test_a_limit_that_cannot_be_set_is_said(monkeypatch, capsys):
    def refuse(kind, pair):
        raise ValueError

    monkeypatch.setattr(supervisor.resource, "setrlimit", refuse)
    supervisor._limit(60, 40, 70, 80)
    assert capsys.readouterr().err.count("can't be set") == 5


def test_descendants_are_counted_and_killed_whatever_group_they_are_in():
    code = "import time, os; os.setsid(); time.sleep(63.5)"
    processes = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    found = supervisor._descendants()
    assert {p.pid for p in processes} <= set(found)
    assert all(size >= 0 for size in found.values())
    for process in processes:
        process.kill()
        process.wait()
    assert not {p.pid for p in processes} & set(supervisor._descendants())


def test_what_stops_a_program_is_said(capsys, monkeypatch):
    monkeypatch.setattr(supervisor, "_kill_all", lambda: None)
    assert supervisor._stopped("time", "it did not end in time") == 124
    assert supervisor._stopped("many", "more than 7 processes") == 125
    assert capsys.readouterr().err == (
        "limits: it did not end in time\nlimits: more than 7 processes\n"
    )


def test_the_processes_of_this_user_are_counted():
    assert supervisor._processes_of_user() >= 1
    assert supervisor._numbers("/there/is/no/such") == []
