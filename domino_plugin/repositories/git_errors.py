"""Tells what git's error messages mean for somebody who wants to install a repository."""

from __future__ import annotations

from domino_plugin.errors import DominoError, Invalid, NotFound, Unavailable

_MAX_REASON = 300
_LOGIN = (
    "There is no repository at {address} that can be read without a login. Check the address; for a private "
    "one, clone it on the webserver into a folder of [domino] local_repository_folders and install it from "
    "there."
)
_REDIRECT = (
    "The server sends requests for {address} to another address, which isn't followed. Open it in a browser "
    "and use the address you end up at."
)
_OWNER = (
    "The Git repository {address} belongs to another user than the webserver's, so git refuses to read it. "
    "Clone it as that user, or give it to that user."
)
_PLAIN_FILES = (
    "The server of {address} hands Git repositories out as plain files, of which no single version can be "
    "fetched. Use a server that speaks Git's own protocol (GitHub, GitLab, Gitea, git http-backend)."
)
#: Words of git, in lower case, and what they mean; the first that fit count.
_MEANINGS: tuple[tuple[tuple[str, ...], type[DominoError], str], ...] = (
    (
        (
            "could not read username",
            "could not read password",
            "authentication failed",
            "error: 401",
            "error: 403",
        ),
        Invalid,
        _LOGIN,
    ),
    (("error: 301", "error: 302", "error: 303", "error: 307", "error: 308"), Invalid, _REDIRECT),
    (("dubious ownership",), Invalid, _OWNER),
    (("dumb http transport",), Invalid, _PLAIN_FILES),
    (
        ("not our ref", "unadvertised object", "couldn't find remote ref", "did not send all necessary"),
        NotFound,
        "The server of {address} doesn't hand out this version. Use a tag or a branch.",
    ),
    (
        (
            "error: 404",
            "error: 410",
            "not found",
            "not appear to be a git",
            "is this a git",
            "does not exist",
        ),
        Invalid,
        "There is no Git repository at {address}. Check the address.",
    ),
    (
        ("could not resolve", "connect", "timed out", "connection", "ssl", "tls", "error: 5"),
        Unavailable,
        "The server of {address} can't be reached: {reason}",
    ),
)


def explained(address: str, output: str) -> DominoError:
    """Return the error to raise for what git said about the repository at `address`."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:", "remote:"))] or lines
    reason = (telling[-1] if telling else "git gave no reason")[:_MAX_REASON]
    low = output.lower()
    for words, kind, text in _MEANINGS:
        if any(word in low for word in words):
            return kind(text.format(address=address, reason=reason))
    return Invalid(f"{address} can't be fetched: {reason}")
