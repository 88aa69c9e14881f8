"""What is to be built: services, features, groups of routes."""

import re

from agentgen.ir.policy import Statement
from agentgen.ir.prose import is_example, plain, plain_text
from agentgen.topics.base import Params, Topic, names

_SERVICES = re.compile(r"\b(?:micro-?)?services\s*(?::|are\b|\(|include\b)\s*(.{5,300})")


_FEATURE_HEADING = re.compile(
    r"^[\W\d]*(?:key |core |main |mvp |required |supported |functional )*(?:(?:(?<=key )"
    r"|(?<=core )|(?<=main )|(?<=supported )|(?<=required ))operations"
    r"|features?|scope|functional requirements|functionality|user stories"
    r"|capabilities to build)\W*$"
)
_CORE_LOGIC = re.compile(
    r"\bimplement (?:the )?(?:core |business |domain )*(?:logic|features"
    r"|functionality)\s*[:(]\s*(.{5,300})"
)


def _services(statement: Statement) -> Params | None:
    if is_example(statement):
        return None
    match = _SERVICES.search(plain(statement))
    if match is None:
        return None
    found = names(re.sub(r"^and ", "", p.strip(" .)")) for p in re.split(r",| and ", match[1]))
    if len(found) < 2 or any(len(part.split()) > 4 for part in found):
        return None
    return {"names": found}


def _feature(statement: Statement) -> Params | None:
    """What is to be built: items below «Key operations», «implement core logic: a, b»."""
    if is_example(statement):
        return None
    text = plain(statement)
    listed = _CORE_LOGIC.search(text)
    if listed:
        return {"features": names(part.strip(" .)") for part in listed[1].split(","))}
    heading = statement.section[-1] if statement.section else ""
    if not _FEATURE_HEADING.match(plain_text(heading)):
        return None
    return {"features": names(part.strip(" .") for part in text[:240].split(","))}


TOPICS = (
    Topic(
        id="services",
        title="The system consists of these services",
        phrases=_services,
        keywords=("service", "micro"),
        prose={
            "The core microservices: search API, billing API and gateway": {
                "names": ("search api", "billing api", "gateway")
            },
            "Services: auth, users, orders": {"names": ("auth", "users", "orders")},
            "Our services are catalog, cart and checkout": {
                "names": ("catalog", "cart", "checkout")
            },
        },
        not_prose=(
            "Restart services after a deploy",
            "Services: business logic that is long and has no HTTP at all, only rules and more",
        ),
    ),
    Topic(
        id="feature-scope",
        title="The system does what the spec lists",
        phrases=_feature,
        general=True,
        keywords=("implement", "operation", "feature", "scope", "functional", "user", "capabilit"),
        prose={
            "Implement core logic: search, checkout": {"features": ("search", "checkout")},
            "Implement the business logic (quotes, orders)": {"features": ("quotes", "orders")},
            "Implement features: login, export.": {"features": ("login", "export")},
        },
        not_prose=("Implement the core", "Keep logic out of views"),
    ),
)
