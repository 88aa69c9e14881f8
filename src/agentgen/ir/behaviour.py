"""The closed set of behaviours."""

from enum import StrEnum


class BehaviourKind(StrEnum):
    """The closed set of behaviours."""

    LIST = "list"
    CREATE = "create"
    CREATE_MANY = "create_many"
    """Creates each record of a list as the operation `each` creates one."""
    READ = "read"
    REPLACE = "replace"
    UPSERT = "upsert"
    """Replaces an item, or creates it under the key that the client chose."""
    UPDATE = "update"
    DELETE = "delete"
    REGISTER = "register"
    LOGIN = "login"
    LOGOUT = "logout"
    """Revokes the access token of the caller."""
    READ_ME = "read_me"
    UPDATE_ME = "update_me"
    MARK = "mark"
    """The caller marks an item: favourites it, follows them."""
    UNMARK = "unmark"
    MARKED = "marked"
    """Whether the caller marked an item: 204 or 404."""
    ADD_MEMBER = "add_member"
    """Makes a record belong to another: a user to a team, a track to a playlist."""
    REMOVE_MEMBER = "remove_member"
    HAS_MEMBER = "has_member"
    """Whether a record belongs to another: 204 (or the record) or 404."""
    TRANSITION = "transition"
    """Moves an item to another state: cancels, publishes it."""
    READ_SINGLE = "read_single"
    """Shows the only record of its kind: of the service, a parent or the caller."""
    REPLACE_SINGLE = "replace_single"
    """Stores the only record of its kind, or replaces it."""
    UPDATE_SINGLE = "update_single"
    DELETE_SINGLE = "delete_single"
    UPLOAD = "upload"
    """Stores the file of an item, or replaces it."""
    DOWNLOAD = "download"
    REMOVE_FILE = "remove_file"
    VALUES = "values"
    """The distinct values of one property, which `key_column` names."""
    STUB = "stub"


ITEM_KINDS = (
    BehaviourKind.READ, BehaviourKind.UPDATE, BehaviourKind.REPLACE, BehaviourKind.DELETE,
    BehaviourKind.MARK, BehaviourKind.UNMARK, BehaviourKind.MARKED,
    BehaviourKind.TRANSITION, BehaviourKind.UPSERT,
)  # fmt: skip
"""Behaviours that look up one record by the key in the path."""
MEMBER_KINDS = (
    BehaviourKind.ADD_MEMBER, BehaviourKind.REMOVE_MEMBER, BehaviourKind.HAS_MEMBER,
)  # fmt: skip
"""Behaviours that look up a record and the group it belongs to."""
SINGLE_KINDS = (
    BehaviourKind.READ_SINGLE, BehaviourKind.REPLACE_SINGLE, BehaviourKind.UPDATE_SINGLE,
    BehaviourKind.DELETE_SINGLE,
)  # fmt: skip
"""Behaviours of a record that needs no key: there is one of its kind."""
FILE_KINDS = (BehaviourKind.UPLOAD, BehaviourKind.DOWNLOAD, BehaviourKind.REMOVE_FILE)
"""Behaviours that keep files beside the database."""
ME_KINDS = (BehaviourKind.READ_ME, BehaviourKind.UPDATE_ME)
"""Behaviours that look up the caller's own account."""
