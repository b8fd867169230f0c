"""Checksums as S3 knows them: of each part, and of a whole object from those of its parts."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Sequence

#: What boto3 calls the algorithm, by the option's value.
ALGORITHMS = {"crc32": "CRC32", "sha256": "SHA256"}


class Checksum:
    """Computes one checksum, piece by piece.

    Args:
        kind: ``crc32`` or ``sha256``.
    """

    def __init__(self, kind: str) -> None:
        self._crc = 0
        self._sha = hashlib.sha256() if kind == "sha256" else None

    def add(self, data: bytes | memoryview) -> None:
        """Take the next bytes."""
        if self._sha is not None:
            self._sha.update(data)
        else:
            self._crc = zlib.crc32(data, self._crc)

    def digest(self) -> bytes:
        """Return the checksum of what was taken."""
        return self._sha.digest() if self._sha is not None else self._crc.to_bytes(4, "big")


def of(kind: str, data: bytes | memoryview) -> bytes:
    """Return the checksum of some bytes."""
    one = Checksum(kind)
    one.add(data)
    return one.digest()


def text(digest: bytes) -> str:
    """Return a checksum as S3 writes it."""
    return base64.b64encode(digest).decode()


def of_parts(kind: str, digests: Sequence[bytes]) -> str:
    """Return the checksum of an object that was stored in parts, as S3 writes it."""
    return f"{text(of(kind, b''.join(digests)))}-{len(digests)}"


def field(kind: str) -> str:
    """Return the name of requests' and answers' field for it."""
    return f"Checksum{ALGORITHMS[kind]}"
