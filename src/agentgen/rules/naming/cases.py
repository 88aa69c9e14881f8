"""Cases of identifiers: how specs call them, and whether a name is written in one."""

import re

CASES = {
    "UPPER_SNAKE_CASE": r"(?:upper|screaming|all)[_ -]?(?:caps[_ -]?)?(?:snake)(?:[_ -]?case)?"
    r"|constant_case|all[_ -]caps|upper[ -]?case(?: words| letters)? (?:with|and) underscores",
    "snake_case": r"snake[_ -]?case|lower_snake(?:_case)?|lower_with_under"
    r"|lower[ -]?case(?: words| letters)? (?:with|and) underscores",
    "camelCase": r"(?:lower ?)?camel[_ -]?case",
    "PascalCase": r"pascal[_ -]?case|upper ?camel ?case|capwords|capitalized words",
    "kebab-case": r"kebab[_ -]?case|dash-case|hyphen-case"
    r"|(?:all )?lower[ -]?case(?: words| letters)?,? (?:(?:and )?separated by|with|and|using"
    r"|joined by)"
    r" (?:dash|hyphen)(?:es|s)|(?:dash|hyphen)(?:ed|-separated) lower[ -]?case",
    "_leading_underscore": r"_?(?:single[_ ])?leading[_ ]underscores?|(?:prefix\w*"
    r"|start\w*) (?:with|by) (?:an |a |one |single )*(?:underscore|_)(?!\w)",
}
CASE = re.compile(
    "|".join(f"(?P<c{n}>(?<![a-z]){p}(?![a-z]))" for n, p in enumerate(CASES.values()))
)
STEMS = ("snake", "camel", "pascal", "kebab", "cap", "case", "under", "dash", "hyphen", "_")
"""What each text holds that `CASE` is found in; far cheaper to look for."""
_SHAPES = {
    "UPPER_SNAKE_CASE": re.compile(r"_{0,2}[A-Z][A-Z0-9_]*"),
    "snake_case": re.compile(r"_{0,2}[a-z0-9][a-z0-9_]*|_+"),
    "camelCase": re.compile(r"[_$]{0,2}[a-z0-9][A-Za-z0-9]*\$?|_+"),
    "PascalCase": re.compile(r"_{0,2}[A-Z][A-Za-z0-9]*"),
    "kebab-case": re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*"),
    "_leading_underscore": re.compile(r"_(?!_).*|__\w+__"),
}


def fits(name: str, case: str) -> bool:
    """True when a name is written in a case; leading underscores are no part of it."""
    return _SHAPES[case].fullmatch(name) is not None
