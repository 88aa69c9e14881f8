"""Files that belong to an item: `POST /pets/{id}/image`, `GET /pets/{id}/image`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from agentgen.ir.api import Api, Content, Operation
from agentgen.ir.blueprint import (
    BehaviourKind,
    Binding,
    Column,
    ColumnType,
    Entity,
    EnvelopeField,
    Fill,
    OperationPlan,
    Payload,
    Source,
)
from agentgen.ir.schema import Kind, Schema
from agentgen.names import pascal, plural, snake, unique_table, words
from agentgen.plan.entities import Draft
from agentgen.plan.inference import Context, NotInferredError, bindings_by, or_stub, success_status
from agentgen.plan.payload import is_record, source_of
from agentgen.plan.resources import is_parameter

_VERBS = frozenset(("upload", "download", "add", "set", "put", "get", "attach"))
_TAILS = frozenset(("download", "content", "raw"))


@dataclass(frozen=True, slots=True)
class Attachment:
    """An operation on the file of an item, and the table that tells of such files.

    `home` is the collection path of the draft whose item has the file; `upload` stores the file.
    """

    operation: Operation
    home: str
    table: Entity
    upload: Operation


def find_attachments(
    api: Api, drafts: Mapping[str, Draft], taken: set[str]
) -> dict[str, Attachment]:
    """Operations by id on paths below an item that a file can be sent to."""
    homes = {
        o.path: (home, o) for o in api.operations
        if (home := _home(o.path, drafts)) and o.method in ("post", "put") and file_part(api, o)
    }  # fmt: skip
    tables: dict[str, Entity] = {}
    found: dict[str, Attachment] = {}
    for operation in api.operations:
        path = operation.path.rstrip("/")
        head, _, last = path.rpartition("/")
        place = path if path in homes else head if last.lower() in _TAILS else ""
        if place in homes and _concerns(api, operation):
            home, upload = homes[place]
            if place not in tables:
                tables[place] = _table(drafts[home].entity, place, taken | set(tables))
            found[operation.id] = Attachment(operation, home, tables[place], upload)
    return found


def _home(path: str, drafts: Mapping[str, Draft]) -> str:
    item, _, last = path.rstrip("/").rpartition("/")
    home, _, key = item.rpartition("/")
    return home if home in drafts and is_parameter(key) and "{" not in last else ""


def _concerns(api: Api, operation: Operation) -> bool:
    if operation.method in ("post", "put"):
        return file_part(api, operation) != ""
    return operation.method == "delete" or (operation.method == "get" and _is_file(operation))


def file_part(api: Api, operation: Operation) -> str:
    """What carries the file of a request: `body`, or the name of the only part; else empty."""
    body = operation.body
    content = body.contents[0] if body and body.json is None and body.contents else None
    if content is None:
        return ""
    media = content.media_type.split(";")[0].lower()
    if media == "multipart/form-data":
        parts = api.resolve(content.schema).properties
        binary = [p.wire for p in parts if api.resolve(p.schema).format == "binary"]
        return binary[0] if len(parts) == 1 and binary else ""
    return "body" if _is_binary(media, content) else ""


def _is_binary(media: str, content: Content) -> bool:
    named = media == "application/octet-stream" or media.split("/")[0] in ("image", "audio")
    return named or content.schema.format == "binary" or media in ("application/pdf", "video/mp4")


def _is_file(operation: Operation) -> bool:
    contents = operation.success.contents if operation.success else ()
    kinds = [c.media_type.split(";")[0].lower() for c in contents]
    return any(_is_binary(k, c) for k, c in zip(kinds, contents, strict=True))


def _table(parent: Entity, path: str, taken: set[str]) -> Entity:
    last = path.rstrip("/").rpartition("/")[2]
    noun = [w for w in words(last) if w not in _VERBS] or ["file"]
    slug = snake(f"{parent.slug}_{'_'.join(noun)}")
    primary = parent.primary
    owner = Column(
        f"{parent.slug}_id", "", primary.type, Source.PARENT, index=True, length=primary.length,
        references=(parent.name, primary.name),
    )  # fmt: skip
    columns = (
        Column("id", "", ColumnType.BIGINT, Source.SERIAL, primary=True),
        owner,
        Column("storage_key", "", ColumnType.STRING, length=64),
        Column("media_type", "", ColumnType.STRING, length=255),
        Column("file_name", "", ColumnType.STRING, length=255),
        Column("size", "", ColumnType.BIGINT),
        Column("uploaded_at", "", ColumnType.DATETIME, Source.TOUCHED),
    )
    name = unique_table(pascal(slug.replace("_", " ").title()), taken)
    slug = snake(name)
    title = slug.replace("_", " ")
    return Entity(
        name=name, slug=slug, plural=plural(slug),
        title=title.capitalize(), title_plural=plural(title).capitalize(), feature=parent.feature,
        table=plural(slug), columns=columns, key="id", label="file_name", scope=(owner.name,),
        single=(owner.name,), description=f"The {' '.join(noun)} of one {parent.title.lower()}.",
    )  # fmt: skip


def plan_file(context: Context, attachment: Attachment) -> OperationPlan:
    """The plan of an operation that `find_attachments` found."""
    feature = attachment.table.feature
    return or_stub(attachment.operation, feature, lambda: _supplied(context, attachment))


def _supplied(context: Context, attachment: Attachment) -> OperationPlan:
    if attachment.operation is not attachment.upload:
        try:
            _plan(context, replace(attachment, operation=attachment.upload))
        except NotInferredError as problem:
            raise NotInferredError(f"how the file gets there is not known: {problem}") from None
    return _plan(context, attachment)


def _plan(context: Context, attachment: Attachment) -> OperationPlan:
    operation, table = attachment.operation, attachment.table
    if any(p.required for p in operation.query_parameters):
        raise NotInferredError("what the required query parameters change is not known")
    draft = context.drafts[attachment.home]
    names = tuple(p.name for p in operation.path_parameters)
    own = Binding(names[-1], table.scope[0], draft.entity.name, draft.entity.key)
    kinds = {"get": BehaviourKind.DOWNLOAD, "delete": BehaviourKind.REMOVE_FILE}
    kind = kinds.get(operation.method, BehaviourKind.UPLOAD)
    done = {"get": "sends", "delete": "removes"}.get(operation.method, "stores")
    plan = OperationPlan(
        operation=operation, feature=table.feature, function=operation.id, behaviour=kind,
        reason=f"{operation.method.upper()} {done} the file that is the {table.title.lower()}",
        status=success_status(operation), entity=table.name, key_column="id",
        bindings=(*bindings_by(context, draft, names[:-1]), own),
    )  # fmt: skip
    content = operation.success.json if operation.success else None
    if kind is BehaviourKind.DOWNLOAD or content is None:
        return plan
    return _with_answer(context.api, plan, content.schema)


def _with_answer(api: Api, plan: OperationPlan, schema: Schema) -> OperationPlan:
    """The plan with an answer that tells no more than that it is done.

    A `message` says what the contract says of the response.
    """
    if not is_record(api, schema):
        raise NotInferredError("the answer is no record")
    told = plan.operation.success.description if plan.operation.success else ""
    fields: list[EnvelopeField] = []
    for prop in api.resolve(schema).properties:
        found = source_of((prop.wire,), api, prop.schema)
        target = api.resolve(prop.schema)
        plain = target.kind is Kind.STRING and not (target.format or target.enum or target.pattern)
        if prop.wire.lower() == "message" and plain and told:
            found = EnvelopeField((prop.wire,), Fill.CONSTANT, told)
        if found is not None and found.fill is Fill.CONSTANT:
            fields.append(found)
        elif prop.required:
            raise NotInferredError(f"the source of {prop.wire!r} in the answer is not known")
    return replace(plan, response=Payload(schema, schema), envelope=tuple(fields))
