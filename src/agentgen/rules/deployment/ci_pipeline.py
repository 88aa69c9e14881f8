"""Changes run through a pipeline with the stages that the spec lists."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.documents import read_document
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, named, union, words
from agentgen.rules.base import Example, Found, Rule

_FILES = re.compile(
    r"^\.github/workflows/[^/]+\.ya?ml$|^\.gitlab-ci\.ya?ml$|^\.circleci/config\.yml$"
    r"|^(?:azure-pipelines|bitbucket-pipelines)\.ya?ml$|^Jenkinsfile$|^\.woodpecker(?:\.yml|/)"
)

_STAGES = {
    "build": r"build|compile|docker|package",
    "test": r"pytest|vitest|jest|\btests?\b|tox|nox|coverage",
    "lint": r"ruff|eslint|flake8|black|lint|mypy|pre-commit",
    "deploy": r"deploy|release|publish|docker push|kubectl|helm|terraform",
    "security scan": r"bandit|pip-audit|npm audit|trivy|snyk|codeql|semgrep|gitleaks|safety",
}


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at the pipelines that the repository keeps, or at its manifests for want of them."""
    pipelines = {p: t for p, t in codebase.texts.items() if _FILES.search(p)}
    manifests = sorted({d.path for d in codebase.dependencies})
    if not pipelines:
        message = "no pipeline is kept with the code (.github/workflows, .gitlab-ci.yml, …)"
        return [Found(p, 1, message) for p in manifests[:1]], len(manifests[:1])
    text = "\n".join(_commands(t) for t in pipelines.values())
    found = []
    for stage in params.get("stages", ()):
        pattern = _STAGES.get(str(stage).removesuffix("s"), "")
        if pattern and not re.search(pattern, text, re.IGNORECASE):
            found.append(Found(min(pipelines), 1, f"no pipeline has the stage «{stage}»"))
    idle = [p for p, t in pipelines.items() if p.startswith(".github/") and not _runs(p, t)]
    found += [Found(p, 1, "the workflow runs on no change") for p in idle if len(pipelines) == 1]
    return found, len(pipelines)


def _commands(text: str) -> str:
    """The text without comments."""
    return re.sub(r"(?m)^[ \t]*#.*$", "", text)


def _runs(path: str, text: str) -> bool:
    document = {str(key): value for key, value in read_document(path, text).items()}
    triggers = document.get("on") or document.get("True")  # YAML 1.1 reads `on` as true
    names = [triggers] if isinstance(triggers, str) else list(triggers or ())
    return bool({"push", "pull_request", "merge_group"} & set(map(str, names)))


_FLOW = "on: [push]\njobs:\n  a:\n    steps:\n      - run: ruff check . && pytest\n"

RULE = Rule(
    id="ci-pipeline",
    title="Changes run through a pipeline",
    help="add the stage to the pipeline",
    what="pipelines",
    phrases=demanded(
        r"\bci(?:/cd)? pipelines?\b|\bci/cd\b(?! (?:agents?|experience|scripts?|config\w*))"
        r"|\bcontinuous "
        r"(?:integration|delivery|deployment)\b|^ci (?:must |should |has to )?(?:runs?"
        r"|executes?|checks?)\b"
        r"|\b(?:build|deployment) (?:automation"
        r"|pipelines?)\b",
        named("stages", r"build|test|lint|deploy|integrate|security scans?"),
    ),
    inspect=inspect,
    valid=(
        Example({".github/workflows/ci.yml": _FLOW}, {"stages": ("test", "lint")}),
        Example({".gitlab-ci.yml": "test:\n  script: [pytest]\n"}, {"stages": ("test",)}),
    ),
    invalid=(
        Example({"pyproject.toml": "[project]\ndependencies = ['fastapi']\n"}),
        Example({".github/workflows/ci.yml": _FLOW}, {"stages": ("test", "deploy")}),
        Example({".github/workflows/ci.yml": _FLOW.replace("[push]", "workflow_dispatch")}),
        Example(
            {".github/workflows/ci.yml": _FLOW.replace("&& pytest", "\n      # - run: pytest")},
            {"stages": ("test",)},
        ),
    ),
    prose={
        "CI/CD pipelines: build, test, deploy": {"stages": ("build", "test", "deploy")},
        "Set up continuous integration": {},
        "Design deployment pipelines": {},
    },
    not_prose=("No CI pipeline is needed", "Pipelines of data"),
    keywords=words("ci continuous automation pipeline"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "stages": Param(ParamKind.WORDS, "stages"),
    },
)
