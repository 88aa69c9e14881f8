"""How specs want rows to be loaded and related, and what repositories look like."""

import re

from agentgen.ir.code_names import spans
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.topics.base import Params, Topic, demanded, either, forbidden, names
from agentgen.topics.phrasing import words

_USE = r"\brepositor(?:y|ies) (?:methods?|functions?) (?:use|take|return|accept)s?\b"
_TAKE = r"\b(?:arg|argument|param|parameter)s?\b[^.;]{0,12}\brepositor(?:y|ies)\b"
_IMPLEMENT = r"^implements? (?:the |an? )?(?:protocols?|interfaces?|abstract \w+)\b"
_METHODS = either(demanded(_USE), forbidden(_TAKE), demanded(_IMPLEMENT))
_CONTRACT = re.compile(r"\b(protocol|interface)s? from `?((?:[\w-]+/)*[\w-]+\.py)`?", re.IGNORECASE)
_OBJECT = (
    r"\b(?:set|pass|assign|give)s? (?:the |a |an )?(?:related |whole |orm )*"
    r"(?:objects?|instances?|entit(?:y|ies))\b[^.;]{0,15}\bnot\b[^.;]{0,25}\b(?:ids?|keys?)\b"
)
_DECLARED = r"\b(?:add|declare|define|use)s?\b[^.;]{0,12}\brelationship\(\)"
_RELATED = either(demanded(_OBJECT), demanded(_DECLARED))


@needing(_USE, _TAKE, _IMPLEMENT)
def _methods(statement: Statement) -> Params | None:
    """«Repository methods use `self.session`», «implements Protocol from `shop/ports.py`»."""
    if _METHODS(statement) is None:
        return None
    contract = _CONTRACT.search(statement.text)
    found = contract.groups() if contract else spans(statement.text)
    return {"names": tuple(found)} if found else {}


@needing(_OBJECT, _DECLARED)
def _related(statement: Statement) -> Params | None:
    """«Set the related object, not its foreign-key id»."""
    if _RELATED(statement) is None:
        return None
    found = names(name.rstrip("()") for name in spans(statement.text))
    return {"names": found} if found else {}


TOPICS = (
    Topic(
        id="repository-methods",
        title="Methods of repositories are written as the spec says",
        phrases=_methods,
        keywords=words("repositor implement"),
        prose={
            "Repository methods use `self.session`": {"names": ("self.session",)},
            "Don't add a session argument to repository methods": {},
            "Implements Protocol from `shop/protocols.py`": {
                "names": ("Protocol", "shop/protocols.py")
            },
        },
        not_prose=("Clone the repository", "Repository methods are optional"),
    ),
    Topic(
        id="relationship-objects",
        title="Related objects are set as objects",
        phrases=_related,
        keywords=words("set pass assign give add declare define use"),
        prose={
            "Set the related object, not its foreign-key id": {},
            "Pass the ORM instance, not the id": {},
            "Add the `relationship()` to the model": {"names": ("relationship",)},
        },
        not_prose=("Set the price, not the id", "Add the relationship of the team"),
    ),
)
