"""CI runs the tests on every change."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\b(?:automated )?tests? (?:run|running|are run|execute)\b[^.;]{0,20}\b(?:commit|ci"
    r"|push"
    r"|change|pipeline)\b|\btest(?:s|ing)?\b[^.;]{0,25}\b(?:in|into"
    r"|in the) (?:the )?(?:ci\b"
    r"|ci/cd|pipelines?)"
)

_WORKFLOW = re.compile(
    r"(?:^|/)(?:\.github/workflows/[^/]+\.ya?ml|\.gitlab-ci\.yml|azure-pipelines\.yml"
    r"|\.circleci/config\.yml"
    r"|bitbucket-pipelines\.yml|Jenkinsfile|\.woodpecker\.ya?ml|\.drone\.yml)$"
)
_RUNS = re.compile(
    r"\b(?:pytest|tox|nox|vitest|jest|unittest|coverage run|playwright test)\b"
    r"|\b(?:make|just|task|invoke|hatch(?: run)?|uv run|poetry run|npm|pnpm|yarn|bun)(?: run)?"
    r" [\w:.-]*(?:test|check|ci|coverage)\w*"
    r"|\bnpm t\b|\bgradlew? test\b"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for a step that runs tests in what CI runs; comments run nothing."""
    files = {p: t for p, t in codebase.texts.items() if _WORKFLOW.search(p)}
    for text in files.values():
        if any(_RUNS.search(line.split("#")[0]) for line in text.split("\n")):
            return [], len(files)
    return [Found(p, 1, "no step runs the tests") for p in sorted(files)[:1]], len(files)


RULE = Rule(
    id="tests-in-ci",
    title="Tests run on every change",
    help="add a step that runs the tests",
    what="workflows of CI",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n      - run: uv run pytest -q\n"}
        ),
        Example(
            {
                ".github/workflows/lint.yml": "- run: ruff check\n",
                ".gitlab-ci.yml": "script:\n  - make test\n",
            }
        ),
    ),
    invalid=(
        Example(
            {
                ".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n"
                "      - run: ruff check .\n      # - run: pytest\n"
            }
        ),
        Example(
            {
                ".github/workflows/deploy.yml": "- run: pip install pytests-not\n",
                "Makefile": "test:\n\tpytest\n",
            }
        ),
    ),
    prose={
        "Automated tests run on every commit": {},
        "Integrate tests into the CI/CD pipeline": {},
        "All tests run in CI": {},
    },
    not_prose=("Tests of the pipeline fitter", "No tests run in CI yet"),
    keywords=words("test"),
    status=Status.HEURISTIC,
)
