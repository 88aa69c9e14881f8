"""Views of service classes."""

from dataclasses import dataclass, field
from typing import Any

from agentgen.emit.backend.viewers import ViewsMethod
from agentgen.ir.blueprint import Entity


@dataclass(frozen=True, slots=True)
class MethodView:
    """One method of a store protocol."""

    name: str
    arguments: str
    returns: str
    doc: str


@dataclass(frozen=True, slots=True)
class StoreView:
    """What a service asks of one store; `own` for that of its own entity."""

    protocol: str
    attribute: str
    title: str
    repository: str
    entity: Entity
    methods: tuple[MethodView, ...]
    shown: bool = True

    @property
    def links(self) -> bool:
        """True for the store of a link table."""
        return self.entity.link is not None


@dataclass(frozen=True, slots=True)
class FinderMethod:
    """A private method that returns a record or raises; `lazy` ones never find nothing."""

    name: str
    arguments: tuple[Any, ...]
    parents: tuple[str, ...]
    call: str
    record: str
    title: str
    lazy: bool = False


@dataclass(slots=True)
class ServiceView:
    """One service class."""

    name: str
    slug: str
    doc: str
    entity: Entity | None
    stores: list[StoreView] = field(default_factory=list)
    operations: list[dict[str, Any]] = field(default_factory=list)
    finders: list[FinderMethod] = field(default_factory=list)
    tokens: bool = False
    files: bool = False
    names_files: bool = False
    """Whether the protocol for files stands above this class, the first that asks for them."""
    views: ViewsMethod | None = None

    @property
    def helpers(self) -> list[tuple[str, str, str]]:
        """(argument, protocol, source of the real one) of what is neither store nor setting."""
        tokens = ("tokens", "Tokens", "TokenIssuer(request.app.state.settings)")
        files = ("files", "Files", "FileStore(request.app.state.settings.files_directory)")
        return [*([tokens] if self.tokens else []), *([files] if self.files else [])]

    @property
    def constructor(self) -> str:
        """Arguments of `__init__`."""
        parts = [f"{s.attribute.lstrip('_')}: {s.protocol}" for s in self.stores]
        return ", ".join([*parts, *(f"{name}: {kind}" for name, kind, _ in self.helpers)])

    @property
    def assignments(self) -> list[str]:
        """Lines of `__init__`."""
        lines = [f"self.{s.attribute} = {s.attribute.lstrip('_')}" for s in self.stores]
        return [*lines, *(f"self._{name} = {name}" for name, _, _ in self.helpers)]

    @property
    def arguments(self) -> str:
        """Arguments of the function that builds the service."""
        parts = ["session: SessionDep"] if self.stores else []
        return ", ".join([*parts, *(["request: Request"] if self.helpers else [])])

    @property
    def values(self) -> str:
        """Arguments of the constructor, as that function passes them."""
        parts = [f"{s.repository}(session)" for s in self.stores]
        return ", ".join([*parts, *(source for _, _, source in self.helpers)])


@dataclass(frozen=True, slots=True)
class TypedName:
    """An argument: `name: annotation`."""

    name: str
    annotation: str
