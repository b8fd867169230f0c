"""Gets a version of a repository ready to be installed: fetched, read and bundled. Touches no table."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Protocol

from domino_plugin import errors, settings
from domino_plugin.repositories.git import fetched, list_versions, some_versions
from domino_plugin.repositories.model import Problem, RepositoryContent
from domino_plugin.repositories.reader import read_repository
from domino_plugin.repositories.sources import Source, parse_source
from domino_plugin.repositories.views import SourceVersions
from domino_plugin.storage import open_storage
from domino_plugin.storage.bundles import make_bundle

_MAX_VERSION = 255
#: Findings that an error repeats.
_SHOWN_PROBLEMS = 50


@dataclass(frozen=True)
class Prepared:
    """A version whose bundle lies in the shared storage, ready to be noted in the tables."""

    source: Source
    version: str
    commit: str | None
    bundle: str
    content: RepositoryContent


class Follower(Protocol):
    """Whoever is told how far it is, and may end it by raising an error."""

    def step(self, name: str, done: int, total: int) -> None:
        """Step `name` begins, the one after `done` of `total`."""

    def check(self) -> None:
        """Is called again and again while a step takes its time."""

    def close(self) -> None:
        """From here on it is stored, and can't be ended."""


#: What a version goes through, in this order; the last one is the caller's.
STEPS = ("fetch", "read", "store")


def prepare(text: str, version: str | None, follower: Follower | None = None) -> Prepared:
    """Fetch, read and bundle a version.

    Args:
        text: ``starter``, an absolute path, or a file, http or https URL.
        version: tag, branch or commit of a Git source. For folders and ``starter`` a name to install them
            under, by default the VERSION of their config.toml.
        follower: is told how far it is. An error that it raises before `close` leaves nothing behind.

    Raises:
        Invalid: the source is not supported, or holds no Piece that could be used.
        NotFound: there is no such version.
        TooLarge: it has more bytes or files than allowed.
        Unavailable: it can't be reached.
    """
    current = settings.load()
    source = parse_source(text, current.local_repository_folders)
    follower = follower or _Nobody()
    follower.step("fetch", 0, len(STEPS))
    with _folder(source, version, current, follower) as (folder, commit):
        follower.step("read", 1, len(STEPS))
        content = read_repository(folder, name=source.name)
        _require_pieces(source, content)
        named = (version or source.version) if source.kind == "git" else (version or content.version)
        checked = _checked_version(source, named)
        digest, archive = make_bundle(folder, max_bytes=current.fetch_max_bytes)
    try:
        follower.step("store", 2, len(STEPS))
        follower.close()
        open_storage().put_bundle(digest, archive)
    finally:
        archive.unlink(missing_ok=True)
    return Prepared(source, checked, commit, digest, content)


def source_versions(text: str) -> SourceVersions:
    """Return the versions that a source offers.

    Raises:
        Invalid: the source is not supported, or there is no repository.
        Unavailable: it can't be reached.
    """
    current = settings.load()
    source = parse_source(text, current.local_repository_folders)
    if source.kind == "git":
        found = list_versions(source, timeout=current.fetch_timeout)
        names = list(dict.fromkeys(version.name for version in found))
    else:
        with _folder(source, None, current, _Nobody()) as (folder, _):
            version = read_repository(folder, name=source.name).version
        names = [version] if version else []
    return SourceVersions(source.address, source.kind, names)


class _Nobody:
    def step(self, name: str, done: int, total: int) -> None:
        pass

    def check(self) -> None:
        pass

    def close(self) -> None:
        pass


@contextlib.contextmanager
def _folder(
    source: Source, version: str | None, current: settings.Settings, follower: Follower
) -> Iterator[tuple[Path, str | None]]:
    """Give the folder with the repository's files, and the commit of a Git source."""
    if source.kind == "starter":
        with resources.as_file(resources.files("domino_plugin").joinpath("starter_pieces")) as folder:
            yield folder, None
    elif source.kind == "local":
        yield Path(source.address), None
    else:
        wanted = version or source.version
        if not wanted:
            names = [found.name for found in list_versions(source, timeout=current.fetch_timeout)]
            raise errors.Invalid(f"Which version of {source.address}? {some_versions(names)}")
        with fetched(
            source,
            wanted,
            timeout=current.fetch_timeout,
            max_bytes=current.fetch_max_bytes,
            check=follower.check,
        ) as found:
            yield found


def _require_pieces(source: Source, content: RepositoryContent) -> None:
    if not content.usable_pieces:
        raise errors.Invalid(
            f"{source.address} holds no Piece that can be used.",
            [_as_error(found) for found in content.problems[:_SHOWN_PROBLEMS]],
        )


def _as_error(found: Problem) -> errors.Problem:
    place = f"{found.file}:{found.line}" if found.line else found.file
    return errors.problem(found.message, node=found.piece, field=place, severity=found.severity)


def _checked_version(source: Source, version: str | None) -> str:
    version = (version or "").strip()
    if not version:
        raise errors.Invalid(
            f"{source.address} says no version: write VERSION into the [repository] section of its "
            "config.toml, or give one."
        )
    if len(version) > _MAX_VERSION or not version.isprintable():
        raise errors.Invalid(f"A version has at most {_MAX_VERSION} characters, all of them printable.")
    return version
