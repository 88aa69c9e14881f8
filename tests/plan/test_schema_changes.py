"""From one schema to the next: which steps, in which order."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.schemas import next_schema, schema

from agentgen.ir.entity import ColumnType
from agentgen.ir.tables import (
    AddColumn,
    AddIndex,
    AddReference,
    AddUnique,
    AlterColumn,
    Change,
    ConvertColumn,
    CreateTable,
    DropColumn,
    DropIndex,
    DropReference,
    DropTable,
    DropUnique,
    Fill,
    Index,
    Reference,
    Table,
    TableColumn,
)
from agentgen.plan.schema_changes import changes, eased

KEY = TableColumn("id", ColumnType.BIGINT, primary=True)
NAME = TableColumn("name", ColumnType.STRING, 20, fill=Fill(""))
OWNER = TableColumn("owner_id", ColumnType.BIGINT)
TO_OWNER = Reference("owner_id", "owners", "id", "CASCADE")
OWNERS = Table("owners", (KEY,))
PETS = Table("pets", (KEY, NAME))
OWNED = replace(PETS, columns=(KEY, NAME, OWNER), references=(TO_OWNER,))


def with_name(**values: object) -> Table:
    return replace(PETS, columns=(KEY, replace(NAME, **values)))


@pytest.mark.parametrize(
    ("new", "wanted"),
    [
        (PETS, []),
        (with_name(length=40), [AlterColumn]),
        (with_name(type=ColumnType.TEXT, length=None), [AlterColumn]),
        (with_name(nullable=True), [AlterColumn]),
        (with_name(type=ColumnType.INTEGER, length=None), [ConvertColumn]),
        (replace(PETS, columns=(KEY,)), [DropColumn]),
        (replace(PETS, columns=(KEY, NAME, replace(NAME, name="nick"))), [AddColumn]),
        (replace(PETS, uniques=(("name",),)), [AddUnique]),
        (replace(PETS, indexes=(Index("name"),)), [AddIndex]),
    ],
)
def test_one_change_is_one_step_and_back(new: Table, wanted: list[type[Change]]):
    undone = {DropColumn: AddColumn, AddColumn: DropColumn, AddUnique: DropUnique,
              AddIndex: DropIndex}  # fmt: skip
    assert [type(step) for step in changes((PETS,), (new,))] == wanted
    assert [type(step) for step in changes((new,), (PETS,))] == [undone.get(s, s) for s in wanted]


def test_a_new_parent_comes_before_what_refers_to_it_and_goes_after():
    steps = changes((PETS,), (OWNERS, OWNED))
    assert [type(step) for step in steps] == [AddColumn, CreateTable, AddReference]
    assert [type(step) for step in changes((OWNERS, OWNED), (PETS,))] == [
        DropReference, DropTable, DropColumn,
    ]  # fmt: skip
    both = changes((), (OWNERS, OWNED))
    assert [step.table.name for step in both] == ["owners", "pets"]
    assert [step.table.name for step in changes((OWNERS, OWNED), ())] == ["pets", "owners"]


def test_a_required_reference_admits_null_for_old_rows_and_stays_so():
    first = eased((OWNERS, PETS), (OWNERS, OWNED))
    column = first[1].column("owner_id")
    assert column is not None
    assert (column.nullable, column.eased) == (True, True)
    again = eased(first, (OWNERS, OWNED))
    assert again == first
    assert changes(first, again) == ()


def test_a_new_table_demands_what_the_contract_demands():
    assert eased((OWNERS,), (OWNERS, OWNED)) == (OWNERS, OWNED)


def test_a_value_for_old_rows_keeps_a_column_required():
    grown = replace(PETS, columns=(KEY, NAME, replace(NAME, name="nick")))
    assert eased((PETS,), (grown,)) == (grown,)


def test_a_reference_of_a_column_with_values_is_not_held_against_them():
    plain = replace(PETS, columns=(KEY, NAME, OWNER))
    (step,) = changes((OWNERS, plain), (OWNERS, OWNED))
    assert step == AddReference(OWNED, TO_OWNER, checked=False)


def test_another_kind_of_key_makes_the_table_anew_and_its_references():
    keys = replace(OWNERS, columns=(replace(KEY, type=ColumnType.UUID),))
    pets = replace(OWNED, columns=(KEY, NAME, replace(OWNER, type=ColumnType.UUID)))
    steps = changes((OWNERS, OWNED), (keys, pets))
    assert [type(step) for step in steps] == [
        DropReference, DropTable, DropColumn, AddColumn, CreateTable, AddReference,
    ]  # fmt: skip
    assert steps[1] == DropTable(OWNERS, again=True)


def test_what_rests_on_a_converted_column_goes_and_comes_back():
    plain = replace(PETS, indexes=(Index("name"),), uniques=(("name",),))
    converted = replace(with_name(type=ColumnType.UUID, length=None, fill=None),
                        indexes=plain.indexes, uniques=plain.uniques)  # fmt: skip
    assert [type(step) for step in changes((plain,), (converted,))] == [
        DropIndex, DropUnique, ConvertColumn, AddUnique, AddIndex,
    ]  # fmt: skip


@given(st.integers(0, 2**32))
def test_nothing_is_done_where_nothing_differs(seed: int):
    tables = schema(Random(seed))
    assert changes(tables, tables) == ()


@given(st.integers(0, 2**32))
def test_the_steps_lead_from_one_schema_to_the_other(seed: int):
    chance = Random(seed)
    old = schema(chance)
    new = eased(old, next_schema(chance, old))
    assert _taken(old, changes(old, new)) == {t.name: _shape(t) for t in new}
    assert not any(
        isinstance(step, AddColumn | ConvertColumn | AlterColumn)
        and not (step.column if isinstance(step, AddColumn) else step.after).nullable
        and (step.column if isinstance(step, AddColumn) else step.after).fill is None
        and not (isinstance(step, AlterColumn) and not step.before.nullable)
        for step in changes(old, new)
    ), "a step demands a value that nothing gives"


def _shape(table: Table) -> dict[str, set[object]]:
    return {"columns": set(table.columns), "references": set(table.references),
            "uniques": set(table.uniques), "indexes": set(table.indexes)}  # fmt: skip


def _taken(old: tuple[Table, ...], steps: tuple[Change, ...]) -> dict[str, dict[str, set[object]]]:
    """What a database holds after the steps; a step that cannot be taken is an error."""
    found = {table.name: _shape(table) for table in old}
    for step in steps:
        if isinstance(step, CreateTable):
            assert step.table.name not in found
            found[step.table.name] = _shape(step.table)
            continue
        if isinstance(step, DropTable):
            del found[step.table.name]
            left = {r.table for shape in found.values() for r in shape["references"]}
            assert step.table.name not in left, "something refers to a table that is gone"
            continue
        kind, gone, come = _effect(step)
        for value in gone:
            found[step.table.name][kind].remove(value)
        found[step.table.name][kind] |= set(come)
    return found


def _effect(step: Change) -> tuple[str, list[object], list[object]]:
    match step:
        case AddColumn(_, column):
            return "columns", [], [column]
        case DropColumn(_, column):
            return "columns", [column], []
        case AlterColumn(_, before, after) | ConvertColumn(_, before, after):
            return "columns", [before], [after]
        case AddUnique(_, columns):
            return "uniques", [], [columns]
        case DropUnique(_, columns):
            return "uniques", [columns], []
        case AddIndex(_, index):
            return "indexes", [], [index]
        case DropIndex(_, index):
            return "indexes", [index], []
        case AddReference(_, reference, _):
            return "references", [], [reference]
        case DropReference(_, reference):
            return "references", [reference], []
    raise AssertionError(step)
