from __future__ import annotations

import smtplib
from email.utils import parseaddr
from pathlib import Path

from domino.base_piece import BasePiece
from starter_files import TableError

from .message import compose
from .models import InputModel, OutputModel, SecretsModel
from .server import Server, server_of


class SendEmailPiece(BasePiece):
    """Sends an e-mail."""

    def piece_function(self, input_data: InputModel, secrets_data: SecretsModel) -> OutputModel:
        server = server_of(secrets_data.SMTP_URL)
        sender = _sender(input_data, server)
        message = compose(input_data, sender)
        receivers = [parseaddr(one)[1] for one in (*input_data.to, *input_data.cc, *input_data.bcc)]
        receivers = list(dict.fromkeys(receivers))

        self.logger.info("Sending to %d receivers through %s:%d", len(receivers), server.host, server.port)
        refused = _send(server, message, sender, receivers, input_data.timeout_seconds)
        for address in refused:
            self.logger.warning("%s was refused", address)
        content = message.as_bytes()
        path = Path(self.results_path).absolute() / "message.eml"
        path.write_bytes(content)
        shown = path.with_suffix(".txt")
        shown.write_text(
            f"From: {sender}\nTo: {', '.join(input_data.to)}\nSubject: {input_data.subject}\n\n"
            f"{input_data.text or '(HTML)'}\n",
            encoding="utf-8",
        )
        self.display_result = {"file_type": "txt", "file_path": str(shown)}
        return OutputModel(
            message_id=str(message["Message-ID"]),
            receivers=[address for address in receivers if address not in refused],
            refused=sorted(refused),
            size_bytes=len(content),
        )


def _sender(asked: InputModel, server: Server) -> str:
    sender = asked.sender or server.sender or (server.user if "@" in server.user else "")
    if not sender:
        raise TableError(
            "sender is empty, and the secret SMTP_URL names none (?from_email=...): give an address."
        )
    return sender


def _send(server: Server, message: object, sender: str, receivers: list[str], seconds: int) -> set[str]:
    connection = server.open(seconds)
    try:
        return set(connection.send_message(message, parseaddr(sender)[1], receivers))
    except smtplib.SMTPRecipientsRefused as error:
        words = "; ".join(
            f"{address}: {code} {text.decode(errors='replace')}"
            for address, (code, text) in error.recipients.items()
        )
        raise TableError(f"to: the mail server refuses all receivers: {words}.") from None
    except smtplib.SMTPResponseException as error:
        text = (
            error.smtp_error
            if isinstance(error.smtp_error, str)
            else error.smtp_error.decode(errors="replace")
        )
        raise TableError(f"The mail server refuses the e-mail: {error.smtp_code} {text}.") from None
    except (OSError, smtplib.SMTPException) as error:
        raise TableError(f"The e-mail could not be sent: {error}.") from None
    finally:
        connection.close()
