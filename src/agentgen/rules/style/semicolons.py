"""Prettier writes semicolons, or leaves them out, as the spec says."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, flag, union, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.linters import prettier_of, setting_line

_USED, _UNUSED = flag("use", r""), flag("use", r"", False)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at every configuration of Prettier."""
    use = bool(params.get("use", True))
    found, examined = [], 0
    for path, options in prettier_of(codebase):
        examined += 1
        if options.get("semi", True) is not use:
            verb = "writes no" if use else "writes"
            line = setting_line(codebase, path, "semi")
            found.append(Found(path, line, f"Prettier {verb} semicolons"))
    return found, examined


RULE = Rule(
    id="semicolons",
    title="Statements end, or do not end, with semicolons",
    help="set `semi` in Prettier's configuration",
    what="configurations of Prettier",
    phrases=either(
        forbidden(r"^(?![^.;]*\b(?:white)?spaces?\b)[^.;]*\bsemicolons?\b", _UNUSED),
        demanded(r"\b(?:use|with|require|always)\b[^.;]{0,12}\bsemicolons?\b", flag("use", r"")),
        demanded(r"\bomit semicolons?\b", _UNUSED),
    ),
    inspect=inspect,
    valid=(
        Example({".prettierrc": '{"semi": false}'}, {"use": False}),
        Example({"web/.prettierrc.yaml": "printWidth: 100\n"}, {"use": True}),
    ),
    invalid=(
        Example({".prettierrc": '{"printWidth": 100}'}, {"use": False}),
        Example({"package.json": '{"prettier": {"semi": false}}'}, {"use": True}),
    ),
    prose={
        "No semicolons": {"use": False},
        "Omit semicolons": {"use": False},
        "Always use semicolons": {"use": True},
    },
    not_prose=("Semicolons are optional", "A comma is enough"),
    keywords=words("semicolon"),
    status=Status.ENFORCED,
    combine=union,
    params={
        "use": Param(ParamKind.FLAG, "use"),
    },
)
