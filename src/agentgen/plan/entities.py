"""Candidates to entities."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from agentgen.ir.api import Api
from agentgen.ir.blueprint import Column, ColumnType, Entity, Source
from agentgen.ir.decisions import Decisions
from agentgen.ir.schema import Kind, Schema
from agentgen.names import attribute, no_test, plural, snake, words
from agentgen.plan.candidates import Candidate
from agentgen.plan.columns import Shapes, column_type, read_columns
from agentgen.plan.payload import TOKENS, is_record

_TAKEN = frozenset(("all", "get", "store"))
"""Names of methods that the test factory has beside those named after records."""
_STRUCTURES = (Kind.ARRAY, Kind.OBJECT)
_LABELS = ("title", "name", "username", "display_name", "full_name", "label", "subject", "email")
_OWNERS = frozenset(("author", "owner", "user", "creator", "createdby", "createdbyuser"))
_OWNER_IDS = frozenset(("userid", "ownerid", "authorid", "creatorid", "createdby", "createdbyid"))


@dataclass(slots=True)
class Draft:
    """An entity in the making.

    `sourceless` are required properties nothing can fill; `key_column` is set for views: resources
    that show another one's entity under a key of their own.
    """

    candidate: Candidate
    entity: Entity
    key_wire: str
    sourceless: tuple[str, ...] = ()
    key_column: str = ""


def key_property(api: Api, candidate: Candidate, name: str) -> str:
    """Wire name of the property that the item path's parameter names; empty without one.

    Args:
        name: name of the entity, which its key may carry (`user_id`).
    """
    created = [candidate.create_request.record] if candidate.create_request else []
    shapes = [*candidate.reads, *created]
    properties = [p for s in shapes for p in api.resolve(s).properties]
    many = {p.wire for p in properties if api.resolve(p.schema).kind in _STRUCTURES}
    wires = [w for w in dict.fromkeys(p.wire for p in properties) if w not in many]
    by_words = {" ".join(words(w)): w for w in reversed(wires)}
    key = words(candidate.resource.key)
    own = words(name)
    options = [key]
    if key[: len(own)] == own:
        options.append(key[len(own) :])
    elif key[-1:] == ["id"]:
        options.append([*own, "id"])
    if not key or key[-1:] in (["id"], ["uuid"], ["key"]):
        options += [["id"], ["uuid"], [*own, "id"], ["key"]]
    return next((by_words[" ".join(o)] for o in options if " ".join(o) in by_words), "")


def draft_entity(
    api: Api, candidate: Candidate, name: str, feature: str, decisions: Decisions, user: str
) -> Draft:
    """The entity of a candidate, without what needs other entities (parents, owner's key).

    Args:
        name: PascalCase name, unique.
        user: name of the account entity; empty when there are no accounts.
    """
    request = candidate.create_request
    shapes = Shapes(
        reads=tuple(_without_tokens(api, s) for s in candidate.reads),
        create=request.record if request else None,
        changes=tuple(candidate.changes),
    )
    key_wire = key_property(api, candidate, name)
    parameter = _key_schema(candidate)
    columns, sourceless = read_columns(api, shapes, key_wire, parameter)
    columns, embeds = _embed(api, columns, user if name != user else "")
    columns = [_own(c) if user and name != user else c for c in columns]
    columns, key = _with_keys(api, columns, key_wire, candidate, parameter)
    slug = _slug(name)
    soft = decisions.soft_delete and "delete" in candidate.resource.item
    if soft and all(c.name != "deleted_at" for c in columns):
        columns.append(Column("deleted_at", "", ColumnType.DATETIME, nullable=True))
    entity = Entity(
        name=name,
        slug=slug,
        plural=plural(slug),
        title=slug.replace("_", " ").capitalize(),
        title_plural=plural(slug).replace("_", " ").capitalize(),
        feature=feature,
        table=plural(snake(name)),
        columns=tuple(columns),
        key=key,
        label=_label(columns, key),
        owner=next((c.name for c in columns if c.source is Source.OWNER), ""),
        embeds=embeds,
        soft_delete=soft,
        description=_description(api, candidate),
    )
    filled = set(embeds)
    return Draft(
        candidate, entity, key_wire, tuple(w for w in sourceless if attribute(w) not in filled)
    )


def _slug(name: str) -> str:
    """What variables and functions are named after."""
    plain = snake(name)
    return f"{plain}_item" if plain in _TAKEN else no_test(plain)


def _without_tokens(api: Api, schema: Schema) -> Schema:
    """Access tokens shown within an account are issued, never stored."""
    found = api.resolve(schema)
    kept = tuple(p for p in found.properties if " ".join(words(p.wire)) not in TOKENS)
    return schema if len(kept) == len(found.properties) else replace(found, properties=kept)


def _key_schema(candidate: Candidate) -> Schema | None:
    for operation in candidate.resource.item.values():
        for parameter in operation.path_parameters:
            if parameter.name == candidate.resource.key:
                return parameter.schema
    return None


def _embed(api: Api, columns: list[Column], user: str) -> tuple[list[Column], dict[str, str]]:
    """Replace properties that show the owning account by a hidden reference to it."""
    kept: list[Column] = []
    embeds: dict[str, str] = {}
    for column in columns:
        named = "".join(words(column.wire)) in _OWNERS
        shows = column.schema is not None and is_record(api, column.schema)
        hidden = column.source is not Source.CLIENT or column.nullable
        if user and named and shows and hidden and not embeds:
            embeds[column.name] = user
            kept.append(
                Column(f"{column.name}_id", "", ColumnType.BIGINT, Source.OWNER, index=True)
            )
        else:
            kept.append(column)
    return kept, embeds


def _own(column: Column) -> Column:
    named = "".join(words(column.wire)) in _OWNER_IDS
    given = column.source is Source.CLIENT and not column.nullable
    return replace(column, source=Source.OWNER, index=True) if named and not given else column


def _with_keys(
    api: Api, columns: list[Column], key_wire: str, candidate: Candidate, parameter: Schema | None
) -> tuple[list[Column], str]:
    """Add the columns a key needs that the contract does not show; mark the primary one."""
    key = next((c.name for c in columns if c.wire and c.wire == key_wire), "")
    if not key and candidate.resource.key:
        columns, key = [_hidden_key(api, candidate, parameter), *columns], ""
        key = columns[0].name
    primary = next((c for c in columns if c.name == key and _is_primary(c)), None)
    if primary is None:
        name = "id" if all(c.name != "id" for c in columns) else "pk"
        surrogate = Column(name, "", ColumnType.BIGINT, Source.SERIAL, primary=True)
        return [surrogate, *columns], key or surrogate.name
    kind = ColumnType.STRING if primary.type is ColumnType.JSON else primary.type
    length = 255 if kind is not primary.type else primary.length
    marked = replace(primary, primary=True, unique=False, nullable=False, type=kind, length=length)
    return [marked, *(c for c in columns if c is not primary)], key


def _is_primary(column: Column) -> bool:
    hidden_token = column.source is Source.TOKEN and not column.wire
    generated = column.source in (Source.SERIAL, Source.UUID) or hidden_token
    return generated or words(column.name)[-1:] in (["id"], ["uuid"])


def _hidden_key(api: Api, candidate: Candidate, parameter: Schema | None) -> Column:
    schema = parameter or Schema(Kind.INTEGER)
    kind, length = _path_type(api, schema)
    sources = {
        ColumnType.INTEGER: Source.SERIAL,
        ColumnType.BIGINT: Source.SERIAL,
        ColumnType.UUID: Source.UUID,
    }
    source = sources.get(kind, Source.TOKEN)
    name = attribute(candidate.resource.key)
    return Column(name, "", kind, source, parameter, unique=True, length=length)


def _label(columns: list[Column], key: str) -> str:
    names = {c.name for c in columns if c.wire and c.type in (ColumnType.STRING, ColumnType.TEXT)}
    exact = next((n for n in _LABELS if n in names), "")
    near = next((n for n in sorted(names) if n.endswith(("_name", "_title"))), "")
    return exact or near or key


def _description(api: Api, candidate: Candidate) -> str:
    for schema in candidate.reads:
        text = api.resolve(schema).description
        if text:
            return text.split("\n")[0].strip()
    return ""


def link_parents(api: Api, drafts: Mapping[str, Draft]) -> None:
    """Bind nested collections to the entities their paths lie below."""
    for draft in drafts.values():
        resource = draft.candidate.resource
        parent = _parent(drafts, resource.parent_path)
        scope: list[Column] = []
        if parent is not None:
            scope.append(_reference(draft.entity, parent.entity))
        else:
            names = dict.fromkeys(resource.parents)
            scope += [_plain_scope(api, draft, name) for name in names]
        if scope:
            known = {c.name: c for c in draft.entity.columns}
            known.update({c.name: c for c in scope})
            draft.entity = replace(
                draft.entity, columns=tuple(known.values()), scope=tuple(c.name for c in scope)
            )
            given = {c.wire for c in scope}
            draft.sourceless = tuple(w for w in draft.sourceless if w not in given)


def _parent(drafts: Mapping[str, Draft], item_path: str) -> Draft | None:
    return drafts.get(item_path.rpartition("/")[0]) if item_path else None


def _reference(entity: Entity, parent: Entity) -> Column:
    target = next(c for c in parent.columns if c.primary)
    name = f"{parent.slug}_id"
    shown = next((c for c in entity.columns if c.name == name and c.type is target.type), None)
    if shown is not None and not shown.primary:
        return replace(
            shown, source=Source.PARENT, references=(parent.name, target.name),
            index=True, nullable=False,
        )  # fmt: skip
    taken = {c.name for c in entity.columns}
    hidden = name if name not in taken else f"parent_{name}"
    return Column(
        hidden, "", target.type, Source.PARENT, index=True, length=target.length,
        references=(parent.name, target.name),
    )  # fmt: skip


def _plain_scope(api: Api, draft: Draft, parameter: str) -> Column:
    """A column for a path parameter that names no entity of ours."""
    entity, name = draft.entity, attribute(parameter)
    shown = next((c for c in entity.columns if c.name == name and not c.primary), None)
    if shown is not None:
        return replace(shown, source=Source.PARENT, index=True, nullable=False)
    taken = {c.name for c in entity.columns}
    hidden = name if name not in taken else f"scope_{name}"
    schema = _parameter_schema(draft, parameter)
    kind, length = _path_type(api, schema)
    return Column(hidden, "", kind, Source.PARENT, schema, index=True, length=length)


def _path_type(api: Api, schema: Schema) -> tuple[ColumnType, int | None]:
    """The type of a column that holds what a path names."""
    kind, length = column_type(api, schema)
    if kind is ColumnType.FLOAT:  # `number` where `integer` is meant
        return ColumnType.BIGINT, None
    if kind in (ColumnType.TEXT, ColumnType.JSON):
        return ColumnType.STRING, 255
    return kind, length


def _parameter_schema(draft: Draft, name: str) -> Schema:
    """Schema of a path parameter, as the first operation that has it says."""
    resource = draft.candidate.resource
    for operation in resource.operations:
        for parameter in operation.path_parameters:
            if parameter.name == name:
                return parameter.schema
    return Schema(Kind.STRING)


def show_views(drafts: dict[str, Draft], views: Mapping[str, tuple[str, str]]) -> None:
    """Let views show the records of those they are views of."""
    for path, (owner, column) in views.items():
        drafts[path] = replace(drafts[path], entity=drafts[owner].entity, key_column=column)
