"""Reaches a mail server by its address: one typed in, or that of an Airflow Connection."""

from __future__ import annotations

import json
import smtplib
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from starter_files import TableError

WRITTEN = "smtp://user:password@host:587 or smtps://user:password@host:465"
ENCRYPTIONS = ("tls", "starttls", "none")
PORTS = {"tls": 465, "starttls": 587, "none": 25}


@dataclass(frozen=True, repr=False)
class Server:
    """Where and as whom to log in; `encryption` is ``tls``, ``starttls`` or ``none``."""

    host: str
    port: int
    user: str
    password: str
    encryption: str
    sender: str | None

    def open(self, seconds: int) -> smtplib.SMTP:
        """Connect and log in.

        Raises:
            TableError: the server can't be reached, or refuses.
        """
        context = ssl.create_default_context()
        try:
            if self.encryption == "tls":
                connection: smtplib.SMTP = smtplib.SMTP_SSL(
                    self.host, self.port, timeout=seconds, context=context
                )
            else:
                connection = smtplib.SMTP(self.host, self.port, timeout=seconds)
            if self.encryption == "starttls":
                connection.starttls(context=context)
            if self.user:
                connection.login(self.user, self.password)
        except smtplib.SMTPAuthenticationError:
            raise TableError(f"SMTP_URL: {self.host} refuses this user and password.") from None
        except smtplib.SMTPNotSupportedError:
            raise TableError(
                f"SMTP_URL: {self.host}:{self.port} can't do what is asked: encryption is {self.encryption!r}"
                f"{', with a login' if self.user else ''}. Append ?encryption=tls, starttls or none."
            ) from None
        except (OSError, smtplib.SMTPException) as error:
            raise TableError(f"SMTP_URL: {self.host}:{self.port} can't be reached: {error}.") from None
        return connection


def server_of(address: str) -> Server:
    """Return the server that an address names.

    Raises:
        TableError: it can't be understood; the message does not show it, as it holds a password.
    """
    parts = urlsplit(address.strip())
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme.lower() not in {"smtp", "smtps"} or not parts.hostname:
        raise TableError(f"The secret SMTP_URL can't be understood; write it as {WRITTEN}.")
    options = _options(parts.query)
    encryption = _encryption(parts.scheme.lower(), options, port)
    return Server(
        host=parts.hostname,
        port=port or PORTS[encryption],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        encryption=encryption,
        sender=options.get("from_email") or None,
    )


def _options(query: str) -> dict[str, str]:
    """Return the options of an address; Airflow writes those of a Connection one by one or as JSON."""
    options: dict[str, Any] = dict(parse_qsl(query))
    extra = options.pop("__extra__", None)
    if extra:
        try:
            options = {**json.loads(extra), **options}
        except (ValueError, TypeError):
            raise TableError("SMTP_URL: the extra of this Connection is no JSON object.") from None
    return {name: str(value).strip() for name, value in options.items()}


def _encryption(scheme: str, options: dict[str, str], port: int | None) -> str:
    """Return how the connection is encrypted; ``disable_ssl`` and ``disable_tls`` are Airflow's options."""
    chosen = options.get("encryption", "").lower()
    if chosen and chosen not in ENCRYPTIONS:
        raise TableError(f"SMTP_URL: encryption is {chosen!r}; it takes {', '.join(ENCRYPTIONS)}.")
    if chosen:
        return chosen
    off = {name for name in ("disable_ssl", "disable_tls") if options.get(name, "").lower() in {"true", "1"}}
    if off == {"disable_ssl", "disable_tls"}:
        return "none"
    if scheme == "smtps" or "disable_tls" in off or port == PORTS["tls"]:
        return "tls"
    return "starttls"
