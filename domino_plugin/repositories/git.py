"""Fetches one version of a Piece repository with the ``git`` command: shallow, bounded, executing nothing."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from domino_plugin.errors import Invalid, NotFound, TooLarge, Unavailable, did_you_mean
from domino_plugin.repositories.git_command import GitCommand, GitFailedError, git_command, too_large
from domino_plugin.repositories.git_errors import explained
from domino_plugin.repositories.sources import Source
from domino_plugin.repositories.versions import newest_first, version_key

#: Files one repository may have.
MAX_FILES = 20_000
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHA256_LENGTH = 64
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY")
Result = TypeVar("Result")


@dataclass(frozen=True)
class GitVersion:
    """A tag or branch of a repository.

    Attributes:
        name: as its author named it, without ``refs/...``.
        kind: ``tag`` or ``branch``.
        commit: the commit it stands for at the moment.
        is_default: whether it is the branch that the repository shows first.
    """

    name: str
    kind: Literal["tag", "branch"]
    commit: str
    is_default: bool = False

    @property
    def reference(self) -> str:
        """The full name of the reference."""
        return f"refs/{'tags' if self.kind == 'tag' else 'heads'}/{self.name}"


def list_versions(source: Source, *, timeout: float, max_bytes: int = 2**30) -> list[GitVersion]:
    """Return the versions a Git repository offers: tags, newest first, then branches, the default first.

    Args:
        source: a source of kind ``git``.
        timeout: seconds that it may take.
        max_bytes: what git may write meanwhile.

    Raises:
        Invalid: there is no Git repository that can be read without a login.
        Unavailable: the server can't be reached, the time is over, or there is no git command.
    """
    with _command(source, timeout, max_bytes) as command:
        return _first_answering(source, lambda url: _list(command, url))[1]


@contextlib.contextmanager
def fetched(
    source: Source,
    version: str,
    *,
    timeout: float,
    max_bytes: int,
    check: Callable[[], None] = lambda: None,
) -> Iterator[tuple[Path, str]]:
    """Fetch one version into a temporary folder, which is deleted at the end.

    Args:
        source: a source of kind ``git``.
        version: a tag, a branch, or a full commit hash if the server hands those out. A tag goes before a
            branch of the same name.
        timeout: seconds that everything may take together.
        max_bytes: what the fetched objects, and the files, may have.
        check: is called again and again meanwhile; an error that it raises ends git.

    Yields:
        The folder with the files, without ``.git``, and the commit's hash.

    Raises:
        NotFound: there is no such version; the text names near ones.
        Invalid: there is no Git repository that can be read without a login.
        TooLarge: it has more bytes or files than allowed.
        Unavailable: the server can't be reached, the time is over, or there is no git command.
    """
    with _command(source, timeout, max_bytes, check) as command:
        url, versions = _first_answering(source, lambda url: _list(command, url))
        reference, expected = _reference(source, versions, version)
        try:
            commit = _fetch(command, url, reference, sha256=len(expected) == _SHA256_LENGTH)
            _check_files(command, max_bytes)
            command.run("checkout", "--quiet", "--force", "--detach", "FETCH_HEAD")
        except GitFailedError as error:
            raise explained(source.address, error.output) from error
        shutil.rmtree(command.folder / ".git")
        yield command.folder, commit


@contextlib.contextmanager
def _command(
    source: Source, timeout: float, max_bytes: int, check: Callable[[], None] = lambda: None
) -> Iterator[GitCommand]:
    protocols = ("http", "https") if source.host else ("file",)
    with git_command(protocols, timeout, max_bytes, _pinned_address(source)) as command:
        command.check = check
        yield command


def _pinned_address(source: Source) -> list[tuple[str, str]]:
    """Look the server up once, refuse addresses that only serve the machine itself, and keep to the answer.

    Behind a proxy, it is the proxy that looks the server up.
    """
    if source.host is None or any(os.environ.get(name) for name in _PROXIES):
        return []
    parts = urlsplit(source.address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(source.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unavailable(f"The server {source.host!r} isn't known: check the address.") from error
    addresses = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
    if any(_serves_the_machine_only(address) for address in addresses):
        raise Invalid(
            f"{source.host!r} is a link-local address, where machines keep secrets of their own; no Piece "
            "repository may be read from there."
        )
    if ":" in source.host:
        # An IPv6 address looks itself up, and curl can't read one in this setting.
        return []
    shown = ",".join(f"[{address}]" if ":" in address else address for address in addresses)
    return [("http.curloptResolve", f"{source.host}:{port}:{shown}")]


def _serves_the_machine_only(address: str) -> bool:
    number = ipaddress.ip_address(address)
    mapped = getattr(number, "ipv4_mapped", None)
    return (mapped or number).is_link_local or number.is_multicast


def _first_answering(source: Source, ask: Callable[[str], Result]) -> tuple[str, Result]:
    """Try the spellings of the address until a repository answers; return which did, and the answer."""
    first: GitFailedError | None = None
    for url in source.urls:
        try:
            return url, ask(url)
        except GitFailedError as error:  # noqa: PERF203 - two rounds at most
            first = first or error
    raise explained(source.address, first.output if first else "")


def _list(command: GitCommand, url: str) -> list[GitVersion]:
    """Return the tags and branches, sorted; peeled, so that a tag has the hash of its commit."""
    text = command.run("ls-remote", "--symref", "--", url, "HEAD", "refs/heads/*", "refs/tags/*")
    commits: dict[str, str] = {}
    default = ""
    for line in text.splitlines():
        value, _, name = line.partition("\t")
        if value.startswith("ref: "):
            default = value.removeprefix("ref: ") if name == "HEAD" else default
        elif name.endswith("^{}"):
            commits[name.removesuffix("^{}")] = value
        else:
            commits.setdefault(name, value)
    tags = [
        GitVersion(name.removeprefix("refs/tags/"), "tag", commit)
        for name, commit in commits.items()
        if name.startswith("refs/tags/")
    ]
    branches = [
        GitVersion(name.removeprefix("refs/heads/"), "branch", commit, is_default=name == default)
        for name, commit in commits.items()
        if name.startswith("refs/heads/")
    ]
    tags.sort(key=lambda tag: version_key(tag.name), reverse=True)
    branches.sort(key=lambda branch: (not branch.is_default, branch.name))
    return [*tags, *branches]


def _reference(source: Source, versions: list[GitVersion], wanted: str) -> tuple[str, str]:
    """Return what to fetch for a version, and the hash it should have."""
    # Tags come first, so that a tag wins over a branch of the same name.
    for version in versions:
        if version.name == wanted:
            return version.reference, version.commit
    if _COMMIT.fullmatch(wanted):
        return wanted, wanted
    names = [version.name for version in versions]
    near = next((name for name in names if name.lstrip("vV") == wanted.lstrip("vV")), None)
    hint = f"Did you mean {near!r}?" if near else did_you_mean(wanted, names)
    raise NotFound(
        f"{source.address} has no version {wanted!r}. {hint or ''} {some_versions(names)}".replace("  ", " ")
    )


def some_versions(names: list[str]) -> str:
    """Return a sentence that names the newest versions."""
    if not names:
        return "It has no tags and no branches: it is empty."
    shown = ", ".join(newest_first(names)[:10])
    return f"There are: {shown}{' and more' if len(names) > 10 else ''}."  # noqa: PLR2004 - a readable list


def _fetch(command: GitCommand, url: str, reference: str, *, sha256: bool) -> str:
    formats = ["--object-format=sha256"] if sha256 else []
    command.run("init", "--quiet", "--template=", *formats)
    command.run("fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--", url, reference)
    return command.run("rev-parse", "--verify", "FETCH_HEAD^{commit}").strip()


def _check_files(command: GitCommand, max_bytes: int) -> None:
    """Refuse a version whose files are too many or too large, before any is written."""
    entries = command.run("ls-tree", "-r", "-l", "-z", "FETCH_HEAD").rstrip("\0").split("\0")
    if len(entries) > MAX_FILES:
        raise TooLarge(
            f"The repository has {len(entries)} files; {MAX_FILES} are the most that can be installed."
        )
    sizes = [entry.partition("\t")[0].split()[-1] for entry in entries if entry]
    if sum(int(size) for size in sizes if size.isdigit()) > max_bytes:
        raise too_large(max_bytes)
