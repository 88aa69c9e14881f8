"""What specs demand of single operations: parameters, metadata, origins, what stays inside."""

from agentgen.topics.base import Topic, demanded, either, forbidden
from agentgen.topics.phrasing import flag, named, together, words

_QUERY = (
    r"filter(?:s|ing)?|sort(?:ing)?|search(?:ing)?|paginat\w+|limit|offset|page|cursor|page_size"
)

TOPICS = (
    Topic(
        id="query-parameters",
        title="Lists are filtered, sorted and cut by query parameters",
        phrases=demanded(
            r"\bquery (?:param\w*|strings?)\b[^.;]{0,30}\b(?:filter\w*|sort\w*|search\w*|paginat\w*"
            r"|optional)\b|\b(?:filter\w*|sort\w*|search\w*)\b[^.;]{0,30}\bquery (?:param\w*"
            r"|strings?)\b"
            r"|\blist (?:endpoints?|routes?|operations?)\b[^.;]{0,20}\b(?:take|accept|support|have"
            r"|allow|use)s?\b[^.;]{0,12}\b(?:limit|offset|page|cursor|filter\w*|sort\w*)\b"
            r"|\bsupport\b[^.;]{0,12}\b(?:filtering|sorting)\b",
            named("for", _QUERY),
        ),
        keywords=words("query list support"),
        prose={
            "Use query parameters for filtering": {"for": ("filtering",)},
            "List endpoints take `limit` and `offset`": {"for": ("limit", "offset")},
            "Support filtering and sorting on lists": {"for": ("filtering", "sorting")},
        },
        not_prose=("Query the database for filters", "No query parameters for secrets"),
    ),
    Topic(
        id="operation-metadata",
        title="Operations say what they do",
        phrases=demanded(
            r"\b(?:endpoints?|routes?|routers?|operations?|apis?)\b[^.;]{0,30}\b(?:summar(?:y|ies)"
            r"|descriptions?|tags?|operation_?ids?|response_description)\b"
            r"|\b(?:add|give|provide|set|include|use)\b[^.;]{0,12}\b(?:summar(?:y|ies)|tags?"
            r"|operation_?ids?)\b[^.;]{0,30}\b(?:endpoints?|routes?|routers?|operations?|apis?)\b",
            named("with", r"summar(?:y|ies)|descriptions?|tags?|operation_?ids?"),
        ),
        keywords=words("summar description tag operation"),
        prose={
            "Endpoints need a summary and a description": {"with": ("summary", "description")},
            "Add tags to every router": {"with": ("tags",)},
            "Set `operation_id` on all routes": {"with": ("operation_id",)},
        },
        not_prose=("Tag the release", "No tags on internal routes", "Describe the endpoint"),
    ),
    Topic(
        id="cross-origin-requests",
        title="Browsers of other origins are let in as the spec says",
        phrases=either(
            forbidden(
                r"\b(?:wildcard|open|permissive|unrestricted)\b[^.;]{0,12}\bcors\b"
                r"|\bcors\b[^.;]{0,20}(?:\bwildcards?\b|\ball origins\b|\*)"
            ),
            demanded(
                r"\bcors\b[^.;]{0,40}\b(?:restrict\w*|known|allowed|specific|trusted|explicit\w*"
                r"|configur\w*|allow-?list\w*|origins?|set ?up|enable\w*|production)\b"
                r"|\b(?:restrict|configure|enable|set up|limit|lock down)\b[^.;]{0,15}\bcors\b"
                r"|\b(?:handle|allow|restrict|limit)s?\b[^.;]{0,15}\bcross-origin requests?\b",
                flag(
                    "origins",
                    r"\b(?:restrict|known|allowed|specific|trusted|explicit|allow-?list)",
                    "listed",
                ),
            ),
        ),
        keywords=words("cors cross"),
        prose={
            "CORS is restricted to known origins": {"origins": "listed"},
            "Configure CORS": {},
            "Never use wildcard CORS": {},
        },
        not_prose=("Read about CORS", "No CORS is needed"),
    ),
    Topic(
        id="resource-names",
        title="Paths name resources in the form that the spec gives",
        phrases=demanded(
            r"\b(?:plural|singular) (?:nouns?|names?|resources?|resource names?|paths?|form)\b"
            r"|\b(?:resources?|paths?|urls?|routes?|endpoints?"
            r"|collections?)\b[^.;]{0,20}\b(?:plural"
            r"|singular)\b|\bnouns?\b[^.;]{0,12}\b(?:not|over|instead of"
            r"|rather than)\b[^.;]{0,8}\bverbs?\b",
            together(named("number", r"plural|singular"), flag("words", r"\bnouns?\b", "nouns")),
        ),
        keywords=words("plural singular noun resource path url route endpoint collection"),
        prose={
            "Use plural nouns for resources": {"number": ("plural",), "words": "nouns"},
            "Resource paths are plural": {"number": ("plural",)},
            "Nouns, not verbs": {"words": "nouns"},
        },
        not_prose=("Table names are plural", "No plural names", "Nouns are hard"),
    ),
    Topic(
        id="error-exceptions",
        title="Errors are raised by the exception that the spec names",
        phrases=demanded(
            r"\b(?:use|raise|throw|return)s?\b[^.;]{0,12}\bhttp ?exceptions?\b"
            r"|\bhttp ?exceptions?\b[^.;]{0,15}\bfor\b",
            named("class", r"http ?exceptions?"),
        ),
        keywords=words("httpexception http"),
        prose={
            "Use HTTPException for expected errors": {"class": ("httpexception",)},
            "Raise `HTTPException` with a detail": {"class": ("httpexception",)},
            "Throw HTTP exceptions in handlers": {"class": ("http exceptions",)},
        },
        not_prose=("Services never raise HTTPException", "Handle exceptions of HTTP clients"),
    ),
    Topic(
        id="private-identifiers",
        title="What is internal does not leave the API",
        phrases=either(
            forbidden(
                r"\b(?:expose|return|leak|send|include)\b[^.;]{0,20}\b(?:internal|database"
                r"|sequential"
                r"|auto-?increment) (?:ids?|identifiers?|keys?|fields?|models?)\b"
                r"|\b(?:expose|return|leak|serialize)\b[^.;]{0,20}\b(?:orm|database|sqlalchemy|db)"
                r" (?:models?|objects?|entities|instances?)\b"
                r"|\b(?:expose|return|leak|include)\b[^.;]{0,12}\b(?:passwords?"
                r"|hashed passwords?)\b",
                named("what", r"(?:internal|database|sequential|orm|sqlalchemy|db) \w+|passwords?"),
            ),
        ),
        keywords=words("expos return leak send includ serializ"),
        prose={
            "Never expose internal ids": {"what": ("internal ids",)},
            "Do not return ORM models from endpoints": {"what": ("orm models",)},
            "Don't return password hashes or passwords": {"what": ("password", "passwords")},
        },
        not_prose=("Return the ORM object", "Expose the health endpoint"),
    ),
)
