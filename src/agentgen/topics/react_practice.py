"""What specs demand of React code: keys, effects, props, the kinds of components."""

from agentgen.topics.base import Topic, demanded, either, forbidden
from agentgen.topics.phrasing import flag, named, words

TOPICS = (
    Topic(
        id="list-keys",
        title="Items of lists have keys that stay",
        phrases=either(
            forbidden(
                r"\bind(?:ex|ices)(?:es)? as (?:the |a |react )*keys?\b|\bkey=\{(?:index|i)\}"
            ),
            demanded(r"\b(?:stable|unique|proper) (?:react )?keys?\b|\bkey props?\b"),
        ),
        keywords=words("index indic stable unique proper key"),
        prose={
            "Never use the index as key": {},
            "Give list items stable keys": {},
            "Provide unique keys when mapping": {},
            "Avoid array indices as keys": {},
        },
        not_prose=("Unique keys are optional", "Use the index of the table"),
    ),
    Topic(
        id="effect-use",
        title="Effects are used for what lies outside of React",
        phrases=either(
            demanded(
                r"\b(?:minimi[sz]e|limit|reduce)\b[^.;]{0,40}\b(?:useeffect|effects|setstate)\b",
                named("sparingly", r"useeffect|effects|setstate|use client"),
            ),
            forbidden(
                r"\b(?:useeffect|effects?)\b[^.;]{0,30}\b(?:deriv\w+|comput\w+|transform\w*|sync\w*"
                r"|data|fetch\w*|state|events?)\b|\bevents?\b[^.;]{0,30}\bnot\b[^.;]{0,8}\beffects?\b"
                r"|\b(?:chain\w*|updat\w*|set\w*)\b[^.;]{0,20}\bstate\b[^.;]{0,15}\b(?:in"
                r"|inside) effects\b"
                r"|\bunnecessary (?:useeffects?|effects)\b",
                named("for", r"deriv\w+|data fetching|fetching|syncing|transform\w*|events?"),
            ),
            demanded(
                r"\bclean[- ]?up functions?\b"
                r"|\bclean(?:s|ing)?[- ]?up\b[^.;]{0,40}\b(?:effects?|useeffect|subscriptions?"
                r"|timers?"
                r"|listeners?|intervals?)\b|\b(?:effects?|useeffect)\b[^.;]{0,40}\bclean(?:s|ed"
                r"|ing)?"
                r"[- ]?up\b|\b(?:useeffect|effects?)\b[^.;]{0,12}\b(?:only )?for (?:side[- ]effects"
                r"|synchroni[sz]\w+|external)",
                flag("cleanup", r"\bclean\w*[- ]?up\b"),
            ),
        ),
        keywords=words("useeffect effect clean unnecessary minimi limit reduc"),
        prose={
            "Minimize useEffect and setState": {"sparingly": ("useeffect", "setstate")},
            "Avoid `useEffect` for derived state": {"for": ("derived",)},
            "Don't use effects to transform data": {"for": ("transform",)},
            "Clean up subscriptions and timers in effects": {"cleanup": True},
            "Effects must clean up after themselves": {"cleanup": True},
            "Use useEffect only for side effects": {},
        },
        not_prose=("Clean up the branch", "Avoid side effects in render", "No effect on sales"),
    ),
    Topic(
        id="props-style",
        title="Components take and pass properties as the spec says",
        phrases=either(
            demanded(
                r"\bdestructur(?:e|ed|ing)\b[^.;]{0,15}\b(?:props|parameters|arguments|signature)\b"
                r"|\bprops\b[^.;]{0,15}\bdestructur\w+"
                r"|\b(?:use|prefer|define|provide)\b[^.;]{0,12}\bdefault (?:props|parameters"
                r"|values for props)\b|\bchildren props?\b",
                flag("form", r"\bdestructur", "destructured"),
            ),
            forbidden(
                r"\bspread(?:ing)?\b[^.;]{0,15}\bprops\b|\bprops spreading\b",
                flag("without", r"\bspread", "spread"),
            ),
        ),
        keywords=words("destructur props spread default children"),
        prose={
            "Destructure props in the signature": {"form": "destructured"},
            "Props are destructured": {"form": "destructured"},
            "Avoid props spreading": {"without": "spread"},
            "Never spread unknown props": {"without": "spread"},
        },
        not_prose=("Props are typed", "Destructuring is optional for props"),
    ),
    Topic(
        id="component-kinds",
        title="Components are cut into the kinds that the spec names",
        phrases=demanded(
            r"\batomic design\b|\bcontainer(?:s)?(?:/| and |[ -])(?:presentation\w*|presenter"
            r"|components?)\b|\b(?:presentational|dumb|smart|compound|headless"
            r"|controlled) components?\b"
            r"|\bcomponents?\b[^.;]{0,8}\b(?:presentational|dumb|headless|controlled)\b"
            r"|\bui[- ]kit\b|\bdesign system\b[^.;]{0,20}\b(?:components?|use|from)\b"
            r"|\b(?:use|from|reuse)\b[^.;]{0,30}\bdesign system\b",
            named(
                "kinds",
                r"atomic design|container|presentational|dumb|smart|compound|headless|controlled"
                r"|design system|ui[- ]kit",
            ),
        ),
        keywords=words(
            "atomic container presentation dumb smart compound headless controlled ui design"
        ),
        prose={
            "Follow atomic design": {"kinds": ("atomic design",)},
            "Split container and presentational components": {
                "kinds": ("container", "presentational")
            },
            "Keep components presentational": {"kinds": ("presentational",)},
            "Forms are controlled components": {"kinds": ("controlled",)},
            "Use the components of our design system": {"kinds": ("design system",)},
        },
        not_prose=("Design the system well", "No compound components in forms"),
    ),
    Topic(
        id="safe-html",
        title="Text from outside becomes no markup unread",
        phrases=either(
            demanded(
                r"\bsaniti[sz]\w+\b[^.;]{0,25}\b(?:html|markup|rich text|user content|output"
                r"|markdown)\b"
                r"|\bescap(?:e|ed|ing)\b[^.;]{0,20}\b(?:html|output|user content)\b|\bdompurify\b",
                named("by", r"dompurify|bleach|nh3|sanitize-html"),
            ),
            forbidden(
                r"\bdangerouslysetinnerhtml\b|\binnerhtml\b|\b(?:raw|unsanitized|unescaped) html\b",
                named("without", r"dangerouslysetinnerhtml|innerhtml|(?:raw|unsanitized) html"),
            ),
        ),
        keywords=words(
            "saniti escap dompurify dangerouslysetinnerhtml innerhtml raw unsanitized unescaped"
        ),
        prose={
            "Sanitize HTML before rendering": {},
            "Don't use `dangerouslySetInnerHTML`": {"without": ("dangerouslysetinnerhtml",)},
            "Never insert raw HTML": {"without": ("raw html",)},
            "Use DOMPurify for rich text": {"by": ("dompurify",)},
        },
        not_prose=("Escape the room", "Use raw strings for patterns"),
    ),
)
