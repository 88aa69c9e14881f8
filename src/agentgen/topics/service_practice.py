"""What specs demand of running services: methods, repeats, uploads, tokens, environments."""

from agentgen.topics.base import Topic, demanded, either, forbidden
from agentgen.topics.phrasing import flag, named, number, together, words

_SPAN = r"(?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?)"

TOPICS = (
    Topic(
        id="http-methods",
        title="The method of a request says what it does",
        phrases=either(
            demanded(
                r"\b(?:appropriate|proper|correct|right|standard"
                r"|semantic)\b[^.;]{0,12}\bhttp (?:methods?"
                r"|verbs?)\b|\bhttp (?:methods?|verbs?)\b[^.;]{0,20}\b(?:correctly|properly"
                r"|semantics"
                r"|appropriately)\b|\b(?:use )?(?:put|patch) for (?:full |partial )?updates?\b",
                named("methods", r"get|post|put|patch|delete"),
            ),
            forbidden(r"\bget (?:requests?|endpoints?)?[^.;]{0,20}\b(?:side effects|mutat\w+)\b"),
        ),
        keywords=words("http put patch get"),
        prose={
            "Use appropriate HTTP methods": {},
            "Use HTTP verbs correctly": {},
            "PATCH for partial updates": {"methods": ("patch",)},
        },
        not_prose=("Get the proper method", "No HTTP verbs in paths"),
    ),
    Topic(
        id="forbidden-status-codes",
        title="Answers do not carry the codes that the spec rules out",
        phrases=forbidden(
            r"\b(?:return|respond with|answer|use|send|raise)(?:s|ing)?\b (?:an? |http |bare )*"
            r"[1-5]\d\d\b",
            named("codes", r"[1-5]\d\d"),
        ),
        keywords=words("return respond answer use send raise"),
        prose={
            "Never return 200 with an error body": {"codes": ("200",)},
            "Do not use 500 for validation errors": {"codes": ("500",)},
            "Don't respond with 404 for missing permissions": {"codes": ("404",)},
        },
        not_prose=("Return 404 when it is missing", "Use 3 workers"),
    ),
    Topic(
        id="idempotent-operations",
        title="What is sent twice is done once",
        phrases=demanded(
            r"\b(?:endpoints?|operations?|requests?|handlers?|writes?|puts?|deletes?|mutations?"
            r"|webhooks?|consumers?|apis?|scripts?|migrations?)\b[^.;]{0,25}\bidempotent\b"
            r"|\bidempotent (?:endpoints?|operations?|requests?|handlers?|writes?|mutations?"
            r"|scripts?)\b",
            named(
                "what",
                r"endpoints?|operations?|handlers?|writes|webhooks?|consumers?|mutations?"
                r"|scripts?|migrations?",
            ),
        ),
        keywords=words("idempotent"),
        prose={
            "Make endpoints idempotent": {"what": ("endpoints",)},
            "Webhook handlers are idempotent": {"what": ("webhook", "handlers")},
            "Write idempotent scripts": {"what": ("scripts",)},
        },
        not_prose=("Tasks are idempotent", "Endpoints need not be idempotent"),
    ),
    Topic(
        id="upload-limits",
        title="Uploads are limited and looked at",
        phrases=demanded(
            r"\b(?:limit|restrict|cap|max(?:imum)?)\b[^.;]{0,20}\b(?:upload|file|payload|body"
            r"|request)"
            r" sizes?\b|\b(?:validate|check|verify|restrict"
            r"|allow)\w*\b[^.;]{0,20}\b(?:file (?:types?"
            r"|extensions?|sizes?)|mime[- ]types?|content[- ]types?|uploads?)\b"
            r"|\b(?:upload|file|payload) sizes?\b[^.;]{0,20}\b(?:limit\w*|max\w*|at most|\d)",
            together(
                number("max_mb", r"(\d{1,4}) ?mb\b"),
                named("checks", r"file types?|extensions?|mime[- ]types?|content[- ]types?|sizes?"),
            ),
        ),
        keywords=words("limit restrict cap max valid check verif allow upload file payload"),
        prose={
            "Limit upload size to 10 MB": {"max_mb": 10, "checks": ("size",)},
            "Validate file types on upload": {"checks": ("file types",)},
            "Check MIME types of uploads": {"checks": ("mime types",)},
        },
        not_prose=("Limit the file to 300 lines", "No file size limit"),
    ),
    Topic(
        id="streamed-answers",
        title="Large answers are streamed",
        phrases=demanded(
            r"\bstream(?:s|ed|ing)?\b[^.;]{0,20}\b(?:large|big|files?|downloads?|exports?"
            r"|responses?)\b"
            r"|\bstreaming ?responses?\b",
            named("what", r"files?|downloads?|exports?|responses?"),
        ),
        keywords=words("stream"),
        prose={
            "Stream large files": {"what": ("files",)},
            "Use StreamingResponse for downloads": {"what": ("downloads",)},
            "Exports are big: stream exports": {"what": ("exports",)},
        },
        not_prose=("No streaming of files", "Event streams"),
    ),
    Topic(
        id="conditional-requests",
        title="Answers say how long they hold",
        phrases=demanded(
            r"\b(?:e-tags?|etags?)\b|\bif-none-match\b|\bcache-control\b|\bcache headers?\b"
            r"|\blast-modified\b",
            named("by", r"e-?tags?|if-none-match|cache-control|cache headers?|last-modified"),
        ),
        keywords=words("etag e if cache last"),
        prose={
            "Use ETags for caching": {"by": ("etags",)},
            "Set Cache-Control on public lists": {"by": ("cache-control",)},
            "Send cache headers": {"by": ("cache headers",)},
        },
        not_prose=("Cache the results", "No ETags"),
    ),
    Topic(
        id="token-lifetime",
        title="Tokens and sessions end when the spec says",
        general=True,
        phrases=demanded(
            r"\b(?:tokens?|sessions?|links?|cookies?)\b[^.;]{0,25}\b(?:expir\w*|valid for"
            r"|lifetime|last"
            rf"|ttl)\b[^.;]{{0,15}}\b\d+ ?{_SPAN}\b|\brotat(?:e|ed|ing)\b[^.;]{{0,12}}\btokens?\b"
            r"|\bshort-lived\b[^.;]{0,12}\btokens?\b",
            together(
                number("minutes", r"(\d+) ?(?:minutes?|mins?)\b"),
                number("hours", r"(\d+) ?hours?\b"),
                number("days", r"(\d+) ?days?\b"),
                flag("rotated", r"\brotat"),
            ),
        ),
        keywords=words("token session link cookie rotat short"),
        prose={
            "Tokens expire after 15 minutes": {"minutes": 15},
            "Sessions are valid for 7 days": {"days": 7},
            "Rotate refresh tokens": {"rotated": True},
        },
        not_prose=("Tokens are counted", "Never let sessions expire after 2 minutes"),
    ),
    Topic(
        id="account-lockout",
        title="Guessing a password is made slow",
        phrases=demanded(
            r"\block\w*\b[^.;]{0,20}\b(?:accounts?|users?)\b[^.;]{0,20}\bafter\b[^.;]{0,12}\d+"
            r"|\baccount lock-?outs?\b|\bbrute[- ]force (?:protection|prevention)\b",
            number("attempts", r"(\d+) (?:\w+ )?(?:attempts?|tries|logins?|failures?)"),
        ),
        keywords=words("lock account brute"),
        prose={
            "Lock accounts after 5 failed attempts": {"attempts": 5},
            "Implement account lockout": {},
            "Brute-force protection on login": {},
        },
        not_prose=("Lock the account page", "No account lockout for admins"),
    ),
    Topic(
        id="password-policy",
        title="Passwords are as strong as the spec says",
        phrases=demanded(
            r"\bpasswords?\b[^.;]{0,30}\b(?:at least|min(?:imum)?|longer than)\b[^.;]{0,12}\d+"
            r"|\bpassword (?:polic(?:y|ies)|strength|complexity|requirements)\b"
            r"|\bmin(?:imum)? (?:password )?length\b[^.;]{0,12}\d+[^.;]{0,20}\bpasswords?\b",
            number("min_length", r"(?:at least|min(?:imum)?|longer than)\D{0,15}(\d{1,2})\b"),
        ),
        keywords=words("password min"),
        prose={
            "Passwords are at least 12 characters": {"min_length": 12},
            "Enforce password strength": {},
            "Password policy: minimum 10 characters": {"min_length": 10},
        },
        not_prose=("Hash passwords", "No password policy for robots"),
    ),
    Topic(
        id="environments",
        title="Each environment has its own settings",
        phrases=demanded(
            r"\bseparate\b[^.;]{0,20}\b(?:environments?|config\w*"
            r"|settings)\b[^.;]{0,40}\b(?:dev\w*|test"
            r"|staging|prod\w*|environments?)\b|\benvironment-specific (?:config\w*|settings)\b"
            r"|\b(?:config\w*|settings) (?:per|for each) environment\b",
            named("names", r"dev(?:elopment)?|test|staging|prod(?:uction)?|local"),
        ),
        keywords=words("separate environment config setting"),
        prose={
            "Separate environments (`dev`, `test`, `prod`)": {"names": ("dev", "test", "prod")},
            "Use environment-specific settings": {},
            "Keep configuration per environment": {},
        },
        not_prose=("Separate the waste", "No settings per environment"),
    ),
)
