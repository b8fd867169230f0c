"""Where a Piece repository may come from, in one spelling per place.

What people paste is brought to a canonical address, which identifies the repository in a workspace and in
workflow documents. What is not supported is refused with the reason and the way out.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, quote, unquote, urlsplit

from domino_plugin.errors import Invalid

#: The source of the Pieces that are part of this distribution.
STARTER = "starter"
MAX_LENGTH = 2000
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_REMOTE_HELPER = re.compile(r"[A-Za-z0-9+.-]+::")
_SCP_LIKE = re.compile(r"(?:[^@/\s]+@)?([A-Za-z0-9.-]+):(?!//)(?!\d+/)([^\s]+)")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*")
_WITHOUT_SCHEME = re.compile(r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?::\d+)?/.+|localhost(?::\d+)?/.+")
_SHORTHAND = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}")
#: Hosts whose pages live below ``/owner/name``, so that addresses of pages can be cut to the repository.
_OWNER_AND_NAME = ("github.com", "bitbucket.org", "codeberg.org")
_TREE = re.compile(r"(?:tree|releases/tag)/([^/]+)")
_PRIVATE = (
    "For a private repository, clone it on the webserver into a folder of [domino] local_repository_folders "
    "and install it from there."
)


@dataclass(frozen=True)
class Source:
    """A place that a Piece repository can be read from.

    Attributes:
        kind: ``starter``, ``local`` (a folder, as it is) or ``git`` (at a tag, branch or commit).
        address: the canonical address: ``starter``, an absolute path or a URL without credentials.
        version: the version that the pasted address named (``.../tree/1.2.0``), if any.
    """

    kind: Literal["starter", "local", "git"]
    address: str
    version: str | None = None

    @property
    def name(self) -> str:
        """What to call the repository if it doesn't say itself."""
        return self.address.rstrip("/").rpartition("/")[2].removesuffix(".git") or self.address

    @property
    def host(self) -> str | None:
        """The host a Git server is reached at, None for folders."""
        return urlsplit(self.address).hostname if self.address.startswith("http") else None

    @property
    def urls(self) -> tuple[str, ...]:
        """The URLs to try with Git, in this order: servers differ in whether they want ``.git``."""
        if self.host is None or self.address.endswith(".git"):
            return (self.address,)
        return self.address, f"{self.address}.git"


def source_hash(address: str) -> str:
    """Return the sha256 by which a canonical address is looked up; GitHub ignores case, so do we."""
    text = address.casefold() if address.casefold().startswith("https://github.com/") else address
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def parse_source(text: str, folders: Sequence[Path]) -> Source:
    """Recognise what somebody typed or pasted as the place of a repository.

    Args:
        text: ``starter``, an absolute path, or a file, http or https URL.
        folders: the folders below which paths and file URLs are allowed.

    Raises:
        Invalid: it is none of these, or not allowed; the text says why and what to do instead.
    """
    text = text.strip().strip("<>\"'").strip()
    if text.lower() == STARTER:
        return Source("starter", STARTER)
    _refuse_strange(text)
    if text.startswith(("/", "~", ".")):
        return _local(text, folders)
    scheme = _SCHEME.match(text)
    if scheme is None:
        return _without_scheme(text)
    kind = scheme[1].lower()
    if kind == "file":
        return _file_url(text, folders)
    if kind in ("http", "https"):
        return _web(text)
    if kind in ("ssh", "git", "git+ssh", "ssh+git"):
        raise Invalid(
            f"Git over {kind}:// isn't supported; use the repository's https:// address. {_PRIVATE}"
        )
    raise Invalid(
        f"{kind}:// addresses aren't supported; use https://, http:// or file://, or an absolute path."
    )


def _refuse_strange(text: str) -> None:
    if not text:
        raise Invalid("The address of the repository is empty.")
    if len(text) > MAX_LENGTH:
        raise Invalid(f"The address of the repository has more than {MAX_LENGTH} characters.")
    if any(character.isspace() or not character.isprintable() for character in text):
        raise Invalid("The address of the repository holds spaces or invisible characters; paste it alone.")
    if text.startswith("-"):
        raise Invalid(f"{text!r} is an option, no address of a repository.")
    if _REMOTE_HELPER.match(text):
        raise Invalid("Addresses with '::' start a helper program and are never allowed; use https://.")


def _without_scheme(text: str) -> Source:
    if _WITHOUT_SCHEME.fullmatch(text):
        return _web(f"https://{text}")
    secure_shell = _SCP_LIKE.fullmatch(text)
    if secure_shell:
        path = secure_shell[2].removesuffix(".git").strip("/")
        raise Invalid(f"Git over ssh isn't supported; use https://{secure_shell[1]}/{path} . {_PRIVATE}")
    if _SHORTHAND.fullmatch(text):
        raise Invalid(f"{text!r} is no address. Did you mean 'https://github.com/{text}'?")
    raise Invalid(
        f"{text[:200]!r} is no address of a repository: give 'starter', an absolute path, or an https://, "
        "http:// or file:// URL."
    )


