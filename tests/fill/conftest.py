import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fill_world import ASKED, FILES, ScriptedServer, git

from agentgen.fill.access.access import Access, Patience
from agentgen.fill.access.budget import Budget
from agentgen.fill.access.client import ChatModel
from agentgen.fill.access.endpoint import Endpoint


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("OPENAI_", "AGENTGEN_", "GIT_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (tmp_path / "gitconfig").write_text(
        "[user]\nname = Ada Example\nemail = ada@example.com\n[init]\ndefaultBranch = main\n"
    )


@pytest.fixture(scope="session")
def types_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mypy")


@pytest.fixture
def shop(tmp_path: Path, types_cache: Path) -> Path:
    """A small committed repository with two stubs; mypy's cache is shared to save time."""
    root = tmp_path / "repository"
    for name, text in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (root / ".agentgen/fill").mkdir(parents=True)
    (root / ".agentgen/fill/mypy").symlink_to(types_cache)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Begin")
    return root


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    scripted = ScriptedServer()
    monkeypatch.setenv("OPENAI_BASE_URL", scripted.url)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789abcdefghij")
    yield scripted
    scripted.close()


@pytest.fixture
def waits():
    return []


@pytest.fixture
def connect(server, waits):
    """Makes a model with patience at the scripted server."""
    opened = []

    def make(*names, limit=None, **changes):
        endpoint = Endpoint("sk-test", server.url, **{"seconds": 5, **changes})
        chats = tuple(ChatModel(endpoint, name, limit) for name in names or ("scripted",))
        opened.extend(chats)
        access = Access(chats, Budget(), patience=Patience(sleep=waits.append))
        return lambda: access.ask(chats[0], ASKED)[0]

    yield make
    for chat in opened:
        chat.close()
