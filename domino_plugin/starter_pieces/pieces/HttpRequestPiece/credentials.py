"""Sends the secret to the server it is for, and to no other one: not after a redirect either."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import requests
from starter_files import TableError

from .models import Authentication, InputModel

PORTS = {"http": 80, "https": 443}
WRITTEN = "https://user:password@api.example.com or https://:token@api.example.com"


@dataclass(frozen=True, repr=False)
class Credentials:
    """User, password or token, and the server they are for."""

    origin: tuple[str, str, int]
    user: str
    password: str

    def header(self, asked: InputModel) -> tuple[str, str]:
        """Return the header that carries them."""
        if asked.authentication is Authentication.header:
            return asked.authentication_header, self.password
        if asked.authentication is Authentication.bearer:
            return "Authorization", f"Bearer {self.password}"
        pair = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return "Authorization", f"Basic {pair}"


def origin_of(address: str) -> tuple[str, str, int]:
    """Return scheme, host and port of an address.

    Raises:
        ValueError: it has none.
    """
    parts = urlsplit(address)
    scheme = parts.scheme.lower()
    if scheme not in PORTS or not parts.hostname:
        raise ValueError(address)
    return scheme, parts.hostname.lower(), parts.port or PORTS[scheme]


def credentials(secret: str | None, asked: InputModel) -> Credentials | None:
    """Return what is to be sent along, if anything.

    Raises:
        TableError: the secret is missing, can't be understood, or is for another server. The message does not
            show it.
    """
    if asked.authentication is Authentication.none:
        return None
    if not secret:
        raise TableError(
            f"authentication is {asked.authentication.value!r}, but the secret HTTP_CREDENTIALS is not set. "
            f"Set it on the repository's page, as {WRITTEN}."
        )
    address = _of_connection(secret.strip())
    try:
        parts, origin = urlsplit(address), origin_of(address)
    except ValueError:
        raise TableError(f"The secret HTTP_CREDENTIALS can't be understood; write it as {WRITTEN}.") from None
    if not parts.password:
        raise TableError(f"The secret HTTP_CREDENTIALS has no password or token; write it as {WRITTEN}.")
    if origin_of(asked.url) != origin:
        scheme, host, port = origin
        raise TableError(
            f"url: the secret HTTP_CREDENTIALS is for {scheme}://{host}:{port} and goes to no other server. "
            "Ask that one, or set 'authentication' to none."
        )
    return Credentials(origin, unquote(parts.username or ""), unquote(parts.password))


def _of_connection(address: str) -> str:
    """Return an address that Airflow made of a Connection as everybody else writes it.

    A Connection of the type http has its scheme in the host or as its schema: ``http://https://user:...`` and
    ``http://user:password@host/https``.
    """
    in_host = re.fullmatch(r"http://(https?://.*)", address)
    if in_host:
        return in_host[1]
    as_schema = re.fullmatch(r"http://([^/]*)/https(?:\?.*)?", address)
    return f"https://{as_schema[1]}" if as_schema else address


class CarefulSession(requests.Session):
    """A session that drops the credentials as soon as a redirect leads to another server."""

    def __init__(self, url: str, secret_header: str | None) -> None:
        super().__init__()
        # With an authentication of its own, requests sends none of what the machine's ~/.netrc holds.
        self.auth = _nothing
        self._origin = origin_of(url)
        self._private = {"Authorization", *([secret_header] if secret_header else [])}

    def rebuild_auth(self, prepared_request: requests.PreparedRequest, _response: requests.Response) -> None:
        """Decide, at a redirect, which headers go along."""
        if origin_of(prepared_request.url or "") != self._origin:
            for name in self._private:
                prepared_request.headers.pop(name, None)


def _nothing(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
