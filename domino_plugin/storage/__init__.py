"""Shared storage: the files that Pieces pass on, and the installed repositories as bundles."""

from __future__ import annotations

from domino_plugin.storage.base import Storage
from domino_plugin.storage.local import LocalStorage

__all__ = ["LocalStorage", "Storage", "open_storage"]


#: Seconds for which somebody waits before a page while S3 can't be reached.
_SHORT_PATIENCE = 8


def open_storage(*, patient: bool = False) -> Storage:
    """Return the storage that ``[domino] storage_root`` names.

    Args:
        patient: try again for as long as ``storage_patience`` says while S3 can't be reached, as tasks do.
    """
    from domino_plugin import settings

    options = settings.load()
    if options.s3 is None:
        return LocalStorage(options.storage_root)
    from domino_plugin.storage.s3 import S3Storage

    return S3Storage(options.s3, patience=None if patient else _SHORT_PATIENCE)
