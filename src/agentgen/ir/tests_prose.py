"""How specs speak of tests: their libraries, their levels, and what each of them covers."""

import re

from agentgen.ir.readers import Params, named, names, together

LIBRARIES = (
    r"pytest|vitest|jest|playwright|cypress|testcontainers|unittest|xunit|httpx|supertest"
    r"|locust|k6|schemathesis|selenium|mocha|msw"
)
"""Libraries that tests are written with."""
LEVELS = r"\btests? (?:types?|levels?|strategy|pyramid|coverage|structure)\b|\btesting\b"
"""Headings above the levels of tests."""
CASES = r"\bwhat to test\b|\btest (?:cases|scenarios|checklist)\b|\b(?:must|should) test\b"
"""Headings above what is tested."""
UNITS = (
    r"components?|functions?(?:/methods?)?|methods?|service methods?|services?|modules?|classes"
    r"|routes?|endpoints?|use cases?|hooks?"
)
"""What a test is asked for."""


def covers(text: str) -> Params:
    """What stands behind the label: `Unit: functions, methods (pytest)`."""
    tail = re.sub(r"\([^()]*\)", "", text.split(": ", 1)[-1])
    found = names(part.strip(" .") for part in re.split(r",| and ", tail))
    return {"covers": found} if ": " in text and found else {}


LIBRARIES_OF = named("libraries", LIBRARIES)
"""Reads the libraries alone."""
LABEL = together(covers, LIBRARIES_OF)
"""Reads a line that begins with the level: `Unit: functions (pytest)`."""
SENTENCE = together(named("covers", rf"(?:every|each|all|for)(?: new)? ({UNITS})"), LIBRARIES_OF)
"""Reads a sentence: `Write unit tests for each service`."""
