"""What specs demand of images, compose files, pipelines and releases."""

from agentgen.topics.base import Topic, demanded
from agentgen.topics.phrasing import named, words

TOPICS = (
    Topic(
        id="deployment-strategy",
        title="Releases reach users as the spec says",
        phrases=demanded(
            r"\b(?:blue[-/ ]green|canary|rolling)\b[^.;]{0,15}\b(?:deploy\w*|releases?|updates?"
            r"|rolling)"
            r"|\bdeployment strateg\w+",
            named("strategies", r"blue[-/]green|canary|rolling"),
        ),
        keywords=words("blue canary rolling deployment"),
        prose={
            "Implement deployment strategies (blue-green, canary, rolling)": {
                "strategies": ("blue-green", "canary", "rolling")
            },
            "Use canary releases": {"strategies": ("canary",)},
            "Plan rolling updates": {"strategies": ("rolling",)},
        },
        not_prose=("A rolling stone", "No canary releases"),
    ),
    Topic(
        id="rollback",
        title="A release can be taken back",
        phrases=demanded(
            r"(?<!poor )\brollbacks?\b(?=[^.;]*\b(?:deploy\w*|release\w*|automated|mechanisms?"
            r"|strateg\w+|tested|plan)\b)|\b(?:automated|efficient|one-click) rollbacks?\b"
        ),
        keywords=words("rollback"),
        prose={
            "Rollback mechanism tested": {},
            "Set up automated rollback": {},
            "Every deployment has a rollback plan: rollback plans are tested": {},
        },
        not_prose=("Transactions roll back", "No rollback plan needed"),
    ),
    Topic(
        id="infrastructure-as-code",
        title="Infrastructure is described by code",
        phrases=demanded(
            r"\binfrastructure[- ]as[- ]code\b|\biac\b|\bterraform (?:modules?|plans?)\b"
            r"|\bversion control for infrastructure\b",
            named("tools", r"terraform|ansible|pulumi|cloudformation"),
        ),
        keywords=words("infrastructure iac terraform"),
        prose={
            "Infrastructure-as-code tools (Terraform)": {"tools": ("terraform",)},
            "Manage servers by IaC": {},
            "Infrastructure as code principles": {},
        },
        not_prose=("Terraform the planet", "No IaC for laptops"),
    ),
    Topic(
        id="backups",
        title="Data is backed up and restored",
        phrases=demanded(
            r"\bback-?ups? (?:every|daily|nightly|strateg\w+|testing|tested|and recovery"
            r"|replication)\b"
            r"|\bbackups?\b[^.;]{0,15}\btested\b|\bdisaster recovery\b|\bfailover\b"
        ),
        keywords=words("backup disaster failover"),
        prose={
            "Backup and recovery tested": {},
            "Backup strategies (RPO, RTO)": {},
            "Plan disaster recovery": {},
        },
        not_prose=("Back up your claims", "No failover in tests"),
    ),
)
