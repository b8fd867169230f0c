"""Composes an e-mail."""

from __future__ import annotations

import mimetypes
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from pathlib import Path

from starter_files import TableError, existing_file

from .models import InputModel

PRIORITIES = {"high": "1", "low": "5"}


def compose(asked: InputModel, sender: str) -> EmailMessage:
    """Return the message, with its attachments.

    Raises:
        TableError: there is nothing in it, or a file is missing.
    """
    message = EmailMessage()
    try:
        message["Subject"] = asked.subject
        message["From"] = sender
        message["To"] = ", ".join(asked.to)
        if asked.cc:
            message["Cc"] = ", ".join(asked.cc)
        if asked.reply_to:
            message["Reply-To"] = asked.reply_to
    except ValueError as error:
        raise TableError(f"The e-mail's head can't be written: {error}.") from None
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2] or "localhost")
    if asked.priority in PRIORITIES:
        message["X-Priority"] = PRIORITIES[asked.priority]
    _fill(message, asked)
    return message


def _fill(message: EmailMessage, asked: InputModel) -> None:
    html = _html(asked)
    if not (asked.text.strip() or html or asked.attachments):
        raise TableError("text is empty: write a text or HTML, or attach a file.")
    message.set_content(asked.text or ("This e-mail is written in HTML." if html else ""))
    if html:
        message.add_alternative(html, subtype="html")
    for index, path in enumerate(asked.attachments):
        file = existing_file(path, f"attachments[{index}]", "file")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        main, _, sub = kind.partition("/")
        message.add_attachment(file.read_bytes(), maintype=main, subtype=sub, filename=file.name)


def _html(asked: InputModel) -> str | None:
    if asked.html and asked.html_path:
        raise TableError("html_path: HTML is given as well; give only one of the two.")
    if not asked.html_path:
        return asked.html
    path: Path = existing_file(asked.html_path, "html_path", "HTML file")
    return path.read_text(encoding="utf-8", errors="replace")
