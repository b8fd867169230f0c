"""What tests of the storage in S3 do again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domino_plugin.storage.base import TaskKey
from domino_plugin.storage.s3 import S3Storage
from support.s3_server import S3Server

KEY, NEXT = TaskKey("d", "r", "one"), TaskKey("d", "r", "two")


def write(storage: S3Storage, files: dict[str, bytes], key: TaskKey = KEY) -> None:
    """Have a task write files, by their paths below its folder."""
    with storage.open_task(key, None) as place:
        for name, content in files.items():
            path = place.task_folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        place.keep()


def uploads(server: S3Server, prefix: str) -> list[str]:
    """Return the keys of uploads in parts that aren't complete."""
    answer = server.client().list_multipart_uploads(Bucket=server.bucket, Prefix=prefix)
    return [one["Key"] for one in answer.get("Uploads") or ()]


class Counting:
    """Counts the requests of a storage by their name, and may break some of them."""

    def __init__(self, storage: S3Storage) -> None:
        self.count: dict[str, int] = {}
        self.breaks: Callable[[str, dict[str, Any]], None] = lambda *_: None
        client = storage._requests.client
        for name in ("put_object", "upload_part", "get_object", "head_object"):
            setattr(client, name, self._counted(name, getattr(client, name)))

    def _counted(self, name: str, real: Any) -> Any:
        def call(**arguments: Any) -> Any:
            self.count[name] = self.count.get(name, 0) + 1
            self.breaks(name, arguments)
            return real(**arguments)

        return call
