"""What specs demand of React components: hooks, states, errors, rendering cost, accessibility."""

import re

from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands, is_example, plain
from agentgen.topics.base import Params, Topic, demanded, names
from agentgen.topics.phrasing import named, together, words

_HOOK = re.compile(r"\b(use(?:Memo|Callback|DeferredValue|Transition)|React\.memo|memo)\b(?!\()")
_MEMO = r"\bmemoi[sz]\w*\b|\busememo\b|\busecallback\b|\breact\.memo\b"
_VIEW_STATES = r"(?:error|loading|empty|success|pending|skeleton|failure)"


def _memo(statement: Statement) -> Params | None:
    """«Memoize expensive calculations with useMemo»."""
    if not demands(statement, _MEMO):
        return None
    hooks = names(_HOOK.findall(statement.text))
    return {"hooks": hooks} if hooks else {}


def _states(statement: Statement) -> Params | None:
    """«Implement proper loading and error states»."""
    more = rf"(?:(?:,| and|, and|/| or| &) ?{_VIEW_STATES}){{0,3}}"
    thing = rf"\b{_VIEW_STATES}{more} (?:ui )?states?\b(?! the\b)"
    if not demands(statement, thing) or re.search(r"\bloading state of\b", plain(statement)):
        return None
    found = re.search(thing, plain(statement))
    states = names(re.findall(_VIEW_STATES, found[0])) if found else ()
    return {"states": states} if len(states) > 1 or "loading" in states else None


def _accessible(statement: Statement) -> Params | None:
    text = plain(statement)
    thing = (
        r"\bwcag\b|\baccessibility\b(?! for\b)|\baccessible (?:components?|ui|interfaces?|forms?"
        r"|markup|html|names?|labels?|design)\b|\b(?:are|is|be|stay) accessible\b(?! (?:to|from|by"
        r"|via|at|only|in)\b)|\ba11y\b"
        r"|\baria(?:-\w+)?\b (?:labels?|attributes?|roles?)|\baria-\w+|\bscreen[- ]readers?\b"
        r"|\bkeyboard (?:navig\w+|accessible)|\bsemantic html\b|\balt text\b"
    )
    if is_example(statement) or not demands(statement, thing):
        return None
    level = re.search(r"\bwcag\b(?: ?(\d\.\d))?(?:[^.;]{0,12}\b(a{1,3})\b)?", text)
    if level is None:
        return {}
    return {
        "standard": "wcag",
        **({"version": level[1]} if level[1] else {}),
        **({"level": level[2]} if level[2] else {}),
    }


_SCOPES = r"local|global|server|client|async|url|form|ui"

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
        phrases=demanded(
            r"\b(?:optimi[sz]e|minimi[sz]e|reduce|prevent|limit|unnecessary)\b[^.;]{0,30}"
            r"\bre-?renders?(?:ing)?\b"
            r"|\bperformance optimi[sz]ations? applied\b|\bweb vitals\b|\bcore web vitals\b"
            r"|\bbundle (?:size|analysis)\b|\b(?:js|javascript|initial) bundle\b",
            named("metrics", r"web vitals|lcp|cls|fid|inp|ttfb|bundle size"),
        ),
        keywords=words("render rerender performance web bundle"),
        prose={
            "Optimize re-renders": {},
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
            rf"|choose|manage|use|for|lift|hold)\b[^.;]{{0,25}}\b(?:{_SCOPES})(?:-side)? state\b"
            r"|\blift(?:ed)? state up\b|\bcolocate state\b",
            together(
                named(
                    "kinds",
                    r"(local|global|server|client|async|url|form|ui)(?=(?:-side)? state|,"
                    r"| and | or |\))",
                ),
                named("hooks", r"use(?:state|reducer|context|actionstate|formstate|formstatus)"),
            ),
        ),
        keywords=words("state lift colocate"),
        prose={
            "Choose appropriate state level (local, context, global)": {
                "kinds": ("local", "global")
            },
            "Handle async state properly": {"kinds": ("async",)},
            "Keep global state minimal": {"kinds": ("global",)},
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
