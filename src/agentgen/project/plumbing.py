"""Ask git, with its answer apart from what it complains about."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile

from agentgen.errors import AgentgenError

_QUIET = (
    "-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false",
    "-c", "core.autocrlf=false", "-c", "merge.ff=true", "-c", "merge.verifySignatures=false",
    "-c", "advice.addIgnoredFile=false",
)  # fmt: skip
_NAME, _EMAIL = "agentgen", "agentgen@localhost"


@dataclass(frozen=True, slots=True)
class Answer:
    """What git left: exit code, output, complaints."""

    code: int
    data: bytes
    complaint: str

    @property
    def text(self) -> str:
        """The output without the last line's end."""
        return self.data.decode("utf-8", "surrogateescape").rstrip("\n")


@dataclass(frozen=True, slots=True)
class Git:
    """git in one directory; `environment` is added to that of the process."""

    root: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def attempt(self, *arguments: str, stdin: bytes = b"") -> Answer:
        """Run a command, whatever becomes of it.

        Raises:
            AgentgenError: when git is missing.
        """
        try:
            import git
        except ImportError as problem:
            raise AgentgenError("git is missing", why=str(problem), way_out="install git") from None
        with TemporaryFile() as given:
            given.write(stdin)
            given.seek(0)
            code, output, complaint = git.cmd.Git(self.root).execute(
                ["git", *_QUIET, *arguments],
                istream=given,
                with_extended_output=True,
                with_exceptions=False,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
                env={**os.environ, "LC_ALL": "C", **self.environment},
            )
        return Answer(code, _bytes(output), str(complaint).strip())

    def ask(self, *arguments: str, stdin: bytes = b"") -> str:
        """The output of a command.

        Raises:
            AgentgenError: when it fails.
        """
        done = self.attempt(*arguments, stdin=stdin)
        if done.code:
            why = " ".join((done.complaint or done.text).split())[:500]
            raise AgentgenError("git refused", where=str(self.root), why=why)
        return done.text

    def says(self, *arguments: str) -> bool:
        """True when a command ends well."""
        return self.attempt(*arguments).code == 0

    def found(self, name: str) -> str:
        """The object that a revision names; empty when there is none."""
        return self.attempt("rev-parse", "--verify", "--quiet", "--end-of-options", name).text

    def blobs(self, names: Iterable[str]) -> Iterator[bytes | None]:
        """The contents of objects (`commit:path`) in order; None for one that is not there."""
        asked = "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")
        data, at = self.attempt("cat-file", "--batch", stdin=asked).data, 0
        while at < len(data):
            end = data.index(b"\n", at)
            head = data[at:end].rsplit(b" ", 2)
            at = end + 1
            if head[-1] == b"missing":
                yield None
                continue
            size = int(head[-1])
            yield data[at : at + size]
            at += size + 1

    def signed(self) -> "Git":
        """The same, with an identity for commits where the user has none."""
        if self.says("config", "user.email") and self.says("config", "user.name"):
            return self
        both = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                for what, value in (("NAME", _NAME), ("EMAIL", _EMAIL))}  # fmt: skip
        lacking = {name: value for name, value in both.items() if name not in os.environ}
        return Git(self.root, {**lacking, **self.environment})


def _bytes(output: object) -> bytes:
    return output if isinstance(output, bytes) else str(output).encode("utf-8", "surrogateescape")
