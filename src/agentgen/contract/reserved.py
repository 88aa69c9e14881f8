"""Names that classes and functions made of a contract can't have."""

import builtins

RESERVED = frozenset(
    (
        "APIRouter", "Annotated", "Any", "ApiModel", "Array", "AsyncClient",
        "AsyncSession", "BinaryIO", "Body", "Boolean", "ClassVar", "ColumnElement",
        "ConfigDict", "ConflictError", "Cookie", "Date", "DateTime", "Depends",
        "Download", "Error", "Factory", "FakeLinks", "FakeStore", "Field", "File",
        "FileStore", "ForbiddenError", "Form", "Function", "Generic", "Guard", "Header",
        "Integer", "InvalidError", "IsInteger", "IsNumber", "Json", "JsonItems",
        "JsonListContains", "JsonListContainsNamed", "JsonString", "Links", "Literal",
        "Map", "Mapping", "NotFoundError", "Number", "Object", "Omissible", "Page",
        "PairRepository", "Path", "Principal", "Promise", "Protocol", "Query", "Record",
        "Repository", "Request", "Response", "SafeText", "Select", "Sequence",
        "Session", "SessionDep", "Set", "String", "Symbol", "Text", "Time",
        "TokenIssuer", "Tokens", "TypeVar", "UUID", "UnauthorizedError", "Union",
        "Upload", "UploadFile", "Uuid", "Values", "View",
    )
)  # fmt: skip
"""Names that generated modules use themselves."""
FUNCTIONS = frozenset(name for name in dir(builtins) if name.islower()) | frozenset(
    ("add", "app", "date", "datetime", "get", "guard", "re", "remove", "router", "save", "service")
) | {"time"}  # fmt: skip
"""Names of functions that generated modules and classes use themselves: builtins, stores."""
