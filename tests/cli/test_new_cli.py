"""The program itself: options, exit codes, what is printed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.documents import operation, pets

from agentgen import __version__
from agentgen.cli import main as program
from agentgen.cli.new import parse_decisions
from agentgen.errors import AgentgenError, ExitCode


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    content = pets()
    content["paths"]["/pets/{petId}/feed"] = {"post": operation(status="204")}
    (tmp_path / "api.json").write_text(json.dumps(content))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def agentgen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs the program in this process: (exit code, standard output, standard error)."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["agentgen", *arguments])
        with pytest.raises(SystemExit) as ended:
            program.main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return run


def test_a_repository_is_made_and_reported(home, agentgen):
    code, out, err = agentgen("new", "shop", "--role", "backend-expert", "--openapi", "api.json")
    assert (code, err) == (ExitCode.OK, "")
    assert f"Made {home / 'shop'}" in out
    assert "6 of 7 operations work: 1 create, 1 delete, 1 list" in out
    assert "  stub  POST /pets/{petId}/feed: " in out
    assert "  note  api.json#/paths/~1pets~1{petId}~1feed/post: path parameter 'petId'" in out
    assert "make dev" in out


def test_the_report_is_json_on_request(home, agentgen):
    code, out, _ = agentgen(
        "new", "shop", "--role", "backend-expert", "--openapi", "api.json", "--json",
        "--set", "layout=services", "--set", "page_size=7",
    )  # fmt: skip
    report = json.loads(out)
    assert code == ExitCode.OK
    assert report["target"] == str(home / "shop")
    assert report["behaviours"]["stub"] == 1
    assert report["specs"] == ["specs/backend-expert.md"]
    assert (home / "shop" / "services" / "pets" / "api.py").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("new", "shop", "--role", "backend-expert"), "no contract was named"),
        (("new", "shop", "--openapi", "api.json"), "no role spec was named"),
        (("new", "shop", "--set", "layout"), "'layout' is no decision"),
        (("new", "shop", "--set", "layout=[", "--role", "x"), "is no YAML"),
        (("new", "a/b", "--role", "backend-expert", "--openapi", "api.json"), "can't be the name"),
        (("new", "shop", "--nonsense"), "No such option"),
        (("new",), "Missing argument"),
        (("nonsense",), "No such command"),
    ],
)
def test_what_cannot_run_ends_with_2(home, agentgen, arguments, message):
    code, _, err = agentgen(*arguments)
    assert code == ExitCode.CANNOT_RUN
    assert message in err
    assert "Traceback" not in err
    assert not (home / "shop").exists()


def test_errors_tell_place_and_way_out(home, agentgen):
    (home / "api.json").write_text('{"openapi": "3.1.0", "paths": {"/a": {"get": {"tags": 3}}}}')
    code, _, err = agentgen("new", "shop", "--role", "backend-expert", "--openapi", "api.json")
    assert code == ExitCode.CANNOT_RUN
    assert err == "error: api.json#/paths/~1a/get/tags: this is no list (found 3)\n"
    _, _, err = agentgen("new", "shop", "--role", "backend-expert")
    assert "\n  > give --openapi FILE, or --system NAME\n" in err


def test_an_interrupt_ends_with_2(home, agentgen, monkeypatch):
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "_register", lambda _: None)
    monkeypatch.setattr(program, "app", interrupted)
    assert agentgen("roles") == (ExitCode.CANNOT_RUN, "", "interrupted\n")


def test_version_and_help(agentgen):
    assert agentgen("--version") == (ExitCode.OK, f"agentgen {__version__}\n", "")
    code, out, _ = agentgen("--help")
    assert code == ExitCode.OK
    assert all(command in out for command in program.COMMANDS)


def test_the_module_runs():
    done = subprocess.run([sys.executable, "-m", "agentgen", "--version"], capture_output=True)
    assert (done.returncode, done.stdout.decode()) == (0, f"agentgen {__version__}\n")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], {}),
        (["layout=services"], {"layout": "services"}),
        (["page_size=7"], {"page_size": 7}),
        (["soft_delete=true", "docker_base="], {"soft_delete": True, "docker_base": None}),
        (["error_body={detail: $message}"], {"error_body": {"detail": "$message"}}),
        (["a=b=c"], {"a": "b=c"}),
    ],
)
def test_decisions_are_yaml(given, expected):
    assert parse_decisions(given) == expected


def test_decisions_need_a_value():
    with pytest.raises(AgentgenError, match="no decision") as caught:
        parse_decisions(["layout"])
    assert caught.value.way_out == "write --set KEY=VALUE"
