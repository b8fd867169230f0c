"""A mail server on loopback that keeps what it gets."""

from __future__ import annotations

import socketserver
import threading
from types import TracebackType

from typing_extensions import Self

_ANSWERS = {"EHLO": b"250-here\r\n250 AUTH PLAIN\r\n", "QUIT": b"221 bye\r\n", "AUTH": b"235 welcome\r\n"}


class MailServer:
    """Takes e-mails for the time of a ``with``; refuses receivers whose address starts with ``nobody``."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.logins: list[str] = []
        mail = self

        class Session(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(b"220 ready\r\n")
                for raw in self.rfile:
                    line = raw.decode().strip()
                    word = line[:4].upper()
                    if word == "AUTH":
                        mail.logins.append(line)
                    if word == "RCPT" and "<nobody" in line:
                        self.wfile.write(b"550 unknown\r\n")
                    elif word == "DATA":
                        self.wfile.write(b"354 go on\r\n")
                        mail.received.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                        self.wfile.write(b"250 taken\r\n")
                    else:
                        self.wfile.write(_ANSWERS.get(word, b"250 ok\r\n"))

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
