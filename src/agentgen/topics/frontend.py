"""What specs demand of React components: hooks, states, errors, rendering cost, accessibility."""

from agentgen.topics.base import Topic, demanded, either, forbidden
from agentgen.topics.phrasing import named, together, words

_SCOPES = r"local|global|server|client|async|url|form|ui"

_rendering = demanded(
    r"\b(?:optimi[sz]e|minimi[sz]e|reduce|prevent|limit|unnecessary)\b[^.;]{0,30}"
    r"\bre-?renders?(?:ing)?\b|\b(?:debounce|throttle)\b"
    r"|\b(?:outside|out of)(?: of)? (?:the |a )?(?:render(?: functions?| methods?)?"
    r"|component(?: body)?)\b"
    r"|\bperformance optimi[sz]ations? applied\b|\bweb vitals\b|\bcore web vitals\b"
    r"|\bbundle (?:size|analysis)\b|\b(?:js|javascript|initial) bundle\b",
    named("metrics", r"web vitals|lcp|cls|fid|inp|ttfb|bundle size"),
)

TOPICS = (
    Topic(
        id="list-virtualization",
        title="Long lists are virtualized",
        phrases=demanded(
            r"\bvirtuali[sz](?:e|ed|ation|ing)\b(?=[^.;]*\b(?:lists?|tables?|rows?"
            r"|scroll\w*|grids?)\b)|\bvirtual (?:scroll\w*|lists?)\b"
        ),
        keywords=words("virtual"),
        prose={
            "Implement virtualization for long lists": {},
            "Use virtual scrolling in tables": {},
            "Virtualise lists of more than 100 rows": {},
        },
        not_prose=("Use virtual machines", "API virtualization for tests"),
    ),
    Topic(
        id="render-performance",
        title="Components render fast",
        phrases=either(
            forbidden(r"\b(?:unnecessary|needless|excessive|wasted) re-?renders?(?:ing)?\b"),
            _rendering,
        ),
        keywords=words(
            "render rerender performance web bundle re js javascript debounce throttle outside out"
        ),
        prose={
            "Optimize re-renders": {},
            "Avoid unnecessary re-renders": {},
            "Debounce the search field": {},
            "Keep constants outside of the component": {},
            "Prioritize Web Vitals (LCP, CLS)": {"metrics": ("web vitals", "lcp", "cls")},
            "Performance optimizations applied (memoization, lazy loading)": {},
            "Keep the bundle size small": {"metrics": ("bundle size",)},
        },
        not_prose=("Optimize queries", "There is no limit for the bundle size"),
    ),
    Topic(
        id="progress-indicators",
        title="Long work shows its progress",
        phrases=demanded(
            r"\bprogress (?:indicators?|bars?)\b|\b(?:show|display)s?\b[^.;]{0,20}\bprogress\b"
            r"|\b(?:spinners?|skeletons?)\b (?:while|during|for|screens?)"
        ),
        keywords=words("progress show display spinner skeleton"),
        prose={
            "Long-running tasks show progress indicators": {},
            "Display progress for uploads": {},
            "Use skeletons while data loads": {},
        },
        not_prose=("No progress bars for quick calls", "Work in progress"),
    ),
    Topic(
        id="state-management",
        title="State lives at the level where it is needed",
        phrases=demanded(
            rf"\bstate level\b|(?<!existing )(?<!connection )\bstate management\b(?! patterns)"
            rf"|^(?:[a-z]+ )?(?:{_SCOPES}) state\s*(?:[:>(]|- )|\b(?:keep|minimi[sz]e|limit|handle"
            rf"|choose|manage|use|for|lift"
            rf"|hold)\b[^.;]{{0,25}}\b(?:{_SCOPES})(?:-side)? state\b(?! (?:modif|pollut|mutat"
            rf"|leak)\w+)"
            r"|\blift(?:ed|ing)? (?:the |shared )?state\b|\b(?:co-?locate|keep) (?:the )?state\b"
            r"(?! machine)|\b(?:without|avoid(?:ing)?|no|prevent) prop[- ]drilling\b"
            r"|\b(?:react )?context(?: api| providers?)?\b[^.;]{0,12}\b(?:only )?for\b[^.;]{0,20}"
            r"\b(?:theme|auth\w*|global|locale|user|shared state)\b",
            together(
                named(
                    "kinds",
                    r"(local|global|server|client|async|url|form|ui)(?=(?:-side)? state|,"
                    r"| and | or |\))",
                ),
                named("hooks", r"use(?:state|reducer|context|actionstate|formstate|formstatus)"),
            ),
        ),
        keywords=words("state lift colocate prop context"),
        prose={
            "Choose appropriate state level (local, context, global)": {
                "kinds": ("local", "global")
            },
            "Handle async state properly": {"kinds": ("async",)},
            "Keep global state minimal": {"kinds": ("global",)},
            "Avoid prop drilling": {},
            "Keep state close to where it is used": {},
            "Use Context for theme and auth only": {},
            "Client state: useState": {"kinds": ("client",), "hooks": ("usestate",)},
        },
        not_prose=("State the level of detail", "Avoid global state", "A state machine"),
    ),
    Topic(
        id="optimistic-updates",
        title="The view shows a change before the server confirms it",
        phrases=demanded(r"\boptimistic(?:ally)?(?: ui)? updat\w+\b"),
        keywords=words("optimistic"),
        prose={
            "Consider optimistic updates for better UX": {},
            "Optimistic UI updates": {},
            "Use optimistic updates for likes": {},
        },
        not_prose=("Use optimistic locking", "No optimistic updates for payments"),
    ),
)
