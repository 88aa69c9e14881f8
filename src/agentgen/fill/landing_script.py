"""Put verified files in place and commit them: the plan is JSON on stdin, the outcome on stdout.

This runs as a process of its own, in a session of its own, with the standard library alone: when
`agentgen fill` is killed, what has begun here is brought to its end. The lock that it inherits
tells others when that is.
"""

import json
import os
import subprocess
import sys


def main() -> None:
    """Do what the plan says, or nothing."""
    json.dump(_land(json.load(sys.stdin)), sys.stdout)


def _land(plan: "dict[str, object]") -> "dict[str, str]":
    files = plan["files"]
    assert isinstance(files, list), "the plan is agentgen's own"
    for file in files:
        if _read(file["path"]) != _read(file["old"]):
            return {"changed": file["path"]}
    done = []
    try:
        for file in files:
            os.replace(file["new"], file["path"])  # noqa: PTH105 - starts fast
            done.append(file)
    except OSError as problem:
        _restore(done)
        return {"unwritable": str(problem.filename), "why": problem.strerror or ""}
    command = plan.get("commit")
    if not isinstance(command, list):
        return {}
    made = subprocess.run(  # noqa: S603 - git, with agentgen's own arguments
        command,
        input=str(plan["message"]),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if made.returncode:
        _restore(done)
        return {"refused": made.stdout}
    return {"committed": "yes"}


def _restore(files: "list[dict[str, str]]") -> None:
    for file in files:
        os.replace(file["old"], file["path"])  # noqa: PTH105 - starts fast


def _read(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 - starts fast
        return file.read()


if __name__ == "__main__":
    main()
