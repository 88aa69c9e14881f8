import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from fill_world import CHEAP, FILES, RIGHT, git, snapshot
from typer.testing import CliRunner

from agentgen.cli.fill import register
from agentgen.commands.fill import FillRequest, fill
from agentgen.commands.fill_inputs import read_fill_config, read_knowledge
from agentgen.errors import AgentgenError
from agentgen.fill.land import write_all
from agentgen.fill.model import Reply, Step, StepResult, Verification

PASSED = Step("fake", StepResult.PASSED)


class FakeModel:
    """Answers from a queue."""

    name = "fake\nmodel"

    def __init__(self, *texts, before=lambda: None):
        self.texts = list(texts)
        self.asked = []
        self.before = before

    def ask(self, messages):
        self.asked.append(messages)
        self.before()
        return Reply(self.texts.pop(0), 7)


class FakeVerifier:
    """Says what it was told to."""

    def __init__(self, *steps):
        self.steps = steps

    def verify(self, stub, patch):
        return Verification(self.steps, patch, "fake")


def run(root, model, *steps, **changes):
    request = FillRequest(root, ("GetTotal",), attempts=1)
    verifier = FakeVerifier(*(steps or (PASSED,)))
    return fill(replace(request, **changes), model=model, verifier=lambda *_: verifier)


def cli(*arguments):
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_verified_patch_is_committed_alone(shop):
    (shop / "other.txt").write_text("staged by the user")
    git(shop, "add", "other.txt")
    mode = (shop / "shop/prices.py").stat().st_mode

    run(shop, FakeModel(RIGHT))

    assert git(shop, "show", "--name-only", "--format=%s").split() == [
        "Implement", "GetTotal", "shop/prices.py", "tests/test_prices.py"
    ]  # fmt: skip
    assert "Model: fake model\n" in git(shop, "log", "-1", "--format=%B")
    assert git(shop, "status", "--porcelain").strip() == "A  other.txt"
    assert (shop / "shop/prices.py").stat().st_mode == mode


def test_agentgen_commits_where_git_knows_nobody(shop, tmp_path):
    (tmp_path / "gitconfig").write_text("")
    run(shop, FakeModel(RIGHT))
    assert git(shop, "log", "-1", "--format=%an <%ae>").strip() == "agentgen <agentgen@localhost>"


@pytest.mark.parametrize(
    "steps", [(Step("a", StepResult.SKIPPED),), (PASSED, Step("b", StepResult.FAILED, "no"))]
)
def test_what_is_not_proven_does_not_land(steps, shop):
    before = snapshot(shop)
    report = run(shop, FakeModel(RIGHT), *steps)
    assert report.filled[0].result.reason in ("nothing could be verified", "b failed:\nno")
    assert snapshot(shop) == before


@pytest.mark.parametrize("path", ["shop/prices.py", "tests/test_prices.py"])
def test_uncommitted_changes_are_refused_before_anything_is_asked(path, shop):
    (shop / path).write_text(FILES[path] + "# mine\n")
    before, model = snapshot(shop), FakeModel(RIGHT)
    with pytest.raises(AgentgenError, match="uncommitted changes"):
        run(shop, model)
    assert model.asked == []
    assert snapshot(shop) == before


@pytest.mark.parametrize("commit", [True, False])
def test_changes_made_meanwhile_are_kept(commit, shop):
    mine = FILES["shop/prices.py"] + "# mine\n"
    model = FakeModel(RIGHT, before=lambda: (shop / "shop/prices.py").write_text(mine))
    with pytest.raises(AgentgenError, match="uncommitted changes"):
        run(shop, model, commit=commit)
    assert snapshot(shop)["shop/prices.py"].decode() == mine


def test_a_hook_that_refuses_leaves_the_tree_as_it_was(shop):
    hook = shop / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not today\nexit 1\n")
    hook.chmod(0o755)
    before = snapshot(shop)
    with pytest.raises(AgentgenError, match="not today"):
        run(shop, FakeModel(RIGHT))
    assert snapshot(shop) == before
    assert git(shop, "status", "--porcelain") == ""


