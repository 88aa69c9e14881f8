"""Link tables: what users mark for themselves (favourites, stars, follows)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from agentgen.ir.api import Api, Operation
from agentgen.ir.blueprint import Column, ColumnType, Derived, Entity, Link, Shows, Source
from agentgen.names import pascal, plural, singular, snake, unique_table, words
from agentgen.plan.candidates import Candidate
from agentgen.plan.entities import Draft
from agentgen.plan.personal import is_own_path
from agentgen.plan.resources import is_parameter
from agentgen.plan.verbs import MARKS, count_stem, flag_stem, mark_of, unmark_of

_NUMBERS = (ColumnType.INTEGER, ColumnType.BIGINT)


@dataclass(frozen=True, slots=True)
class Toggle:
    """An operation by which a caller marks, unmarks or asks after one item.

    Attributes:
        home: collection path of the draft whose item it is.
        stem: stem of the verb.
        key: path parameter that names the item.
        parents: path parameters before it, outermost first.
        undo: True when the path itself takes the mark back (`/unfollow`).
    """

    operation: Operation
    home: str
    stem: str
    key: str
    parents: tuple[str, ...] = ()
    undo: bool = False


def find_toggles(api: Api, drafts: Mapping[str, Draft]) -> dict[str, Toggle]:
    """Toggles by operation id: on a sub-path of the item, or below the caller's own path."""
    found: dict[str, Toggle] = {}
    for operation in api.operations:
        toggle = _on_item(operation, drafts) or _on_caller(operation, drafts)
        takes_body = operation.body is not None and operation.body.required
        asked = any(p.required for p in operation.query_parameters)
        if toggle and operation.security and all(operation.security) and not (takes_body or asked):
            found[operation.id] = toggle
    marked = {(t.home, t.stem) for t in found.values() if _marks(t)}
    return {key: t for key, t in found.items() if (t.home, t.stem) in marked}


def _marks(toggle: Toggle) -> bool:
    return toggle.operation.method in ("post", "put") and not toggle.undo


def _on_item(operation: Operation, drafts: Mapping[str, Draft]) -> Toggle | None:
    """`POST /articles/{slug}/favorite`, `DELETE /articles/{slug}/favorite`."""
    head, _, last = operation.path.rstrip("/").rpartition("/")
    home, _, key = head.rpartition("/")
    verb = mark_of(last) or unmark_of(last)
    if home not in drafts or not verb or not is_parameter(key):
        return None
    parents = tuple(s[1:-1] for s in home.split("/") if is_parameter(s))
    return Toggle(operation, home, verb, key[1:-1], parents, undo=not mark_of(last))


def _on_caller(operation: Operation, drafts: Mapping[str, Draft]) -> Toggle | None:
    """`PUT /user/starred/{articleId}`, `DELETE /me/bookmarks/{slug}`."""
    segments = operation.path.strip("/").split("/")
    if len(segments) < 3 or not is_parameter(segments[-1]) or not mark_of(segments[-2]):
        return None
    if not is_own_path("/".join(segments[:-1])) or any(is_parameter(s) for s in segments[:-1]):
        return None
    key = segments[-1][1:-1]
    named = set(words(key)) | {singular(w) for w in words(key)}
    homes = [
        path
        for path, draft in drafts.items()
        if not draft.candidate.resource.parents
        and (draft.candidate.resource.slug in named or draft.candidate.resource.key == key)
    ]
    exact = [p for p in homes if drafts[p].candidate.resource.slug in named] or homes
    return Toggle(operation, exact[0], mark_of(segments[-2]), key) if len(exact) == 1 else None


def add_links(
    api: Api,
    drafts: Mapping[str, Draft],
    toggles: Mapping[str, Toggle],
    views: Mapping[str, tuple[str, str]],
    user: Entity | None,
) -> dict[str, Entity]:
    """Make the link tables that toggles need, and derive the properties that show them.

    Args:
        drafts: changed in place: flags and counts are no longer stored.
        views: path of a resource -> (path of the one whose records it shows, its key).

    Returns:
        Link entities by name; none without accounts.
    """
    links: dict[str, Entity] = {}
    if user is None:
        return links
    pairs = dict.fromkeys((views.get(t.home, (t.home, ""))[0], t.stem) for t in toggles.values())
    taken = {d.entity.name for d in drafts.values()}
    for home, stem in pairs:
        draft = drafts[home]
        link = _link(draft.entity, user, stem, taken | set(links))
        links[link.name] = link
        _derive(api, draft, link, own=draft.entity.name == user.name)
    return links


