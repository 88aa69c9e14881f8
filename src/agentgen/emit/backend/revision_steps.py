"""Steps of a migration as lines of Python, in blocks that Alembic can batch.

SQLite changes a table by making it anew; so every block of one table is one batch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agentgen.emit.backend.ddl import column_source, names, reference_name, sql_type, unique_name
from agentgen.emit.backend.literals import literal
from agentgen.ir.entity import ColumnType
from agentgen.ir.tables import (
    AddColumn,
    AddIndex,
    AddReference,
    AddUnique,
    AlterColumn,
    Change,
    ConvertColumn,
    DropColumn,
    DropIndex,
    DropReference,
    DropUnique,
    Fill,
    Index,
    Made,
    Table,
    TableColumn,
)

_PARSED = {
    ColumnType.DATETIME: "datetime.fromisoformat({})",
    ColumnType.DATE: "date.fromisoformat({})",
    ColumnType.TIME: "time.fromisoformat({})",
    ColumnType.UUID: "UUID({})",
}
_MADE = {
    Made.NOW: "datetime.now(UTC)",
    Made.TODAY: "datetime.now(UTC).date()",
    Made.UUID: "uuid4()",
    Made.TOKEN: "uuid4().hex",
}
_EACH = (Made.UUID, Made.TOKEN, Made.DISTINCT)
_ALIVE = 'sa.text("deleted_at IS NULL")'


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that change one table: in a batch, or with `plain` as they are."""

    table: str
    lines: tuple[str, ...]
    plain: bool = False


def references(steps: Sequence[AddReference | DropReference]) -> tuple[Block, ...]:
    """Foreign keys that go or come, by table."""
    found: dict[str, list[str]] = {}
    for step in steps:
        found.setdefault(step.table.name, []).append(_reference(step))
    return tuple(Block(table, tuple(lines)) for table, lines in found.items())


def _reference(step: AddReference | DropReference) -> str:
    r, table = step.reference, step.table.name
    name = f'op.f("{reference_name(table, r)}")'
    if isinstance(step, DropReference):
        return f'batch.drop_constraint({name}, type_="foreignkey")'
    lenient = "" if step.checked else ", postgresql_not_valid=True"
    return (
        f'batch.create_foreign_key({name}, "{r.table}", ["{r.column}"], ["{r.target}"], '
        f'ondelete="{r.on_delete}"{lenient})'
    )


def _checked(steps: Sequence[Change]) -> Iterator[str]:
    """Calls that stop where values repeat that must not from now on."""
    empty = {s.column.name for s in steps if isinstance(s, AddColumn) and s.column.nullable}
    for step in steps:
        columns = step.columns if isinstance(step, AddUnique) else ()
        alive = isinstance(step, AddIndex) and step.index.alive
        if isinstance(step, AddIndex) and alive:
            columns = (step.index.column,)
        if columns and not empty & set(columns):
            end = ", alive=True" if alive and _had_deletions(steps, step.table) else ""
            yield f'require_distinct("{step.table.name}", {names(columns)}{end})'


def _had_deletions(steps: Sequence[Change], table: Table) -> bool:
    """False when the column that marks deleted records only comes now."""
    return not any(
        isinstance(s, AddColumn) and s.table.name == table.name and s.column.name == "deleted_at"
        for s in steps
    )


def conversions(steps: Sequence[Change]) -> list[ColumnType]:
    """Types that values are converted to, each once."""
    return list(dict.fromkeys(_target(s) for s in steps if isinstance(s, ConvertColumn)))


def _target(step: ConvertColumn) -> ColumnType:
    return ColumnType.TEXT if step.after.type is ColumnType.STRING else step.after.type


def table_steps(steps: Sequence[Change]) -> tuple[Block, ...]:
    """The blocks that change one table, foreign keys left out."""
    table = steps[0].table
    come = {s.column.name for s in steps if isinstance(s, AddColumn)}
    anew = [s for s in steps if isinstance(s, DropColumn) and s.column.name in come]
    rest = [s for s in steps if s not in anew]
    loose, first, middle, last, renamed, bound = (
        tuple(line for step in rest for line in lines(step))
        for lines in (_loosened, _before, _values, _after, _renamed, _bound)
    )
    if anew:  # a column goes before one of its name can come
        gone = (*loose, *(line for step in anew for line in _after(step)))
    else:
        gone, first = (), loose + first
    if middle:
        middle = (_rows(steps), *middle)
    else:
        first, last = (), first + last
    checks = tuple(_checked(rest))
    if not renamed:  # Alembic finds renamed columns in the next batch only
        middle, last, checks, bound = middle + checks, last + bound, (), ()
    blocks = (
        Block(table.name, gone),
        Block(table.name, first),
        Block(table.name, middle, plain=True),
        Block(table.name, last),
        Block(table.name, renamed),
        Block(table.name, checks, plain=True),
        Block(table.name, bound),
    )
    return tuple(block for block in blocks if block.lines)


def _loosened(step: Change) -> Iterator[str]:
    """Indexes and constraints that go."""
    if isinstance(step, DropIndex):
        yield f'batch.drop_index(op.f("{_index_name(step.table, step.index)}"))'
    elif isinstance(step, DropUnique):
        name = unique_name(step.table.name, step.columns)
        yield f'batch.drop_constraint(op.f("{name}"), type_="unique")'


def _before(step: Change) -> Iterator[str]:
    """Columns that come."""
    if isinstance(step, AddColumn):
        yield f"batch.add_column({column_source(step.column, nullable=True)})"
    elif isinstance(step, ConvertColumn):
        name = _temporary(step.after)
        yield f"batch.add_column({column_source(step.after, name, nullable=True)})"


