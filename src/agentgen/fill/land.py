"""Bring a verified patch into the user's tree: all files or none, then one commit."""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from agentgen.errors import AgentgenError
from agentgen.fill.attempts import Result
from agentgen.fill.lock import landing_lock
from agentgen.fill.message import commit_message
from agentgen.fill.model import Texts
from agentgen.fill.repository import Repository
from agentgen.fill.transcript import own_folder
from agentgen.process import run

_PREFIX = "landing-"
_PLAN = "plan.json"


def read_exact(root: Path, path: str) -> str:
    """A file's text with its own line ends.

    Raises:
        AgentgenError: when it can't be read, is no UTF-8, or is a link.
    """
    file = root / path
    try:
        if file.is_symlink():
            raise AgentgenError("a file with a stub is a link", where=path)
        return file.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as problem:
        raise AgentgenError("a file can't be read", where=path, why=str(problem)) from None


def land(repository: Repository, result: Result, texts: Texts, *, commit: bool) -> str:
    """Put the files of a result in place, and commit them if asked; returns the commit's id or ``.

    A process of its own does it, which is not killed together with this one. Without a commit the
    files are left staged.

    Raises:
        AgentgenError: when files changed meanwhile, can't be written, or git refuses; the tree is
            as before.
    """
    assert result.patch is not None, "only verified patches land"
    new = result.patch.texts
    write_files(
        repository,
        {path: texts[path] for path in new},
        new,
        commit_message(result) if commit else None,
    )
    if commit:
        return repository.head()
    repository.stage(new)
    return ""


def write_files(repository: Repository, old: Texts, new: Texts, message: str | None) -> None:
    """Replace files, and commit them when there is a message.

    Raises:
        AgentgenError: see `land`.
    """
    root = repository.root.resolve()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=own_folder(root)))
    try:
        plan = _plan(root, folder, old, new)
        if message is not None:
            command = repository.commit_command(new)
            plan |= {"commit": command, "message": message}
        (folder / _PLAN).write_text(json.dumps(plan), "utf-8")
        script = Path(__file__).with_name("landing_script.py").read_text("utf-8")
        with landing_lock(folder.parent) as descriptor:
            done = run(
                [sys.executable, "-I", "-c", script],
                cwd=root,
                env=repository.environment(),
                seconds=600,
                stdin=json.dumps(plan),
                pass_fds=(descriptor,),
            )
        _require_landed(root, done.output)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _plan(root: Path, folder: Path, old: Texts, new: Texts) -> dict[str, object]:
    files = []
    for number, path in enumerate(new):
        read_exact(root, path)
        names = {"path": str(root / path)}
        for kind, texts in (("old", old), ("new", new)):
            file = folder / f"{number}-{kind}"
            file.write_bytes(texts[path].encode())
            file.chmod((root / path).stat().st_mode & 0o7777)
            names[kind] = str(file)
        files.append(names)
    return {"files": files}


def _require_landed(root: Path, output: str) -> None:
    try:
        told = json.loads(output)
    except ValueError:
        raise AgentgenError("the patch did not land", str(root), output[-300:]) from None
    if path := told.get("changed"):
        where = Path(path).relative_to(root).as_posix()
        raise AgentgenError("the file was changed meanwhile", where=where, way_out="run again")
    if path := told.get("unwritable"):
        raise AgentgenError("a file can't be written", where=path, why=told.get("why", ""))
    if "refused" in told:
        raise AgentgenError(
            "git does not take the commit",
            where=str(root),
            why=" ".join(told["refused"].split())[-300:],
            way_out="mend that, or use --no-commit",
        )


def recover(root: Path) -> tuple[str, ...]:
    """Undo a landing that was itself cut off (the machine went down): all files or none.

    Returns the paths that got their old text back.
    """
    restored: list[str] = []
    for folder in sorted(own_folder(root).glob(f"{_PREFIX}*")):
        try:
            files = json.loads((folder / _PLAN).read_text("utf-8"))["files"]
            pairs = [(Path(f["path"]), Path(f["old"]), Path(f["new"])) for f in files]
            landed = [path for path, _, new in pairs if not new.exists()]
            if 0 < len(landed) < len(pairs):
                for path, old, _ in pairs:
                    if path in landed:
                        old.replace(path)
                        restored.append(path.relative_to(root.resolve()).as_posix())
        except (OSError, ValueError, KeyError):
            continue
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return tuple(restored)
