"""What specs demand of monitoring: health, metrics, traces, alerts."""

import re

from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import demands, is_example, plain
from agentgen.topics.base import Params, Topic, demanded, names
from agentgen.topics.phrasing import named, together, words

_METRIC_LABEL = re.compile(
    r"(counter|histogram|gauge|summary)s?\b\s*(?::|>|=| - | (?=[a-z]+_[a-z]))"
)
_METRIC_NAME = re.compile(r"\b([a-z]+(?:_[a-z]+)+)\b")
_TOOLS = (
    r"prometheus|grafana|datadog|new relic|sentry|opentelemetry|jaeger|elastic apm|honeycomb"
    r"|cloudwatch|zipkin"
)


def _metrics(statement: Statement) -> Params | None:
    """«Counter: requests_total, errors_total», «monitor with Prometheus metrics»."""
    text = plain(statement)
    if is_example(statement) or statement.modality is Modality.NEVER:
        return None
    label = _METRIC_LABEL.match(text)
    if label:
        found = names(_METRIC_NAME.findall(text[label.end() :]))
        return {"metrics": {label[1]: found}} if found else None
    if not demands(statement, _METRIC_THING):
        return None
    return together(named("tools", _TOOLS), named("what", _MEASURED))(text)


_MEASURED = r"performance|costs?|behaviou?rs?|latency|throughput"
_TRACKED = r"metrics|performance|behaviou?rs?|latency|throughput"
_METRIC_THING = (
    rf"\b(?:{_TOOLS})\b[^.;]{{0,15}}\bmetrics\b|\b(?:track|monitor|collect|expose|export|record)\w*"
    rf"\b[^.;]{{0,20}}\b(?:{_TRACKED})\b|\bmetrics (?:collection|exposition)\b"
    r"|\b(?:custom|business|application) metrics\b"
)

TOPICS = (
    Topic(
        id="metrics",
        title="The metrics that the spec names are measured",
        phrases=_metrics,
        keywords=words(
            "counter histogram gauge summar metric track monitor collect expose export "
            "record " + "prometheus grafana datadog new sentry opentelemetry"
        ),
        prose={
            "Counter: requests_total, payment_attempts_total": {
                "metrics": {"counter": ("requests_total", "payment_attempts_total")}
            },
            "Histogram http_request_duration_seconds": {
                "metrics": {"histogram": ("http_request_duration_seconds",)}
            },
            "Gauge: active_sessions": {"metrics": {"gauge": ("active_sessions",)}},
            "Monitor with Prometheus metrics": {"tools": ("prometheus",)},
            "Track agent performance, costs, and behaviors": {
                "what": ("performance", "costs", "behaviors")
            },
        },
        not_prose=("Counter: the desk", "Avoid metrics", "Summary: what was done"),
    ),
    Topic(
        id="tracing",
        title="Requests are traced across services",
        phrases=demanded(
            r"\bdistributed tracing\b|\btracing (?:setup|instrumentation)\b|\btraces? sampling\b"
            r"|\b(?:collect|export|send|emit)\b[^.;]{0,25}\btraces\b|\bopentelemetry\b",
            named("tools", _TOOLS),
        ),
        keywords=words("tracing trace opentelemetry"),
        prose={
            "Set up distributed tracing": {},
            "Export traces to Jaeger": {"tools": ("jaeger",)},
            "Instrument the app with OpenTelemetry": {"tools": ("opentelemetry",)},
        },
        not_prose=("Trace the drawing", "No distributed tracing"),
    ),
    Topic(
        id="performance-monitoring",
        title="The running system is monitored",
        phrases=demanded(
            r"\bapm\b|\bapplication performance monitoring\b"
            r"|\bmonitor(?:ing|s|ed)?\b[^.;]{0,25}\b(?:health|production|infrastructure|everything"
            r"|alert\w*|systems?)\b|\binfrastructure monitored\b"
            rf"|\b(?:{_TOOLS})\b[^.;]{{0,12}}\b(?:monitoring|dashboards?)\b",
            named("tools", _TOOLS),
        ),
        keywords=words("apm application monitor infrastructure dashboard"),
        prose={
            "APM monitoring (DataDog, New Relic)": {"tools": ("datadog", "new relic")},
            "Monitor API health in production": {},
            "Infrastructure monitored and alerted": {},
        },
        not_prose=("Buy a monitor", "No APM in development"),
    ),
    Topic(
        id="alerts",
        title="Somebody is told when something breaks",
        phrases=demanded(
            r"\balert(?:s|ing)?\b (?:for|on|strateg\w+|when|rules?)|\b(?:configure|set up|automated"
            r"|effective|with|and|clear)\b[^.;]{0,15}\balert(?:s|ing)\b"
        ),
        keywords=words("alert"),
        prose={
            "Configure effective alerts for critical issues": {},
            "Alerting strategies": {},
            "Monitoring with automated alerting": {},
        },
        not_prose=("Show an alert box", "No alerts on weekends"),
    ),
    Topic(
        id="dashboards",
        title="Figures are shown on dashboards",
        phrases=demanded(
            r"\b(?:create|set up|setting up|build|grafana|metrics)\b[^.;]{0,25}\bdashboards?\b"
            r"|\bdashboard creation\b"
        ),
        keywords=words("dashboard"),
        prose={
            "Create dashboards for key metrics": {},
            "Dashboard creation (Grafana)": {},
            "Set up a Grafana dashboard": {},
        },
        not_prose=("Open the dashboard page", "No dashboards for prototypes"),
    ),
)
