"""Import-linter contracts that hold the layers of the generated backend."""

from agentgen.emit.backend.layout import Places, dotted
from agentgen.ir.blueprint import Blueprint

_LAYERS = ("router", "dependencies", "service | repository", "models | schemas")


def layer_contracts(blueprint: Blueprint, places: Places) -> list[str]:
    """TOML bodies: one for the layers of each feature, one for what services may not know."""
    found = [_layers(places, f.slug, blueprint) for f in blueprint.features]
    services = [dotted(places.feature("service", f.slug)) for f in blueprint.features]
    forbidden = (
        'name = "Services know neither HTTP nor SQL"\ntype = "forbidden"\n'
        f"source_modules = [{_quoted(services)}]\n"
        'forbidden_modules = ["fastapi", "starlette", "sqlalchemy"]\n'
        "allow_indirect_imports = true"
    )
    return [*found, forbidden]


def _layers(places: Places, slug: str, blueprint: Blueprint) -> str:
    has_entity = any(e.feature == slug for e in blueprint.entities.values())
    lines: list[str] = []
    for level in _LAYERS:
        names = [n for n in level.split(" | ") if has_entity or n not in ("repository", "models")]
        modules = " | ".join(_optional(dotted(places.feature(n, slug)), n) for n in names)
        lines.append(f'    "{modules}",')
    title = slug.replace("_", " ")
    return f'name = "Layers of {title}"\ntype = "layers"\nlayers = [\n' + "\n".join(lines) + "\n]"


def _optional(module: str, artefact: str) -> str:
    return f"({module})" if artefact == "schemas" else module


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
