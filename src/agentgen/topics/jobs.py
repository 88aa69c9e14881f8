"""What specs demand of background work: what is queued, and how it is tracked."""

from agentgen.topics.base import Topic, demanded
from agentgen.topics.phrasing import words

TOPICS = (
    Topic(
        id="idempotent-jobs",
        title="Running a job twice does no harm",
        phrases=demanded(
            r"\b(?:jobs?|tasks?|handlers?|consumers?|workers?|operations?|events?|migrations?)\b"
            r"[^.;]{0,20}\bidempotent\b|\bidempotent\b[^.;]{0,12}\b(?:jobs?|tasks?|handlers?"
            r"|consumers?|workers?|operations?)\b"
        ),
        keywords=words("idempotent"),
        prose={
            "Make tasks idempotent (safe to retry)": {},
            "Event handlers must be idempotent": {},
            "Write idempotent consumers": {},
        },
        not_prose=("Use idempotency keys", "Jobs need not be idempotent", "Idempotent PUT"),
    ),
    Topic(
        id="scheduled-jobs",
        title="Recurring work is scheduled",
        phrases=demanded(
            r"\b(?:scheduled|periodic|recurring|cron) (?:jobs?|tasks?)\b|\bcelery[- ]beat\b"
            r"|\b(?:one|single) (?:\w+ )?scheduler\b"
        ),
        keywords=words("schedul periodic recurring cron beat"),
        prose={
            "Run periodic tasks with Celery beat": {},
            "Scheduled jobs clean up expired sessions": {},
            "Run exactly one TaskIQ scheduler process": {},
        },
        not_prose=("Schedule a meeting", "No cron jobs on the web server"),
    ),
)
