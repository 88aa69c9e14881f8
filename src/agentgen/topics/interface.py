"""What specs demand of the frontend around components: API client, styles, forms, rendering."""

from agentgen.topics.base import Topic, demanded, either, forbidden
from agentgen.topics.phrasing import flag, named, words

TOPICS = (
    Topic(
        id="server-components",
        title="Components render on the server where they can",
        phrases=either(
            demanded(
                r"\b(?:react )?server components?\b|\brsc\b|\bserver-side rendering\b|\bssr\b"
            ),
            forbidden(r"\buse client\b", flag("without", r"", "use client")),
            demanded(
                r"\b(?:minimi[sz]e|limit|reduce)\b[^.;]{0,12}[\"']?\buse client\b"
                r"|\buse client\b[\"']? (?:only|sparingly)",
                flag("sparingly", r"", "use client"),
            ),
        ),
        keywords=words("server rsc ssr client"),
        prose={
            "Favor React Server Components": {},
            "Never fetch data under `use client`": {"without": "use client"},
            "Minimize 'use client' directives": {"sparingly": "use client"},
            'Use "use client" only for Web APIs': {"sparingly": "use client"},
        },
        not_prose=("Avoid server components", "Restart the server and the component"),
    ),
    Topic(
        id="form-handling",
        title="Forms are built and validated as the spec says",
        phrases=demanded(
            r"\bform (?:validation|state|handling)\b|\bforms?: \b|\bvalidate forms?\b"
            r"|\bforms? (?:use|are built with|are handled (?:by|with))\b"
            r"|\bcontrolled (?:forms?|inputs?|components?)\b",
            named("with", r"zod|react[- ]hook[- ]form|formik|yup|useactionstate|useformstatus"),
        ),
        keywords=words("form controlled"),
        prose={
            "Use Zod for form validation": {"with": ("zod",)},
            "Forms: React Hook Form with yup": {"with": ("react hook form", "yup")},
            "Validate forms before sending": {},
            "Forms use react-hook-form with zod": {"with": ("react-hook-form", "zod")},
        },
        not_prose=("Form a team", "No form validation on the server"),
    ),
    Topic(
        id="image-optimization",
        title="Images are optimized",
        phrases=demanded(
            r"\boptimi[sz]e images?\b|(?<!container )(?<!docker )\bimages?\b[^.;]{0,30}"
            r"\b(?:webp|avif|optimi[sz]ed)\b|\bnext/image\b",
            named("formats", r"webp|avif"),
        ),
        keywords=words("image next"),
        prose={
            "Optimize images: WebP format, size data": {"formats": ("webp",)},
            "Use next/image for pictures": {},
            "All images are optimized": {},
        },
        not_prose=("Keep container images small", "Never use next/image"),
    ),
    Topic(
        id="component-reuse",
        title="Components are reusable",
        phrases=demanded(
            r"\b(?<!/: )(?<!for )(?:reusable|composable)\b[^.;]{0,20}\bcomponents?\b"
            r"|\bcomponents?\b(?!/)[^.;]{0,20}\b(?:reusable|composable)\b"
            r"|\bextract\b[^.;]{0,30}\b(?:custom |reusable |own |to |into )hooks?\b"
        ),
        keywords=words("reusable composable component extract"),
        prose={
            "Build reusable, composable components": {},
            "Components must be reusable": {},
            "Extract complex logic to custom hooks": {},
            "Extract shared logic into hooks": {},
        },
        not_prose=("No reusable components before the third use", "Test the existing system"),
    ),
    Topic(
        id="storybook",
        title="Components are documented in Storybook",
        phrases=demanded(r"\bstorybook\b|\bcomponent (?:api )?documentation\b"),
        keywords=words("storybook documentation"),
        prose={
            "Storybook with examples": {},
            "Every shared component has a Storybook story": {},
            "Component API documentation": {},
        },
        not_prose=("Write a story book", "No Storybook"),
    ),
    Topic(
        id="real-time-updates",
        title="The view follows changes on the server",
        phrases=either(
            forbidden(
                r"\b(?:sse|server[- ]sent events?|long[- ]polling|polling|websockets?)\b",
                named("without", r"sse|server[- ]sent events?|(?:long[- ])?polling|websockets?"),
            ),
            demanded(
                r"\brealtime (?:via|through|with|by|over)\b|\brealtime (?:channels?"
                r"|subscriptions?)\b"
                r"|\b(?:real[- ]time|live) (?:\w+ )?(?:updates?|notifications?|data|sync\w*"
                r"|events?)\b|\bserver[- ]sent events?\b|\bwebsockets?\b[^.;]{0,25}\b(?:updates?"
                r"|real[- ]time|events?|live)\b"
                r"|\b(?:streaming|streams?|streamed)\b[^.;]{0,20}\b(?:via|over|with|by"
                r"|through) (?:sse"
                r"|server[- ]sent|websockets?)\b",
                named("by", r"websockets?|server[- ]sent events?|sse|polling|postgres_changes"),
            ),
        ),
        keywords=words("real live server websocket sse long poll stream"),
        prose={
            "Use WebSockets for live updates": {"by": ("websockets",)},
            "Handle real-time updates": {},
            "Never use polling for job states": {"without": ("polling",)},
            "Realtime via channels": {},
            "Server-sent events support": {"by": ("server-sent events",)},
        },
        not_prose=("Real time is money", "No real-time updates"),
    ),
    Topic(
        id="internationalization",
        title="Texts for people can be translated",
        phrases=demanded(
            r"\bi18n\b|\binternationali[sz](?:ation|ed|e)\b|\blocali[sz]ation\b|\btranslation"
            r" (?:keys?|files?)\b|\btranslat\w+ (?:all |every )?(?:user-facing |ui )?(?:texts?"
            r"|strings?)"
            r"\b|\bhard-?coded (?:ui |user-facing )?(?:texts?|strings)\b",
            named("with", r"i18next|react-i18next|next-intl|formatjs|react-intl|lingui"),
        ),
        keywords=words("i18n international locali translat hard hardcoded"),
        prose={
            "All texts go through i18n": {},
            "Internationalization with next-intl": {"with": ("next-intl",)},
            "Translate every user-facing string": {},
        },
        not_prose=("Translate errors into answers", "No i18n in the prototype"),
    ),
)
