"""Whether a URL, or another path template, means a route."""

import re

_PARAMETER = re.compile(r"\{[^/{}]*\}")
_PREFIX = re.compile(r"^(?:/[a-z][\w-]*)*?/v\d+(?=/|$)|^/api(?=/|$)")


def template(path: str) -> str:
    """A path with anonymous parameters and no trailing slash: `/users/{id}/` is `/users/{}`."""
    return _PARAMETER.sub("{}", path).rstrip("/") or "/"


def unversioned(path: str) -> str:
    """A path without a leading `/api`, `/v1` or `/api/v1`."""
    return _PREFIX.sub("", path) or "/"


def url_matches(url: str, route: str) -> bool:
    """True when a URL pattern (`{}` for unknown values) can be a request to a route.

    The URL may leave out the version prefix, when the client's base URL carries it.
    """
    wanted = template(route)
    if _same(url, wanted):
        return True
    bare = unversioned(wanted)
    return bare != wanted and _same(url, bare)


def _same(url: str, route: str) -> bool:
    parts, wanted = url.rstrip("/").split("/"), route.rstrip("/").split("/")
    if parts and parts[0] == "{}" and len(parts) <= len(wanted):  # `f"{base}/users"`
        wanted = wanted[len(wanted) - len(parts) :]
        parts, wanted = parts[1:], wanted[1:]
        if not parts or all("{}" in p for p in parts):
            return False
    if len(parts) != len(wanted):
        return False
    return all(_segment(p, w) for p, w in zip(parts, wanted, strict=True))


def _segment(part: str, wanted: str) -> bool:
    if "{}" not in part and "{}" not in wanted:
        return part == wanted
    if "{}" in wanted:
        shape = ".+".join(re.escape(p) for p in wanted.split("{}"))
        return "{}" in part or re.fullmatch(shape, part) is not None
    shape = ".+".join(re.escape(p) for p in part.split("{}"))
    return part != "{}" and re.fullmatch(shape, wanted) is not None
