"""How code is laid out and declared, and commands that nobody is to run."""

import re

from agentgen.ir.code_names import spans
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import forbids, plain
from agentgen.topics.base import Params, Topic, demanded, either, forbidden, names
from agentgen.topics.phrasing import named, words

_RUN = (
    r"\b(?:run|execute|invoke|call|start|use|issue)\b[^.;]{0,40}?"
    r"(?:\bcommands?\b|\bmigrations?\b|\b(?:the )?(?:dev )?server\b|\b(?:npm|pnpm|yarn|npx|uvx?|pip"
    r"|poetry|docker|git|make|alembic|kubectl|terraform|psql|rm|sudo)\b)"
)
_COMMAND = re.compile(
    r"^(?:npm|pnpm|yarn|npx|uvx?|pip|poetry|docker|git|make|python3?|alembic|kubectl|terraform|psql"
    r"|rm|sudo)\b"
)


@needing(_RUN)
def _commands(statement: Statement) -> Params | None:
    """«Never run `git push`», «do not execute database commands»."""
    if not forbids(statement, _RUN):
        return None
    found = names(one for one in spans(statement.text) if _COMMAND.match(one))
    told = found or names(re.findall(r"\b(\w+) commands?\b", plain(statement)))
    return {"commands": told} if told else {}


_WHITESPACE = (
    r"(?:(?:trailing|leading) )?(?:white ?space|blank lines?|empty lines?)|(?:no|single|use|one|1)"
    r" spaces? (?:around|before|after|inside|between)|surround\w*[^.;]{0,40} (?:with"
    r"|by) (?:a )?(?:single )?"
    r"spaces?|line continuations?|final newline|newline at the end"
)

TOPICS = (
    Topic(
        id="forbidden-commands",
        title="Commands that the spec forbids are not run",
        phrases=_commands,
        status=Status.PROCESS,
        keywords=words("run execut invok call start use issu"),
        prose={
            "Never run `git push --force`": {"commands": ("git push --force",)},
            "Do not execute database commands": {"commands": ("database",)},
            "Never use `pip install` directly": {"commands": ("pip install",)},
            "Don't start the dev server": {},
        },
        not_prose=("Run `make check`", "Never run out of memory", "Use git"),
    ),
    Topic(
        id="whitespace",
        title="Blanks and blank lines stand where the spec says",
        phrases=either(
            forbidden(
                rf"\b(?:{_WHITESPACE})\b",
                named("what", r"trailing whitespace|blank lines?|line continuations?|whitespace"),
            ),
            demanded(
                rf"\b(?:{_WHITESPACE})\b",
                named("what", r"trailing whitespace|blank lines?|line continuations?|whitespace"),
            ),
        ),
        general=True,
        keywords=words(
            "trailing leading white whitespace blank empty space surround line newline"
            " final no single use one 1"
        ),
        prose={
            "No trailing whitespace": {"what": ("trailing whitespace",)},
            "Two blank lines between top-level definitions": {"what": ("blank lines",)},
            "Use spaces around operators": {},
            "Use one space after commas": {},
        },
        not_prose=("Leave space for growth", "Whitespace is fine in prompts"),
    ),
    Topic(
        id="base-classes",
        title="Classes have the base class that the spec names",
        phrases=demanded(
            r"\b(?:inherit|derive[ds]?|extend|subclass)(?:s|ed|ing)?\b(?: from)? (?:the |our "
            r"|shared |a )*"
            r"\w*(?:base|model|schema|mixin|error|exception|abstract)\w*\b",
            named(
                "from",
                r"(?:inherit|derive[ds]?|extend|subclass)(?:s|ed|ing)?(?: from)? (?:the |our |a )*"
                r"(\w*(?:base|model|schema|mixin|error|exception)\w*)",
            ),
        ),
        general=True,
        keywords=words("inherit deriv extend subclass"),
        prose={
            "New models are derived from BaseRecord": {"from": ("baserecord",)},
            "All services inherit from `ServiceBase`": {"from": ("servicebase",)},
            "Every table extends the TimestampMixin": {"from": ("timestampmixin",)},
        },
        not_prose=("Derive totals from the rows", "Never inherit from BaseRecord"),
    ),
)
