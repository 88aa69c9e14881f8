"""Stems of the names of page components, unique in a feature."""

_PAGES = ("List", "Find", "New", "Create", "Edit", "Detail", "Forms", "ListFind")
"""What pages put behind the stem of their screen."""


def claim(name: str, names: set[str]) -> str:
    """A stem for page components that no page of the feature has, whatever kind it is of."""
    free, number = name, 2
    while names.intersection((free, *(free + kind for kind in _PAGES))):
        free, number = f"{name}{number}", number + 1
    names.update((free, *(free + kind for kind in _PAGES)))
    return free
