"""Containers have limits of memory and processor."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from agentgen.codebase import Codebase
from agentgen.codebase.containers import compose_services
from agentgen.codebase.documents import inside, line_of
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, union, words
from agentgen.rules.base import Example, Found, Rule

_POD = re.compile(
    r"^kind:[ \t]*(?:Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod)[ \t]*$", re.MULTILINE
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at services of compose files and containers of Kubernetes manifests."""
    found, examined = [], 0
    for service in compose_services(codebase.texts):
        examined += 1
        limited = inside(service.options, "deploy", "resources", "limits")
        if not limited and "mem_limit" not in service.options:
            message = f"the service `{service.name}` has no limits"
            found.append(Found(service.path, service.line, message))
    for path, text in codebase.texts.items():
        if path.endswith((".yaml", ".yml")) and _POD.search(text):
            for name, container in _containers(text):
                examined += 1
                if not inside(container, "resources", "limits"):
                    line = line_of(text, f"name: {name}")
                    found.append(Found(path, line, f"the container `{name}` has no limits"))
    return found, examined


def _containers(text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    import yaml

    try:
        documents = list(yaml.safe_load_all(text)) if "&" not in text else []
    except (yaml.YAMLError, ValueError, RecursionError):
        return
    for document in documents:
        spec = inside(document, "spec", "jobTemplate", "spec") or inside(document, "spec")
        pod = inside(spec, "template", "spec") or spec
        for container in inside(pod, "containers") or ():
            if isinstance(container, Mapping):
                yield str(container.get("name", "")), container


_KUBE = (
    "kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n"
    "          image: api:1\n"
)

RULE = Rule(
    id="resource-limits",
    title="Containers have resource limits",
    help="set `resources.limits` (Kubernetes) or `deploy.resources.limits` (compose)",
    what="containers",
    phrases=demanded(r"\bresource (?:quotas?|limits?)\b|\b(?:cpu|memory) limits?\b"),
    inspect=inspect,
    valid=(
        Example({"compose.yaml": "services:\n  a:\n    image: a\n    mem_limit: 1g\n"}),
        Example(
            {"k8s/api.yaml": _KUBE + "          resources:\n            limits: {memory: 1Gi}\n"}
        ),
    ),
    invalid=(
        Example({"compose.yaml": "services:\n  a:\n    image: a\n    deploy: {replicas: 2}\n"}),
        Example({"k8s/api.yaml": _KUBE + "          resources:\n            requests: {cpu: 1}\n"}),
    ),
    prose={
        "Resource quotas and limits": {},
        "Set memory limits on every pod": {},
        "Every container has a CPU limit: CPU limits are set": {},
    },
    not_prose=("Resources of the team", "No CPU limits in development"),
    keywords=words("resource cpu memory"),
    status=Status.ENFORCED,
    combine=union,
)
