"""What specs demand of logs: their form, their fields, their levels, and what stays out of them."""

from agentgen.topics.base import Topic, demanded, forbidden
from agentgen.topics.phrasing import named, words

TOPICS = (
    Topic(
        id="log-management",
        title="Logs are collected and kept",
        phrases=demanded(
            r"\blogs? (?:aggregation|retention|rotation|shipping|parsing|collection)\b"
            r"|\bcentrali[sz]ed? logging\b|\b(?:aggregate|rotate|retain|ship|collect|centrali[sz]e)"
            r"\b[^.;]{0,30}\blogs\b|\blogs\b[^.;]{0,20}\b(?:retained|rotated|aggregated|shipped)\b",
            named("aspects", r"aggregation|retention|rotation|collection|parsing"),
        ),
        keywords=words("log"),
        prose={
            "Log aggregation (ELK)": {"aspects": ("aggregation",)},
            "Define log retention policies": {"aspects": ("retention",)},
            "Collect all logs in one place": {},
        },
        not_prose=("Log the aggregation of sales", "Do not rotate logs"),
    ),
    Topic(
        id="clean-console",
        title="The browser console shows no errors",
        phrases=forbidden(r"\bconsole (?:\w+ or )?(?:errors?|warnings?)\b"),
        keywords=words("console"),
        prose={
            "No console errors or warnings": {},
            "Pages load without console errors": {},
            "The app never shows console warnings": {},
        },
        not_prose=("Read the console errors", "Console errors are fine in development"),
    ),
)
