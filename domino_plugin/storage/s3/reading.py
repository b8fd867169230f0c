"""An object of S3 as a file that can seek: read in blocks as they are asked for, never whole."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from domino_plugin.errors import Unavailable

if TYPE_CHECKING:
    from domino_plugin.storage.s3.requests import Requests

#: Bytes of the first request after a jump; doubled with each that follows on, up to the last.
_FIRST, _LONGEST = 256 * 1024, 4 * 1024 * 1024


@dataclass(frozen=True)
class S3File:
    """A `StoredFile` in a bucket."""

    requests: Requests
    key: str
    name: str
    size: int
    tag: str

    @property
    def version(self) -> str:
        """Key and content."""
        return f"s3://{self.requests.bucket}/{self.key}:{self.tag}"

    def open(self) -> BinaryIO:
        """Open it for reading; nothing is fetched yet."""
        return cast("BinaryIO", io.BufferedReader(_Raw(self), _FIRST))


class _Raw(io.RawIOBase):
    def __init__(self, file: S3File) -> None:
        self._file = file
        self._place = 0
        self._block = b""
        self._block_start = 0
        self._next_length = _FIRST

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._file.size}[whence]
        if base + offset < 0:
            raise ValueError(f"There is no place {base + offset} in a file.")
        self._place = base + offset
        return self._place

    def readinto(self, buffer: Any, /) -> int:
        if self._place >= self._file.size:
            return 0
        view = memoryview(buffer).cast("B")
        inside = self._place - self._block_start
        if not 0 <= inside < len(self._block):
            self._load(len(view))
            inside = 0
        data = self._block[inside : inside + len(view)]
        view[: len(data)] = data
        self._place += len(data)
        return len(data)

    def _load(self, wanted: int) -> None:
        follows = self._place == self._block_start + len(self._block)
        self._next_length = min(2 * self._next_length, _LONGEST) if follows else _FIRST
        length = min(max(wanted, self._next_length), _LONGEST, self._file.size - self._place)
        self._block = self._file.requests.persist(lambda: self._fetch(self._place, length))
        self._block_start = self._place

    def _fetch(self, start: int, length: int) -> bytes:
        requests = self._file.requests
        answer = requests.client.get_object(
            Bucket=requests.bucket,
            Key=self._file.key,
            Range=f"bytes={start}-{start + length - 1}",
            IfMatch=self._file.tag,
        )
        data = bytes(answer["Body"].read())
        if not data:
            raise Unavailable(f"The file {self._file.name} has ended too soon.")
        return data
