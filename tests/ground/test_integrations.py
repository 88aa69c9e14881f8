"""What other tools read of this repository: the GitHub Action and the pre-commit hook."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.checking import CLEAN, repository

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = {step.get("name", step.get("uses")): step for step in ACTION["runs"]["steps"]}
SPEC = {"AGENTS.md": "- Never use `print()`\n"}


@pytest.fixture
def runner(tmp_path):
    """Runs one step's script as the runner does, with an agentgen where the action installs it."""
    temp = tmp_path / "temp"
    program = temp / "agentgen" / "bin" / "agentgen"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m agentgen "$@"\n')
    program.chmod(0o755)

    def run(step, **variables):
        files = {name: tmp_path / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        environment = {
            **os.environ,
            "RUNNER_TEMP": str(temp),
            **{name: str(file) for name, file in files.items()},
            **dict.fromkeys(STEPS[step]["env"], ""),
            **variables,
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[step]["run"]]
        done = subprocess.run(
            command, env=environment, cwd=tmp_path, capture_output=True, text=True
        )
        told = {name: f.read_text("utf-8") for name, f in files.items() if f.exists()}
        return done, told, temp / "agentgen-reports"

    return run


@pytest.mark.parametrize(("code", "text"), [("1", "print(1)\n"), ("0", "x = 1\n")])
def test_the_check_writes_all_reports_and_tells_its_exit_code(runner, tmp_path, code, text):
    root = repository(tmp_path / "a repo", {**CLEAN, **SPEC, "app.py": text})
    done, told, reports = runner("Check", REPOSITORY=str(root), GATES="false")
    assert done.returncode == 0, done.stderr
    assert told["GITHUB_OUTPUT"] == f"exit-code={code}\n"
    assert told["GITHUB_STEP_SUMMARY"].startswith("<!-- agentgen check -->")
    assert ("::error file=app.py" in done.stdout) is (code == "1")
    assert json.loads((reports / "agentgen.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert (reports / "agentgen.html").is_file()


def test_a_check_that_cannot_run_is_told_and_nothing_is_summed_up(runner, tmp_path):
    done, told, _ = runner("Check", REPOSITORY=str(tmp_path / "none"), SINCE="main")
    assert done.returncode == 0
    assert told == {"GITHUB_OUTPUT": "exit-code=2\n"}
    assert "error: " in done.stderr


@pytest.mark.parametrize("code", ["0", "1", "2"])
def test_the_job_ends_as_the_check_did(runner, code):
    done, _, _ = runner("Result", CODE=code)
    assert done.returncode == int(code)


@pytest.mark.parametrize(("present", "wanted"), [("77\n78\n", "PATCH"), ("", "POST")])
def test_one_comment_is_kept_up_to_date(runner, tmp_path, monkeypatch, present, wanted):
    reports = tmp_path / "temp" / "agentgen-reports"
    reports.mkdir(parents=True)
    (reports / "agentgen.md").write_text("<!-- agentgen check -->\nx\n")
    tools = tmp_path / "tools"
    tools.mkdir()
    gh = tools / "gh"
    answer = f'case "$*" in *--paginate*) printf "{present}";; esac'
    gh.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\n{answer}\n')
    gh.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    done, _, _ = runner("Comment", GH_REPO="o/r", NUMBER="5")
    assert done.returncode == 0, done.stderr
    asked, sent = (tmp_path / "calls").read_text().splitlines()
    assert 'startswith("<!-- agentgen check -->")' in asked
    assert f"--method {wanted} " in sent
    assert ("comments/77" in sent) is (wanted == "PATCH")


def test_no_input_reaches_a_script_but_through_its_environment():
    scripts = [step["run"] for step in STEPS.values() if "run" in step]
    assert len(scripts) == 4
    assert not [script for script in scripts if "${{" in script]


def test_inputs_that_steps_use_are_declared():
    text = (ROOT / "action.yml").read_text("utf-8")
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(ACTION["inputs"])
    assert all(step.get("shell") == "bash" for step in STEPS.values() if "run" in step)


def test_the_hook_runs_a_command_that_exists():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == (
        "agentgen-check",
        "python",
        False,
    )
    arguments = hook["entry"].split()[1:]
    done = subprocess.run(
        [sys.executable, "-m", "agentgen", *arguments, "--help"], capture_output=True, text=True
    )
    assert done.returncode == 0
    assert "Audit a repository" in done.stdout
