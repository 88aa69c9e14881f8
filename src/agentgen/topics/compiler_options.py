"""How strictly the compiler checks, by the options of TypeScript's `tsconfig.json`."""

from agentgen.topics.base import Topic, demanded, either, forbidden
from agentgen.topics.phrasing import named, words

_STRICT = (
    r"strict null checks|strictnullchecks|strict function types|strict property initiali[sz]ation"
    r"|exact optional property types|exactoptionalpropertytypes|nouncheckedindexedaccess"
    r"|noimplicit(?:any|returns|override|this)|nounused(?:locals|parameters)|nofallthrough\w*"
    r"|isolatedmodules|verbatimmodulesyntax|skiplibcheck|declaration files?|source maps?"
    r"|es(?:20\d\d|next|6)(?= target)|(?<=target )es(?:20\d\d|next|6)|strict mode"
)
_UNWANTED = (
    r"unchecked indexed access|implicit (?:returns?|this|overrides?)|unused (?:locals|parameters)"
    r"|fallthrough(?: cases)?"
)

TOPICS = (
    Topic(
        id="compiler-options",
        title="The options of the compiler are those of the spec",
        phrases=either(
            demanded(
                rf"\b(?:{_STRICT})\b(?! off)|\bcompiler options?\b",
                named("options", _STRICT),
            ),
            forbidden(rf"\b(?:{_UNWANTED})\b", named("without", _UNWANTED)),
        ),
        keywords=words(
            "strict exact nounchecked noimplicit nounused nofallthrough isolated verbatim skiplib"
            " declaration source es20 esnext es6 compiler unchecked implicit unused fallthrough"
        ),
        prose={
            "Strict null checks": {"options": ("strict null checks",)},
            "No unchecked indexed access": {"without": ("unchecked indexed access",)},
            "Enable `noUncheckedIndexedAccess`": {"options": ("nouncheckedindexedaccess",)},
            "ES2022 target": {"options": ("es2022",)},
        },
        not_prose=("Be strict with yourself", "No unused ports", "Never turn strict mode off"),
    ),
)