def _link(target: Entity, user: Entity, stem: str, taken: set[str]) -> Entity:
    verb = MARKS[stem]
    titles = (
        f"{verb} of {target.title.lower()}", f"{plural(verb)} of {target.title_plural.lower()}"
    )  # fmt: skip
    return link_table(f"{target.slug}_{verb}", titles, (user, target), stem, taken)


def link_table(
    slug: str, titles: tuple[str, str], sides: tuple[Entity, Entity], stem: str, taken: set[str]
) -> Entity:
    """A table of pairs, each of which is there once.

    Args:
        slug: snake_case singular, of which name and table are made.
        titles: singular and plural, for people.
        sides: who marks or has members; what is marked or a member.
        taken: names of other entities.
    """
    one, other = sides
    name = unique_table(pascal(slug.replace("_", " ").title()), taken)
    slug = snake(name)
    left = f"{one.slug}_id"
    prefix = "marked" if stem in MARKS else stem
    right = f"{other.slug}_id" if other.name != one.name else f"{prefix}_{other.slug}_id"
    columns = (
        Column("id", "", ColumnType.BIGINT, Source.SERIAL, primary=True),
        _reference(left, one),
        _reference(right, other),
    )
    return Entity(
        name=name,
        slug=slug,
        plural=plural(slug),
        title=titles[0].capitalize(),
        title_plural=titles[1].capitalize(),
        feature=other.feature,
        table=plural(slug),
        columns=columns,
        key="id",
        label="id",
        description=f"Which {one.title.lower()} "
        + (f"marked which {other.title.lower()}." if stem in MARKS else f"has which {stem}."),
        link=Link(left, right, stem),
    )


def _reference(name: str, target: Entity) -> Column:
    primary = target.primary
    return Column(
        name, "", primary.type, Source.PARENT, index=True, length=primary.length,
        references=(target.name, primary.name),
    )  # fmt: skip


def _derive(api: Api, draft: Draft, link: Entity, *, own: bool) -> None:
    """Move the properties that show a link table from the stored to the derived ones."""
    given = _given(api, draft.candidate)
    stem = link.link.stem if link.link else ""
    columns = [c for c in draft.entity.columns if c.wire not in given]
    found = {c.name: s for c in columns if (s := _shows(c, stem, own=own))}
    derived = tuple(
        Derived(c.name, c.wire, found[c.name], link.name)
        for c in draft.entity.columns
        if c.name in found
    )
    kept = tuple(c for c in draft.entity.columns if c.name not in found)
    draft.entity = replace(draft.entity, columns=kept, derived=(*draft.entity.derived, *derived))
    wires = {d.wire for d in derived}
    draft.sourceless = tuple(w for w in draft.sourceless if w not in wires)


def _given(api: Api, candidate: Candidate) -> set[str]:
    """Properties that clients write themselves."""
    request = candidate.create_request
    shapes = [*([request.record] if request else []), *candidate.changes]
    return {p.wire for shape in shapes for p in api.resolve(shape).properties}


def _shows(column: Column, stem: str, *, own: bool) -> Shows | None:
    if not column.wire or column.primary or column.references:
        return None
    if column.type is ColumnType.BOOLEAN and flag_stem(column.wire) == stem:
        return Shows.FLAG
    counted, made = count_stem(column.wire)
    if column.type not in _NUMBERS or counted != stem:
        return None
    if made:
        return Shows.MADE if own else None
    return Shows.COUNT


def links_to(links: Mapping[str, Entity], target: str) -> Iterator[tuple[Entity, Link]]:
    """The link tables whose pairs name an entity."""
    for table in links.values():
        if table.link is not None:
            reference = table.column(table.link.right).references
            if reference and reference[0] == target:
                yield table, table.link