def _web(text: str) -> Source:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise Invalid(f"The address of the repository is no valid URL: {error}.") from error
    if "@" in parts.netloc:
        # The text isn't repeated: it holds a password.
        raise Invalid(
            "The address holds a user name, token or password, which would be stored readable for "
            f"everybody in the workspace. Leave out what is before the '@'. {_PRIVATE}"
        )
    host = _host(parts)
    path = _path(parts)
    if host in ("www.github.com", "github.com", *_OWNER_AND_NAME[1:], "gitlab.com"):
        return _hosted(host.removeprefix("www."), path)
    if parts.query or parts.fragment:
        raise Invalid("The address goes on after '?' or '#'; give the repository's own address.")
    default = {"http": 80, "https": 443}[parts.scheme]
    place = host if port in (None, default) else f"{host}:{port}"
    return Source("git", f"{parts.scheme}://{place}/{path}")


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    try:
        host = host.encode("idna").decode()
    except UnicodeError:
        host = ""
    if ":" in host:
        return f"[{host}]"
    if not _HOST.fullmatch(host):
        raise Invalid("The address of the repository names no valid host.")
    return host


def _path(parts: SplitResult) -> str:
    """Return the URL's path without outer or repeated slashes; refuse one that climbs."""
    decoded = [unquote(part) for part in parts.path.split("/") if part]
    if any(part in (".", "..") or "/" in part or not part.isprintable() for part in decoded):
        raise Invalid("The path of the repository's address holds '..' or encoded separators.")
    if not decoded:
        raise Invalid("The address names a server, but no repository on it.")
    return "/".join(quote(part, safe="~+@:,=") for part in decoded)


def _hosted(host: str, path: str) -> Source:
    """Cut the address of any page of a well-known host to that of its repository."""
    if host == "gitlab.com":
        repository, _, page = path.partition("/-/")
    else:
        segments = path.split("/")
        repository, page = "/".join(segments[:2]), "/".join(segments[2:])
    repository = repository.removesuffix(".git")
    if "/" not in repository:
        raise Invalid(f"The address names nobody's repository: it should be https://{host}/owner/name.")
    tree = _TREE.match(page)
    return Source("git", f"https://{host}/{repository}", unquote(tree[1]) if tree else None)


def _file_url(text: str, folders: Sequence[Path]) -> Source:
    parts = urlsplit(text)
    if parts.netloc not in ("", "localhost"):
        raise Invalid("A file URL must be file:///absolute/path: files of other hosts can't be read.")
    if parts.query or parts.fragment:
        raise Invalid("The file URL goes on after '?' or '#'.")
    path = _allowed(unquote(parts.path), folders)
    git_folder = _git_folder(path)
    if git_folder is None:
        return Source("local", str(path))
    _refuse_borrowed(git_folder)
    return Source("git", "file://" + quote(str(path)))


def _local(text: str, folders: Sequence[Path]) -> Source:
    if not text.startswith("/"):
        raise Invalid(f"{text!r} is no absolute path: it would mean something else on every server.")
    return Source("local", str(_allowed(text, folders)))


def _allowed(text: str, folders: Sequence[Path]) -> Path:
    """Return the real folder behind a path, which must lie in an allowed one, links followed."""
    if "\x00" in text or ".." in Path(text).parts:
        raise Invalid("The path of the repository holds '..'; give the path itself.")
    allowed = ", ".join(str(folder) for folder in folders)
    try:
        path = Path(text).resolve()
        inside = any(path.is_relative_to(folder.expanduser().resolve()) for folder in folders)
    except (OSError, RuntimeError):
        inside = False
    if not inside:
        # The same answer whether it exists or not: nobody shall explore the server this way.
        raise Invalid(
            f"{text!r} isn't in a folder that repositories may be installed from: {allowed}. An "
            "administrator can allow more by [domino] local_repository_folders."
        )
    if not path.is_dir():
        raise Invalid(f"There is no folder {text!r} on the webserver.")
    return path


def _git_folder(path: Path) -> Path | None:
    if os.path.lexists(path / ".git"):
        return path / ".git"
    return path if (path / "HEAD").is_file() and (path / "objects").is_dir() else None


def _refuse_borrowed(git_folder: Path) -> None:
    """Refuse a Git folder that takes its objects from elsewhere, maybe from a folder not allowed."""
    links = ("", "HEAD", "config", "objects", "objects/info", "objects/pack", "refs", "packed-refs")
    borrowed = not git_folder.is_dir() or any((git_folder / part).is_symlink() for part in links)
    if borrowed or any((git_folder / part).exists() for part in ("objects/info/alternates", "commondir")):
        raise Invalid(
            "This Git repository takes its content from another folder (a worktree, a submodule or a shared "
            "clone). Make a clone of its own: git clone --no-local."
        )
