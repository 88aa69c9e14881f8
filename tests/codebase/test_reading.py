import subprocess

import pytest

from agentgen.codebase import load_codebase
from agentgen.codebase.files import MAX_BYTES, read_repository
from agentgen.errors import AgentgenError


def put(root, path, data="x = 1\n"):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)


def test_git_decides_what_belongs_to_a_work_tree(tmp_path):
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    put(tmp_path, ".gitignore", "ignored.py\n")
    put(tmp_path, "ignored.py")
    put(tmp_path, "untracked.py")
    put(tmp_path, "node_modules/a/index.js", "x\n")
    assert set(read_repository(tmp_path).texts) == {".gitignore", "untracked.py"}


def test_a_directory_that_an_outer_repository_ignores_is_read_all_the_same(tmp_path):
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    put(tmp_path, ".gitignore", "demo/\n")
    put(tmp_path, "demo/app.py")
    assert set(read_repository(tmp_path / "demo").texts) == {"app.py"}


def test_output_directories_are_left_out_without_git(tmp_path):
    for path in ("a.py", "dist/b.py", ".venv/lib/c.py", "x/__pycache__/d.py", "e.egg-info/f.py"):
        put(tmp_path, path)
    assert set(read_repository(tmp_path).texts) == {"a.py"}


def test_binary_and_huge_files_are_not_read_and_the_huge_are_named(tmp_path):
    put(tmp_path, "a.png")
    put(tmp_path, "blob", b"\0\1\2")
    put(tmp_path, "huge.py", "#" * (MAX_BYTES + 1))
    put(tmp_path, "latin.py", b"# caf\xe9\r\n")
    put(tmp_path, "bom.py", b"\xef\xbb\xbfx = 1\n")
    (tmp_path / "link.py").symlink_to("latin.py")
    reading = read_repository(tmp_path)
    assert reading.texts == {"latin.py": "# caf\ufffd\n", "bom.py": "x = 1\n"}
    assert [path for path, _ in reading.skipped] == ["huge.py"]


def test_exclude_and_only_take_directories_and_globs(tmp_path):
    for path in ("app/a.py", "app/legacy/b.py", "other/c.py", "openapi.yaml"):
        put(tmp_path, path)
    reading = read_repository(tmp_path, exclude=["app/legacy/**", "*.md"], only=["app"])
    assert set(reading.texts) == {"app/a.py", "openapi.yaml"}
    assert set(read_repository(tmp_path, exclude=["**/c.py"], only=["other/"]).texts) == {
        "openapi.yaml"
    }


def test_a_missing_directory_is_an_error(tmp_path):
    with pytest.raises(AgentgenError, match="no such directory"):
        load_codebase(tmp_path / "nowhere")


def test_a_thousand_files_are_read_in_reasonable_time(tmp_path):
    import time

    body = "".join(f"def f{i}(a: int) -> int:\n    return a + {i}\n\n\n" for i in range(25))
    for number in range(1000):
        put(tmp_path, f"p{number % 20}/m{number}.py", body)
    start = time.process_time()
    codebase = load_codebase(tmp_path)
    assert len(list(codebase.functions())) == 25_000
    assert time.process_time() - start < 8
