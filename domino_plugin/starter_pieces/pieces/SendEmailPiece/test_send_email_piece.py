from __future__ import annotations

import socket
import threading
from email import message_from_bytes
from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]
ANSWERS = {"EHLO": b"250 here\r\n", "QUIT": b"221 bye\r\n", "DATA": b"354 go on\r\n"}


def _serve(listener: socket.socket, received: list[bytes]) -> None:
    """Take one e-mail."""
    connection, _ = listener.accept()
    with connection, connection.makefile("rb") as lines:
        connection.sendall(b"220 ready\r\n")
        for line in lines:
            connection.sendall(ANSWERS.get(line[:4].decode().upper(), b"250 ok\r\n"))
            if line[:4].upper() == b"DATA":
                received.append(b"".join(iter(lines.readline, b".\r\n")))
                connection.sendall(b"250 taken\r\n")


def test_a_message_with_a_file(tmp_path: Path) -> None:
    file = tmp_path / "data.csv"
    file.write_text("a\n1\n", encoding="utf-8")
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, received), daemon=True)
        thread.start()
        port = listener.getsockname()[1]
        output = piece_dry_run(
            "SendEmailPiece",
            {
                "to": ["Ada <ada@example.com>"],
                "subject": "Zahlen für heute",
                "text": "See the file.",
                "html": "<b>See</b>",
                "attachments": [str(file)],
            },
            str(REPOSITORY),
            secrets_data={"SMTP_URL": f"smtp://127.0.0.1:{port}?encryption=none&from_email=me@example.com"},
            results_path=str(tmp_path),
        )
        thread.join(10)
    assert output["receivers"] == ["ada@example.com"]
    message = message_from_bytes(received[0])
    kinds = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/csv"]
    assert message["From"] == "me@example.com"
