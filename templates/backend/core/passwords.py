"""Password hashes (argon2id), computed off the event loop."""

from anyio import to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_hasher = PasswordHasher()


async def hash_password(password: str) -> str:
    """Return the hash to store for a password."""
    return await to_thread.run_sync(_hasher.hash, password)


async def verify_password(password: str, stored: str) -> bool:
    """Tell whether a password fits a stored hash."""
    try:
        return await to_thread.run_sync(_hasher.verify, stored, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
