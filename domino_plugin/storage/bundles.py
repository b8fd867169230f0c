"""Bundles: a Piece repository as one archive, the same bytes for the same content.

The web process makes a bundle when it installs a repository; workers unpack it. So a worker needs neither
Git nor a database, and a run always finds exactly the code that was installed.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import stat
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, cast

from domino_plugin.errors import Invalid, TooLarge

#: Never part of a bundle: version control, caches.
_SKIPPED = frozenset({".git", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache"})
_CHUNK = 1024 * 1024


def make_bundle(folder: Path, *, max_bytes: int) -> tuple[str, Path]:
    """Pack a folder into a temporary ``.tar.gz``, which the caller deletes.

    Args:
        folder: the root of the repository.
        max_bytes: the most that all files together may have, unpacked.

    Returns:
        The sha256 of the archive as hex, and its path.

    Raises:
        Invalid: the folder holds something other than files, folders and links within it.
        TooLarge: the files have more than `max_bytes`.
    """
    members = list(_members(folder.resolve(), max_bytes))
    descriptor, name = tempfile.mkstemp(prefix="domino-bundle-", suffix=".tar.gz")
    path = Path(name)
    try:
        with (
            os.fdopen(descriptor, "wb") as raw,
            gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6) as packed,
            tarfile.open(
                fileobj=cast("IO[bytes]", packed), mode="w", format=tarfile.PAX_FORMAT, encoding="utf-8"
            ) as archive,
        ):
            for member, source in members:
                if source is None:
                    archive.addfile(member)
                else:
                    with source.open("rb") as content:
                        archive.addfile(member, content)
        return file_digest(path), path
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def unpack_bundle(archive: Path, digest: str, target: Path) -> None:
    """Unpack a bundle into the empty folder `target`.

    Raises:
        Invalid: the archive is damaged, or holds something that `make_bundle` would not pack.
    """
    found = file_digest(archive)
    if found != digest:
        raise Invalid(
            f"The bundle {archive} is damaged: its sha256 is {found}. Install the repository again."
        )
    try:
        with tarfile.open(archive, mode="r:gz", encoding="utf-8") as packed:
            for member in packed:
                _unpack(packed, member, target)
        # Whatever this process's umask: Pieces in containers may be other users.
        for folder, _, _ in os.walk(target):
            Path(folder).chmod(0o755)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise Invalid(f"The bundle {archive} can't be unpacked into {target}: {error}") from error


def check_digest(file: Path, digest: str) -> None:
    """Make sure that a bundle is what its digest says.

    Raises:
        Invalid: its sha256 is another one.
    """
    found = file_digest(file)
    if found != digest:
        raise Invalid(f"The bundle {file.name} has the digest {found}, not {digest}: it is damaged.")


def file_digest(path: Path) -> str:
    """Return the sha256 of a file as hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _members(root: Path, max_bytes: int) -> Iterator[tuple[tarfile.TarInfo, Path | None]]:
    total = 0
    for path in _walk(root):
        relative = path.relative_to(root).as_posix()
        status = path.lstat()
        member = tarfile.TarInfo(relative)
        member.mode = 0o755 if stat.S_ISDIR(status.st_mode) or status.st_mode & 0o100 else 0o644
        source = None
        if stat.S_ISLNK(status.st_mode):
            member.type, member.linkname = tarfile.SYMTYPE, _link_within(root, path)
        elif stat.S_ISDIR(status.st_mode):
            member.type = tarfile.DIRTYPE
        elif stat.S_ISREG(status.st_mode):
            member.size, source = status.st_size, path
        else:
            raise Invalid(f"{relative} is neither a file nor a folder: a repository can't hold it.")
        total += member.size
        if total > max_bytes:
            raise TooLarge(
                f"The repository has more than {max_bytes / 1024 / 1024:.0f} MB. "
                "Raise [domino] fetch_max_megabytes, or keep big files out of it."
            )
        yield member, source


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir(), key=lambda entry: os.fsencode(entry.name)):
        if path.name in _SKIPPED:
            continue
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)


def _link_within(root: Path, link: Path) -> str:
    target = os.readlink(link)  # noqa: PTH115 - Path.readlink would tidy the text
    reached = os.path.normpath(link.parent / target)
    if PurePosixPath(target).is_absolute() or not Path(reached).is_relative_to(root):
        raise Invalid(
            f"The link {link.relative_to(root).as_posix()} leads out of the repository, to {target}."
        )
    return target


def _unpack(packed: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    path = PurePosixPath(member.name)
    if path.is_absolute() or ".." in path.parts or "\0" in member.name:
        raise Invalid(f"The bundle holds {member.name!r}, which lies outside of it.")
    destination = target / path
    if any(folder.is_symlink() for folder in list(destination.parents)[: len(path.parts) - 1]):
        raise Invalid(f"The bundle holds {member.name!r} below a link.")
    if member.isdir():
        destination.mkdir(parents=True, exist_ok=True)
    elif member.issym():
        reached = os.path.normpath(destination.parent / member.linkname)
        if PurePosixPath(member.linkname).is_absolute() or not Path(reached).is_relative_to(target):
            raise Invalid(f"The bundle's link {member.name!r} leads out of it.")
        destination.symlink_to(member.linkname)
    elif member.isreg():
        _write(packed, member, destination)
    else:
        raise Invalid(f"The bundle holds {member.name!r}, which is neither a file nor a folder.")


def _write(packed: tarfile.TarFile, member: tarfile.TarInfo, destination: Path) -> None:
    source = packed.extractfile(member)
    if source is None:
        raise Invalid(f"The bundle's {member.name!r} has no content.")
    destination.parent.mkdir(parents=True, exist_ok=True)
    with source, destination.open("xb") as sink:
        while chunk := source.read(_CHUNK):
            sink.write(chunk)
    destination.chmod(0o755 if member.mode & 0o100 else 0o644)
