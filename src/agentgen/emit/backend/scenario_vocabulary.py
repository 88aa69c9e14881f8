"""Which steps the generated vocabulary covers; its phrases are read from the template itself."""

import re
import runpy
from collections.abc import Mapping, Sequence
from typing import Any

from agentgen.emit.backend.scenario_entities import StoryEntity
from agentgen.resources import resource_root

PHRASES = "backend/scenarios/phrases.py"


def story_nouns(entities: Sequence[StoryEntity]) -> dict[str, list[str]]:
    """The words for what is stored, by what can be done with it; as `entities.py` has them."""
    routes = {"readable": "read", "deletable": "delete", "changeable": "update"}
    found = {
        kind: [e.name for e in entities if route in e.routes]
        for kind, route in (routes | {"creatable": "create"}).items()
    }
    many = [e for e in entities if e.plural != e.name]
    return found | {
        "entity": [e.name for e in entities],
        "entities": [e.plural for e in many],
        "listable": [e.plural for e in many if "list" in e.routes],
    }


class Vocabulary:
    """The phrases of one system.

    `code` tells whether its errors have a code.
    """

    def __init__(self, entities: Sequence[StoryEntity], *, code: bool) -> None:
        made = runpy.run_path(str(resource_root("templates") / PHRASES))
        nouns = story_nouns(entities)
        self._entities = {name: e for e in entities for name in (e.plural, e.name)}
        self._code = code
        self._phrases: dict[str, Mapping[str, str]] = {
            keyword: made[f"{keyword}_phrases"](nouns) for keyword in ("given", "when", "then")
        }

    def matching(self, keyword: str, text: str) -> list[str]:
        """Names of the phrases that fit a step."""
        phrases = self._phrases.get(keyword, {})
        return [name for name, pattern in phrases.items() if self._fits(name, pattern, text)]

    def covers(self, keyword: str, text: str) -> bool:
        """True when a step works without writing code."""
        return bool(self.matching(keyword, text))

    def _fits(self, phrase: str, pattern: str, text: str) -> bool:
        """Whether the words fit, and name fields and states that there are."""
        match = re.fullmatch(pattern, text)
        if match is None:
            return False
        said: dict[str, Any] = match.groupdict()
        entity = self._entities.get(said.get("noun") or "")
        if phrase == "error code":
            return self._code
        if phrase == "first item":
            return any(e.column(said["field"]) for e in self._entities.values())
        return entity is None or _says(phrase, entity, said)


def _says(phrase: str, entity: StoryEntity, said: Mapping[str, Any]) -> bool:
    quality, paging = said.get("quality"), entity.paging
    if phrase in ("change", "attribute") and not entity.column(said["field"]):
        return False
    if phrase == "stored for":
        return entity.labelled or said["value"] in entity.values
    if phrase == "state":
        return said["value"] in entity.values or "status" in entity.wires
    if phrase == "list page":
        return "page" in paging
    if phrase == "list slice":
        return {said["first"], said["second"]} == {"limit", "offset"} == set(paging)
    if quality and quality not in entity.values:
        return False
    if phrase == "list" and quality:
        return entity.values[quality] in entity.filters
    return not said.get("label") or entity.labelled
