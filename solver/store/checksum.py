"""Content that is whole or not there: compressed, with a checksum that is looked at before it is read."""

from __future__ import annotations

import hashlib
import zlib

from solver.base.errors import AfterbellError
from solver.base.text import Words

MOST_BYTES = 200 * 1024 * 1024
"""More than this is never unpacked: nothing that is stored here comes near it."""
SUM = hashlib.sha256().digest_size

DAMAGED = Words(
    zh="存下的“{what}”已损坏（校验和不符），没有读取。其他内容不受影响。",
    en="What was stored of “{what}” is damaged (its checksum is wrong) and was not read. "
    "All else is untouched.",
)


class DamagedError(AfterbellError):
    """Something in the store is not what was put there; it is never used."""

    def __init__(self, what: str) -> None:
        super().__init__(DAMAGED.with_(what=what))


def sealed(content: bytes) -> bytes:
    """Return content as it is stored: its checksum, then the content compressed."""
    return hashlib.sha256(content).digest() + zlib.compress(content, 6)


def unsealed(stored: bytes, what: str) -> bytes:
    """Return the content that was stored.

    Raises
    ------
    DamagedError
        If it is not what was stored; ``what`` says of what.
    """
    unpack = zlib.decompressobj()
    try:
        content = unpack.decompress(stored[SUM:], MOST_BYTES)
    except zlib.error as error:
        raise DamagedError(what) from error
    if not unpack.eof or unpack.unused_data or hashlib.sha256(content).digest() != stored[:SUM]:
        raise DamagedError(what)
    return content
