"""Feature files to `Stories`, read by Cucumber's own parser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agentgen.contract.loading import read_text
from agentgen.diagnostics import Place
from agentgen.errors import AgentgenError
from agentgen.ir.story import Feature, Scenario, Step, Stories


def load_stories(folder: Path) -> Stories:
    """Read all `*.feature` files below a folder, in path order.

    Raises:
        AgentgenError: for a missing folder, a folder without features, or a syntax error.
    """
    if not folder.is_dir():
        raise AgentgenError("there is no such directory", str(folder), way_out="check --features")
    files = sorted(folder.rglob("*.feature"))
    if not files:
        raise AgentgenError("there is no .feature file", str(folder), way_out="check --features")
    return Stories(
        tuple(parse_feature(read_text(f), f.relative_to(folder).as_posix()) for f in files)
    )


def parse_feature(text: str, path: str) -> Feature:
    """Parse one feature file; `path` is relative to the features directory.

    Raises:
        AgentgenError: with file and line of the first syntax error.
    """
    from gherkin.errors import CompositeParserException, ParserError
    from gherkin.parser import Parser

    try:
        parsed: Any = Parser().parse(text)
    except CompositeParserException as problem:
        raise _syntax_error(problem.errors[0], path) from None
    except ParserError as problem:
        raise _syntax_error(problem, path) from None
    root = parsed.get("feature")
    if root is None:
        raise AgentgenError("there is no Feature in this file", path)
    return Feature(
        name=root["name"],
        description=(root.get("description") or "").strip(),
        scenarios=tuple(_scenarios(root["children"], path, (), _tags(root))),
        place=_place(root, path),
        source=text,
    )


def _syntax_error(problem: Any, path: str) -> AgentgenError:
    location = getattr(problem, "location", None) or {}
    where = f"{path}:{location.get('line', 1)}"
    return AgentgenError("the feature file does not parse", where, str(problem).split("\n")[0])


def _scenarios(
    children: list[Any], path: str, background: tuple[Step, ...], tags: tuple[str, ...]
) -> list[Scenario]:
    found: list[Scenario] = []
    for child in children:
        if "background" in child:
            background += _steps(child["background"]["steps"], path)
        elif "rule" in child:
            rule = child["rule"]
            found += _scenarios(rule["children"], path, background, tags + _tags(rule))
        elif "scenario" in child:
            node = child["scenario"]
            steps = background + _steps(node["steps"], path)
            found.append(
                Scenario(
                    node["name"],
                    steps,
                    tags + _tags(node),
                    _place(node, path),
                    tuple(_rows(node)),
                    tuple(tag for part in node.get("examples") or () for tag in _tags(part)),
                )
            )
    return found


def _rows(scenario: Any) -> Iterator[dict[str, str]]:
    """The examples of an outline, one mapping a row."""
    for part in scenario.get("examples") or ():
        names = [cell["value"] for cell in (part.get("tableHeader") or {}).get("cells", ())]
        for row in part.get("tableBody") or ():
            yield dict(zip(names, (cell["value"] for cell in row["cells"]), strict=True))


def _steps(nodes: list[Any], path: str) -> tuple[Step, ...]:
    keyword, found = "", []
    for node in nodes:
        kind = {"Context": "given", "Action": "when", "Outcome": "then"}.get(node["keywordType"])
        keyword = kind or keyword
        found.append(Step(keyword, node["text"], _place(node, path)))
    return tuple(found)


def _tags(node: Any) -> tuple[str, ...]:
    return tuple(tag["name"].removeprefix("@") for tag in node.get("tags") or ())


def _place(node: Any, path: str) -> Place:
    location = node["location"]
    return Place(path, location["line"], location.get("column") or 1)
