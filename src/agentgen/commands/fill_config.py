"""The part of `agentgen.yaml` that `agentgen fill` reads: models, prices, the endpoint."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from agentgen.commands.check_inputs import CONFIG, read_config
from agentgen.errors import AgentgenError
from agentgen.fill.access.budget import Price

_KEYS = ("model", "models", "base_url", "answer", "prices")


@dataclass(frozen=True, slots=True)
class FillConfig:
    """What a team decides for all its runs of `fill`; never a key, which is the environment's.

    Attributes:
        models: to ask, in this order.
        tool: answers are asked for as the argument of a tool call.
    """

    features: str = ""
    models: tuple[str, ...] = ()
    base_url: str = ""
    tool: bool = False
    prices: Mapping[str, Price] = field(default_factory=dict)


def read_fill_config(root: Path) -> FillConfig:
    """Read `features` and `fill` of `agentgen.yaml`.

    Raises:
        AgentgenError: when they have the wrong type, or hold an API key.
    """
    import yaml

    read_config(root)
    file = root / CONFIG
    data = (yaml.safe_load(file.read_text("utf-8")) or {}) if file.is_file() else {}
    features = data.get("features") or ""
    if not isinstance(features, str):
        raise _wrong("features", "a path")
    section = data.get("fill") or {}
    if not isinstance(section, dict):
        raise _wrong("fill", "a mapping such as `{model: NAME}`")
    if unknown := [str(key) for key in section if key not in _KEYS]:
        raise AgentgenError(
            f"`fill` has no `{unknown[0]}`",
            where=CONFIG,
            way_out=f"it has {', '.join(_KEYS)}; the API key is read from OPENAI_API_KEY alone",
        )
    return FillConfig(
        features,
        _models(section),
        _text(section, "base_url"),
        _tool(section),
        _prices(section.get("prices") or {}),
    )


def _models(section: Mapping[str, Any]) -> tuple[str, ...]:
    several = section.get("models") or []
    if not isinstance(several, list) or not all(isinstance(m, str) and m for m in several):
        raise _wrong("fill.models", "a list of names")
    one = _text(section, "model")
    return tuple(dict.fromkeys([*([one] if one else []), *several]))


def _text(section: Mapping[str, Any], key: str) -> str:
    value = section.get(key) or ""
    if not isinstance(value, str):
        raise _wrong(f"fill.{key}", "a text")
    return value


def _tool(section: Mapping[str, Any]) -> bool:
    answer = section.get("answer", "text")
    if answer not in ("text", "tool"):
        raise _wrong("fill.answer", "`text` or `tool`")
    return bool(answer == "tool")


def _prices(section: object) -> dict[str, Price]:
    if not isinstance(section, dict):
        raise _wrong("fill.prices", "a mapping from models to prices")
    return {str(model): _price(f"fill.prices.{model}", value) for model, value in section.items()}


def _price(key: str, value: object) -> Price:
    if not isinstance(value, dict) or set(value) != {"prompt", "answer"}:
        raise _wrong(key, "a mapping `{prompt: 0.5, answer: 2}`, per million tokens")
    figures = [value["prompt"], value["answer"]]
    for figure in figures:
        if isinstance(figure, bool) or not isinstance(figure, int | float) or not 0 <= figure < 1e9:
            raise _wrong(key, "figures that are not negative")
    prompt, answer = (Decimal(str(figure)) for figure in figures)
    return Price(prompt, answer)


def _wrong(key: str, wanted: str) -> AgentgenError:
    return AgentgenError(f"`{key}` must be {wanted}", where=CONFIG, way_out=f"correct `{key}`")
