"""Words for what people do with records, in the forms that paths and properties use."""

from agentgen.names import words

_SUFFIXES = ("ers", "er", "ing", "ed", "es", "s", "e")
_SPECIAL = {
    "subscription": "subscrib", "subscriptions": "subscrib", "stargazers": "star",
    "unsubscription": "unsubscrib",
}  # fmt: skip
_SHORTEST = 3
_VERBS = (
    "favorite", "like", "star", "follow", "subscribe", "bookmark", "pin", "watch", "upvote",
    "downvote", "heart", "clap", "mute", "endorse",
)  # fmt: skip
_FILLING = frozenset(
    ("is", "has", "have", "was", "by", "me", "viewer", "user", "currently", "you", "i", "my", "the")
)
_COUNTING = frozenset(("count", "counts", "counter", "total", "number", "num", "of", "nb", "n"))


def stem(word: str) -> str:
    """What the forms of a verb have in common: `favourites`, `favorited` -> `favorit`."""
    text = word.lower().replace("favourit", "favorit")
    if text in _SPECIAL:
        return _SPECIAL[text]
    for suffix in _SUFFIXES:
        if text.endswith(suffix) and len(text) - len(suffix) >= _SHORTEST:
            text = text.removesuffix(suffix)
            break
    doubled = len(text) > _SHORTEST and text[-1] == text[-2] and text[-1] not in "aeiouls"
    return text[:-1] if doubled else text


MARKS = {stem(verb): verb for verb in _VERBS}
"""Verbs by which a user marks something for themselves, by stem."""


FOLLOWS = ("follow", "subscrib", "watch")
"""Stems of the marks that say whose records somebody wants to see."""


def mark_of(segment: str) -> str:
    """Stem of the marking verb that a path segment is a form of; empty for other segments."""
    found = words(segment)
    return stem(found[0]) if len(found) == 1 and stem(found[0]) in MARKS else ""


def unmark_of(segment: str) -> str:
    """Stem of the verb that a path segment undoes (`unfollow`); empty for other segments."""
    text = "".join(words(segment))
    return mark_of(text.removeprefix("un")) if text.startswith("un") else ""


def flag_stem(wire: str) -> str:
    """Stem of what a boolean property says of the caller (`is_liked`, `viewerHasStarred`)."""
    kept = [w for w in words(wire) if w not in _FILLING]
    return stem(kept[0]) if len(kept) == 1 else ""


def count_stem(wire: str) -> tuple[str, bool]:
    """Stem of what a number counts, and whether it counts what the user did.

    `followersCount` counts those who follow, `followingCount` those who are followed.
    """
    kept = [w for w in words(wire) if w not in _COUNTING | _FILLING]
    if len(kept) != 1:
        return "", False
    return stem(kept[0]), kept[0].endswith("ing")
