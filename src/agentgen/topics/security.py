"""What specs demand of security: headers, hashes, limits, scans, and what is never kept."""

from agentgen.topics.base import Topic, demanded
from agentgen.topics.phrasing import flag, named, number, together, words

TOPICS = (
    Topic(
        id="rate-limiting",
        title="Callers are limited to a rate",
        phrases=demanded(
            r"(?<!test )\brate[- ]limit(?:s|ing|ed|er)?\b(?! (?:calls?"
            r"|requests?) to)(?!\W{0,3}(?:all )?"
            r"(?:external|outgoing|third)|: (?:implement|use) (?:exponential|retr|backoff))"
            r"|\bthrottl(?:e|es|ing)\b",
            together(
                named("libraries", r"slowapi|fastapi-limiter|express-rate-limit|redis"),
                flag("endpoints", r"\bpublic (?:api )?(?:endpoints?|routes?)\b", "public"),
                flag("endpoints", r"\ball (?:api )?(?:endpoints?|routes?)\b", "all"),
                flag("endpoints", r"\ball public (?:api )?(?:endpoints?|routes?)", "all public"),
                number("per_minute", r"\b(\d{1,6}) ?(?:requests?|req)? ?(?:per|/) ?min"),
                number("per_second", r"\b(\d{1,6}) ?(?:requests?|req)? ?(?:per|/) ?s(?:ec|\b)"),
            ),
        ),
        keywords=words("rate throttl"),
        prose={
            "Implement rate limiting on all public endpoints": {"endpoints": "all public"},
            "Rate limiting (slowapi)": {"libraries": ("slowapi",)},
            "Rate-limit all endpoints to 100 requests per minute": {
                "endpoints": "all",
                "per_minute": 100,
            },
            "Throttle anonymous callers": {},
        },
        not_prose=(
            "Rate-limit external API calls",
            "No rate limiting for internal routes",
            "Rate the articles",
        ),
    ),
    Topic(
        id="least-privilege",
        title="Everybody may do only what they must",
        phrases=demanded(r"\bleast[- ]privileged?\b|\bminimal (?:permissions|privileges|rights)\b"),
        keywords=words("least minimal"),
        prose={
            "Apply the principle of least privilege for DB users": {},
            "Service accounts get minimal permissions": {},
            "Network policies enforce least privilege": {},
        },
        not_prose=("Write at least one test", "Use minimal markup"),
    ),
    Topic(
        id="encryption-at-rest",
        title="Stored data is encrypted",
        phrases=demanded(
            r"\bencrypt\w*\b[^.;]{0,30}\b(?:at rest|stored|database|columns?|fields?|backups?)\b"
            r"|\bdata encryption\b"
        ),
        keywords=words("encrypt"),
        prose={
            "Encrypt personal data at rest": {},
            "Backups: encrypted, like all stored files": {},
            "Verify data encryption": {},
        },
        not_prose=("Encrypt traffic", "Do not encrypt columns twice"),
    ),
    Topic(
        id="secret-rotation",
        title="Secrets are rotated",
        phrases=demanded(
            r"\b(?:secrets?|keys?|credentials?|certificates?|tokens?) rotation\b"
            r"|\brotate\b[^.;]{0,15}\b(?:secrets?|keys?|credentials?|certificates?|tokens?)\b"
        ),
        keywords=words("secret key credential certificate token rotate"),
        prose={
            "Secrets rotation": {},
            "Rotate API keys every 90 days": {},
            "Key rotation is automated: rotate keys monthly": {},
        },
        not_prose=("Rotate the image", "External mode never rotates keys"),
    ),
)
