"""Run a program under resource limits: `limits.py CPU MEMORY FILE PROCESSES PROGRAM [ARGUMENT…]`.

Standard library alone: it runs in the target repository's interpreter.
"""

import os
import resource
import sys


def main() -> None:
    """Set the limits, then become the program."""
    figures = [int(text) for text in sys.argv[1:5]]
    kinds = (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC)
    for kind, figure in zip(kinds, figures, strict=True):
        hard = resource.getrlimit(kind)[1]
        limit = figure if hard == resource.RLIM_INFINITY else min(figure, hard)
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):
            sys.stderr.write(f"limits: {kind} can't be set\n")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execvp(sys.argv[5], sys.argv[5:])  # noqa: S606 - the verifier's own argument list


if __name__ == "__main__":
    main()
