import json
import sys
from dataclasses import replace

import pytest
import typer
from fill_world import CHEAP, FILES, PASSED, RIGHT, FakeVerifier, git, snapshot
from typer.testing import CliRunner

from agentgen.cli.fill import register
from agentgen.commands.fill import FillRequest, fill
from agentgen.commands.fill_config import read_fill_config
from agentgen.commands.fill_inputs import read_knowledge
from agentgen.errors import AgentgenError
from agentgen.fill.land import write_files
from agentgen.fill.lock import run_lock
from agentgen.fill.model import Reply, Step, StepResult
from agentgen.fill.repository import Repository
from agentgen.fill.transcript import own_folder


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

    def parameters(self):
        return {"model": self.name}


def run(root, model, *steps, **changes):
    request = FillRequest(root, ("GetTotal",), attempts=1)
    verifier = FakeVerifier(*(steps or (PASSED,)))
    return fill(replace(request, **changes), models=[model], verifier=lambda *_: verifier)


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
    assert "uncommitted changes" in run(shop, model, commit=commit).failure.what
    assert snapshot(shop)["shop/prices.py"].decode() == mine


def test_a_hook_that_refuses_leaves_the_tree_as_it_was(shop):
    hook = shop / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not today\nexit 1\n")
    hook.chmod(0o755)
    before = snapshot(shop)
    assert "not today" in run(shop, FakeModel(RIGHT)).failure.why
    assert snapshot(shop) == before
    assert git(shop, "status", "--porcelain") == ""


def test_without_git_nothing_is_committed(shop):
    (shop / ".git").rename(shop.parent / "git")
    with pytest.raises(AgentgenError, match="no git repository"):
        run(shop, FakeModel(RIGHT))
    assert run(shop, FakeModel(RIGHT), commit=False).filled[0].ok
    assert "xfail" not in (shop / "tests/test_prices.py").read_text()


def test_two_runs_do_not_work_on_one_repository(shop):
    with run_lock(own_folder(shop)), pytest.raises(AgentgenError, match="another `agentgen fill`"):
        run(shop, FakeModel(RIGHT))


def test_in_the_middle_of_a_merge_nothing_is_asked(shop):
    (shop / ".git/MERGE_HEAD").write_text(git(shop, "rev-parse", "HEAD"))
    with pytest.raises(AgentgenError, match="in the middle of a merge"):
        run(shop, FakeModel(RIGHT))


def test_a_branch_of_its_own(shop):
    run(shop, FakeModel(RIGHT), branch="filled")
    assert git(shop, "branch", "--show-current") == "filled\n"
    assert git(shop, "log", "-1", "--format=%s", "filled") == "Implement GetTotal\n"
    assert git(shop, "log", "-1", "--format=%s", "main") == "Begin\n"
    with pytest.raises(AgentgenError, match="`main` can't be made"):
        run(shop, FakeModel(CHEAP), branch="main", stubs=())


def test_a_fill_is_undone_by_git_revert(shop):
    before = snapshot(shop)
    run(shop, FakeModel(RIGHT))
    git(shop, "revert", "--no-edit", "HEAD")
    assert snapshot(shop) == before


def test_without_a_commit_the_patch_is_left_staged(shop):
    run(shop, FakeModel(RIGHT), commit=False)
    assert git(shop, "diff", "--cached", "--name-only").split() == [
        "shop/prices.py", "tests/test_prices.py"
    ]  # fmt: skip
    assert git(shop, "diff", "--name-only") == ""


@pytest.mark.parametrize(("answer", "taken"), [("y\n", True), ("n\n", False)])
def test_a_review_shows_the_diff_and_asks(answer, taken, shop, server):
    server.say(RIGHT)
    before = snapshot(shop)
    app = typer.Typer()
    register(app)
    arguments = ["fill", str(shop), "--stub", "GetTotal", "--model", "m", "--review"]
    done = CliRunner().invoke(app, [*arguments, "--python", sys.executable], input=answer)
    assert "+        return net + net * self.get_rate() // 100" in done.output
    assert '-@pytest.mark.xfail(strict=True, reason="GetTotal: to be written")' in done.output
    assert "Take this for GetTotal?" in done.output
    assert done.exit_code == (0 if taken else 1)
    assert (snapshot(shop) == before) is not taken


def test_links_and_odd_bytes_are_not_read(shop):
    (shop / "shop/odd.py").write_bytes(b'# agentgen:stub operation="A" \xff\n')
    with pytest.raises(AgentgenError, match="can't be read"):
        run(shop, FakeModel(RIGHT))
    (shop / "link.py").symlink_to("shop/prices.py")
    with pytest.raises(AgentgenError, match="is a link"):
        write_files(Repository(shop), {"link.py": ""}, {"link.py": ""}, None)


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
        ("fill: {model: 7}\n", "`fill.model` must be a text"),
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
    assert read_fill_config(shop).models == ("small",)


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


def test_a_prompt_that_is_too_large_is_not_sent(shop):
    model = FakeModel(RIGHT)
    report = run(shop, model, max_tokens=10)
    assert "tokens, 10 are allowed; see --max-tokens" in report.filled[0].result.reason
    assert model.asked == []


def test_a_stub_that_is_gone_meanwhile_is_told(shop):
    def fill_it():
        (shop / "shop/prices.py").write_text(FILES["shop/prices.py"].replace("agentgen:stub", "x"))
        git(shop, "commit", "-qam", "Mine")

    model = FakeModel("nothing", before=fill_it)
    report = run(shop, model, stubs=())
    assert [one.result.reason for one in report.filled][1] == "the stub is gone"