def test_without_git_nothing_is_committed(shop):
    (shop / ".git").rename(shop.parent / "git")
    with pytest.raises(AgentgenError, match="no git repository"):
        run(shop, FakeModel(RIGHT))
    assert run(shop, FakeModel(RIGHT), commit=False).filled[0].ok
    assert "xfail" not in (shop / "tests/test_prices.py").read_text()


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (OSError(28, "No space left", "x"), AgentgenError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_all_files_are_written_or_none(failure, told, shop, monkeypatch):
    original = Path.replace
    calls = []

    def failing(self, target):
        calls.append(target)
        if len(calls) == 2:
            raise failure
        return original(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    before = snapshot(shop)
    with pytest.raises(told):
        run(shop, FakeModel(RIGHT))
    assert snapshot(shop) == before


def test_files_that_changed_since_they_were_read_are_not_written(shop):
    with pytest.raises(AgentgenError, match="changed meanwhile"):
        write_all(shop, {"shop/prices.py": "other"}, {"shop/prices.py": "new"})
    assert (shop / "shop/prices.py").read_text() == FILES["shop/prices.py"]


def test_links_and_odd_bytes_are_not_read(shop):
    (shop / "shop/odd.py").write_bytes(b'# agentgen:stub operation="A" \xff\n')
    with pytest.raises(AgentgenError, match="can't be read"):
        run(shop, FakeModel(RIGHT))
    (shop / "link.py").symlink_to("shop/prices.py")
    with pytest.raises(AgentgenError, match="is a link"):
        write_all(shop, {"link.py": ""}, {})


def test_asking_for_a_stub_that_is_not_there(shop):
    with pytest.raises(AgentgenError) as caught:
        run(shop, FakeModel(), stubs=("Nope",))
    assert caught.value.way_out == "the stubs are: ListPrices:cheap, GetTotal"


@pytest.mark.parametrize("name", ["ListPrices", "ListPrices:cheap", "_where_cheap"])
def test_a_stub_goes_by_several_names(name, shop):
    assert run(shop, FakeModel(CHEAP), stubs=(name,)).filled[0].result.stub.parameter == "cheap"


def test_a_repository_without_stubs_is_done(shop):
    run(shop, FakeModel(CHEAP, RIGHT), stubs=())
    done = cli("fill", shop)
    assert done.exit_code == 0
    assert "nothing is left to be written" in done.output
    assert "nothing is left" in cli("todo", shop).output


def test_markers_that_mark_nothing_are_told_by_todo(shop):
    (shop / "shop/rates.py").write_text('# agentgen:stub operation="A"\n')
    assert "warning: shop/rates.py:1: a stub marker stands in no" in cli("todo", shop).output


def test_a_whole_prompt_as_json(shop):
    shown = cli("fill", shop, "--show-prompt", "--json", "--limit", "1").stdout
    assert [role for role, _ in json.loads(shown)[0]["messages"]] == ["system", "user"]


def test_limit(shop):
    report = run(shop, FakeModel(CHEAP), stubs=(), limit=1)
    assert [one.result.stub.label for one in report.filled] == ["ListPrices:cheap"]


def test_a_dry_run_needs_neither_key_nor_model_and_sends_nothing(shop):
    before = snapshot(shop)
    listed = cli("fill", shop, "--dry-run")
    shown = cli("fill", shop, "--show-prompt", "--stub", "GetTotal")
    values = json.loads(cli("fill", shop, "--dry-run", "--json", "--max-tokens", "600").stdout)

    assert "GetTotal" in listed.output
    assert "--- GetTotal: system\nYou implement one function" in shown.output
    assert "operationId: GetTotal" in shown.output
    assert [value["operation"] for value in values] == ["ListPrices", "GetTotal"]
    assert values[0]["left_out"]
    assert "messages" not in values[0]
    assert snapshot(shop) == before


def test_what_is_missing_is_told_with_the_way_out(shop):
    no_model = cli("fill", shop, "--python", sys.executable)
    no_key = cli("fill", shop, "--python", sys.executable, "--model", "m")
    assert (no_model.exit_code, no_key.exit_code) == (2, 2)
    assert "> give --model, set AGENTGEN_MODEL" in no_model.output
    assert "> set OPENAI_API_KEY" in no_key.output


def test_without_environment_make_install_is_the_way_out(shop, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "k-1234")
    done = cli("fill", shop, "--model", "m")
    assert done.exit_code == 2
    assert "make install" in done.output


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fill: [a]\n", "`fill` must be a mapping"),
        ("fill: {model: 7}\n", "`fill` must be a mapping"),
        ("features: [a]\n", "`features` must be a path"),
    ],
)
def test_a_wrong_configuration_is_told(text, message, shop):
    (shop / "agentgen.yaml").write_text(text)
    with pytest.raises(AgentgenError, match=message):
        read_fill_config(shop)


def test_the_configuration_names_model_and_features(shop):
    assert read_fill_config(shop).features == "features"
    (shop / "agentgen.yaml").write_text("fill: {model: small}\n")
    assert read_fill_config(shop).model == "small"


def test_what_the_repository_lacks_stays_empty(tmp_path):
    known = read_knowledge(tmp_path, read_fill_config(tmp_path))
    assert (known.policy.statements, known.document, known.stories.features) == ((), {}, ())


@pytest.mark.parametrize("key", ["contract", "features", "specs"])
def test_paths_that_leave_the_repository_are_refused(key, shop):
    (shop.parent / "secret.yaml").write_text("a: 1")
    (shop / "agentgen.yaml").write_text(f"{key}: ../secret.yaml\n")
    with pytest.raises(AgentgenError, match="leaves the repository"):
        read_knowledge(shop, read_fill_config(shop))


def test_a_missing_spec_that_is_named_is_told(shop):
    (shop / "agentgen.yaml").write_text("specs: [none.md]\n")
    with pytest.raises(AgentgenError, match="no such spec"):
        read_knowledge(shop, read_fill_config(shop))
