"""What specs demand of asynchronous code beyond asynchronous routes."""

from agentgen.topics.base import Topic, demanded
from agentgen.topics.phrasing import words

TOPICS = (
    Topic(
        id="asynchronous-processing",
        title="Work that waits is done asynchronously",
        phrases=demanded(
            r"(?<!for )\basync(?:hronous)? (?:operations?|processing|handling)\b"
            r"|\b(?:tasks?|work|operations?)\b[^.;]{0,15}\basynchronously\b"
        ),
        keywords=words("async"),
        prose={
            "Optimize by async operations": {},
            "Handle heavy work asynchronously": {},
            "Use asynchronous processing for imports": {},
        },
        not_prose=("Avoid async operations", "Use async/await for I/O"),
    ),
)
