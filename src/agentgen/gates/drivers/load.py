"""Send requests as several users at once: `load.py HOST PORT USERS SECONDS PATH…`.

Prints JSON: for each path the milliseconds that each answer took, in order of sending, and how
many answers were errors of the server or none at all. Each user keeps one connection, asks for
the paths in turn, and waits for each answer before the next request. Only the standard library.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException

_ANSWER = 30.0
Measured = dict[str, tuple[list[float], int]]


def visit(host: str, port: int, paths: list[str], first: int, end: float) -> Measured:
    """One user: ask until the clock (`time.monotonic`) says `end`."""
    times: dict[str, list[float]] = {path: [] for path in paths}
    failed = dict.fromkeys(paths, 0)
    connection = HTTPConnection(host, port, timeout=_ANSWER)
    number = first
    while time.monotonic() < end:
        path = paths[number % len(paths)]
        number += 1
        begun = time.monotonic()
        status = ask(connection, path) or ask(connection, path)
        failed[path] += not status or status >= 500
        if status:
            times[path].append(round((time.monotonic() - begun) * 1000, 2))
    connection.close()
    return {path: (times[path], failed[path]) for path in paths}


def ask(connection: HTTPConnection, path: str) -> int:
    """The status of an answer; 0 without one, as from a connection that the server has closed."""
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
    except (OSError, HTTPException):
        connection.close()
        return 0
    return answer.status


def main() -> None:
    """Run the users side by side, and print what all of them measured."""
    host, port, users, seconds, *paths = sys.argv[1:]
    end = time.monotonic() + float(seconds)
    with ThreadPoolExecutor(max_workers=int(users)) as pool:
        jobs = [pool.submit(visit, host, int(port), paths, n, end) for n in range(int(users))]
        done = [job.result() for job in jobs]
    sums = {
        path: {
            "times": [t for one in done for t in one[path][0]],
            "failed": sum(one[path][1] for one in done),
        }
        for path in paths
    }
    sys.stdout.write(json.dumps(sums))


if __name__ == "__main__":
    main()
