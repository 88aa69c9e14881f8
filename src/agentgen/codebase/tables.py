"""Tables: classes of SQLAlchemy and SQLModel, with the columns of their mixins."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from agentgen.codebase.model import ClassFact, PythonFile
from agentgen.codebase.use_model import CallUse, ColumnFact, FieldFact, TableFact
from agentgen.names import snake

_COLUMN_CALLS = {"mapped_column", "Column", "Field"}
_NO_COLUMN = {"relationship", "association_proxy", "column_property", "synonym", "Relationship"}
_DEPTH = 8


def find_tables(python: Mapping[str, PythonFile]) -> tuple[TableFact, ...]:
    """Every class that is a table; classes that only lend columns (mixins, bases) are none."""
    owners = {item.name: (path, item) for path, file in python.items() for item in file.classes}
    found = []
    for path, file in python.items():
        fields = _by_owner(file)
        for item in file.classes:
            own = fields.get(item.qualname, [])
            name = _table_name(item, own)
            if name:
                columns = {c.name: c for c in _columns(path, file, own)}
                for inherited in _inherited(item, owners, python, _DEPTH):
                    columns.setdefault(inherited.name, inherited)
                if columns:
                    indexed = _indexed(file.uses, item)
                    found.append(
                        TableFact(
                            name, item.name, path, item.line,
                            tuple(_marked(c, indexed) for c in columns.values()),
                        )
                    )  # fmt: skip
    return tuple(found)


def _by_owner(file: PythonFile) -> dict[str, list[FieldFact]]:
    found: dict[str, list[FieldFact]] = {}
    for item in file.fields:
        found.setdefault(item.owner, []).append(item)
    return found


def _table_name(item: ClassFact, fields: list[FieldFact]) -> str:
    """The table's name; empty for classes that are no table."""
    named = next((f.value for f in fields if f.name == "__tablename__"), "")
    if named:
        return named
    mapped = any(_call(f) in ("mapped_column", "Column") for f in fields)
    is_abstract = any(f.name == "__abstract__" for f in fields)
    keyed = any("primary_key" in f.keywords for f in fields)
    if is_abstract or item.name.endswith("Mixin") or not keyed:
        return ""
    return snake(item.name) if mapped or "SQLModel" in item.bases else ""


def _columns(path: str, file: PythonFile, fields: list[FieldFact]) -> Iterator[ColumnFact]:
    for item in fields:
        call = _call(item)
        typed = item.annotation.startswith(("Mapped[", "orm.Mapped["))
        if item.name.startswith("__") or call in _NO_COLUMN:
            continue
        if call in _COLUMN_CALLS or (typed and not call) or (item.annotation and not call):
            yield _column(path, item)


def _column(path: str, item: FieldFact) -> ColumnFact:
    keywords = item.keywords
    foreign = next((a for a in item.arguments if "ForeignKey(" in a), "")
    references = foreign.partition("(")[2].rstrip(")") or keywords.get("foreign_key", "")
    given = item.arguments[1:] if item.label else item.arguments
    types = [a for a in given if a and "ForeignKey(" not in a]
    primary = keywords.get("primary_key") == "True"
    unique = keywords.get("unique") == "True"
    return ColumnFact(
        name=item.label or item.name,
        line=item.line,
        path=path,
        type=types[0] if types else item.annotation,
        references=references,
        primary=primary,
        unique=unique,
        indexed=primary or unique or keywords.get("index") == "True",
        nullable=keywords.get("nullable") == "True" or "None" in item.annotation,
    )


def _inherited(
    item: ClassFact,
    owners: Mapping[str, tuple[str, ClassFact]],
    python: Mapping[str, PythonFile],
    depth: int,
) -> Iterator[ColumnFact]:
    for base in item.bases if depth else ():
        owner = owners.get(base.rsplit(".", 1)[-1])
        if owner is None or owner[1] is item:
            continue
        path, parent = owner
        file = python[path]
        yield from _columns(path, file, _by_owner(file).get(parent.qualname, []))
        yield from _inherited(parent, owners, python, depth - 1)


def _indexed(uses: tuple[CallUse, ...], item: ClassFact) -> set[str]:
    """Columns that an `Index` or a unique constraint within the class begins with."""
    found = set()
    for use in uses:
        if item.line <= use.line <= item.end_line:
            call = use.name.rsplit(".", 1)[-1]
            if call == "Index" and len(use.arguments) > 1:
                found.add(use.arguments[1].rsplit(".", 1)[-1])
            elif call in ("UniqueConstraint", "PrimaryKeyConstraint") and use.arguments:
                found.add(use.arguments[0])
    return found


def _marked(column: ColumnFact, indexed: set[str]) -> ColumnFact:
    return replace(column, indexed=True) if column.name in indexed else column


def _call(item: FieldFact) -> str:
    return item.call.rsplit(".", 1)[-1].removesuffix("()")
