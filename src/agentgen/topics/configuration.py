"""What specs demand of configuration: where it comes from, and what it holds."""

from agentgen.topics.base import Topic, demanded
from agentgen.topics.phrasing import words

TOPICS = (
    Topic(
        id="feature-flags",
        title="Features are switched on by flags",
        phrases=demanded(r"\bfeature[- ](?:flags?|toggles?)\b"),
        keywords=words("feature"),
        prose={
            "Feature flags for gradual rollout": {},
            "Hide unfinished work behind feature toggles": {},
            "Use feature flags to decouple deployment from release": {},
        },
        not_prose=("Flag the feature in the list", "Avoid feature flags"),
    ),
)