def _values(step: Change) -> Iterator[str]:
    """What changes rows."""
    if isinstance(step, AddColumn) and not step.column.nullable:
        yield from _filled(step.table, step.column, step.column.name)
    elif isinstance(step, AlterColumn):
        length, column = step.after.length, literal(step.after.name)
        if length is not None and (step.before.length or length + 1) > length:
            yield (
                f"op.execute(rows.update().where(sa.func.length(rows.c[{column}]) > {length})"
                f".values({{{column}: sa.func.substr(rows.c[{column}], 1, {length})}}))"
            )
        if step.before.nullable and not step.after.nullable:
            yield from _filled(step.table, step.after, step.after.name)
    elif isinstance(step, ConvertColumn):
        yield from _converted(step)


def _converted(step: ConvertColumn) -> Iterator[str]:
    key, old = literal(step.table.key.name), literal(step.before.name)
    new = literal(_temporary(step.after))
    cut = f", {step.after.length}" if step.after.length else ""
    if step.after.type is ColumnType.JSON and step.after.fill and step.after.fill.value == []:
        cut = ", listed=True"
    yield f"for key, value in op.get_bind().execute(sa.select(rows.c[{key}], rows.c[{old}])).all():"
    yield f"    converted = as_{_target(step)}(value{cut})"
    yield f"    op.execute(rows.update().where(rows.c[{key}] == key).values({{{new}: converted}}))"
    if not step.after.nullable:
        yield from _filled(step.table, step.after, _temporary(step.after))


def _filled(table: Table, column: TableColumn, name: str) -> Iterator[str]:
    """Give rows without a value theirs."""
    fill, shown, key = column.fill or Fill(), literal(name), literal(table.key.name)
    empty = f"rows.c[{shown}].is_(None)"
    if fill.made not in _EACH:
        value = _source(column, fill)
        yield f"op.execute(rows.update().where({empty}).values({{{shown}: {value}}}))"
        return
    found = f"op.get_bind().scalars(sa.select(rows.c[{key}]).where({empty})).all()"
    counted = fill.made is Made.DISTINCT
    value = _MADE.get(fill.made, "") if fill.made else ""
    if counted:
        value = "f" + literal(str(fill.value)).replace("{}", "{number}")
        yield f"for number, key in enumerate({found}, 1):"
    else:
        yield f"for key in {found}:"
    yield f"    op.execute(rows.update().where(rows.c[{key}] == key).values({{{shown}: {value}}}))"


def _source(column: TableColumn, fill: Fill) -> str:
    """A value as the column takes it."""
    if fill.made is not None:
        return _MADE[fill.made]
    wrapper = _PARSED.get(column.type)
    if wrapper and isinstance(fill.value, str):
        return wrapper.format(literal(fill.value.replace("Z", "+00:00")))
    return literal(fill.value)


def _rows(steps: Sequence[Change]) -> str:
    """The table, with the columns whose values change."""
    table = steps[0].table
    columns = {table.key.name: sql_type(table.key)}
    for step in steps:
        if not any(_values(step)):
            continue
        if isinstance(step, AddColumn):
            columns[step.column.name] = sql_type(step.column)
        elif isinstance(step, AlterColumn):
            columns[step.after.name] = sql_type(step.after)
        elif isinstance(step, ConvertColumn):
            columns[step.before.name] = sql_type(step.before)
            columns[_temporary(step.after)] = sql_type(step.after)
    shown = ", ".join(f"sa.column({literal(n)}, {kind})" for n, kind in columns.items())
    return f'rows = sa.table("{table.name}", {shown})'


def _after(step: Change) -> Iterator[str]:
    """What needs every value in its place, and columns that go."""
    if isinstance(step, AddColumn) and not step.column.nullable:
        yield _altered(step.column, step.column, "nullable=False")
    elif isinstance(step, AlterColumn):
        more = []
        if sql_type(step.before) != sql_type(step.after):
            more.append(f"type_={sql_type(step.after)}")
        if step.before.nullable != step.after.nullable:
            more.append(f"nullable={step.after.nullable}")
        yield _altered(step.before, step.before, ", ".join(more))
    elif isinstance(step, DropColumn):
        yield f"batch.drop_column({literal(step.column.name)})"
    elif isinstance(step, ConvertColumn):
        yield f"batch.drop_column({literal(step.before.name)})"


def _renamed(step: Change) -> Iterator[str]:
    """Converted columns take their name."""
    if isinstance(step, ConvertColumn):
        name = literal(step.after.name)
        required = "" if step.after.nullable else ", nullable=False"
        yield (
            f"batch.alter_column({literal(_temporary(step.after))}, new_column_name={name}, "
            f"existing_type={sql_type(step.after)}{required})"
        )


def _bound(step: Change) -> Iterator[str]:
    """Constraints and indexes come last."""
    if isinstance(step, AddUnique):
        name = unique_name(step.table.name, step.columns)
        yield f'batch.create_unique_constraint(op.f("{name}"), [{names(step.columns)}])'
    elif isinstance(step, AddIndex):
        name = _index_name(step.table, step.index)
        alive = (f", unique=True, sqlite_where={_ALIVE}, postgresql_where={_ALIVE}"
                 if step.index.alive else "")  # fmt: skip
        yield f'batch.create_index(op.f("{name}"), ["{step.index.column}"]{alive})'


def _altered(column: TableColumn, existing: TableColumn, more: str) -> str:
    known = f"existing_type={sql_type(existing)}"
    if "nullable=" not in more:
        known += f", existing_nullable={existing.nullable}"
    return f"batch.alter_column({literal(column.name)}, {known}, {more})"


def _index_name(table: Table, index: Index) -> str:
    return f"{'uq' if index.alive else 'ix'}_{table.name}_{index.column}"


def _temporary(column: TableColumn) -> str:
    return f"new_{column.name}"
