"""A web server on loopback that tells what it was asked, and misbehaves on demand."""

from __future__ import annotations

import http.server
import json
import threading
from types import TracebackType
from typing import Any

from typing_extensions import Self


class WebServer:
    """Answers, for the time of a ``with``, with JSON on the request.

    ``/status/N`` answers with status N, ``/flaky`` with 503 at first, ``/text`` with text, ``/bytes`` with a
    file named data.bin, and ``/redirect?ADDRESS`` leads there.
    """

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        web = self

        class Session(http.server.BaseHTTPRequestHandler):
            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                asked = {
                    "method": self.command,
                    "path": self.path,
                    "body": body.decode(errors="replace"),
                    "headers": {name.lower(): value for name, value in self.headers.items()},
                }
                web.requests.append(asked)
                status, kind, content = web.reply(asked)
                self.send_response(status)
                if self.path.startswith("/redirect?"):
                    self.send_header("Location", self.path.partition("?")[2])
                if self.path == "/bytes":
                    self.send_header("Content-Disposition", 'attachment; filename="../data.bin"')
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(b"" if self.command == "HEAD" else content)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = answer  # noqa: N815

            def log_message(self, *arguments: Any) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Session)
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"

    def reply(self, asked: dict[str, Any]) -> tuple[int, str, bytes]:
        """Return status, content type and content of the answer."""
        path = asked["path"]
        if path.startswith("/redirect?"):
            return 302, "text/plain", b""
        if path == "/text":
            return 200, "text/plain; charset=latin-1", "für alle".encode("latin-1")
        if path == "/bytes":
            return 200, "application/octet-stream", bytes(range(256))
        status = int(path.rpartition("/")[2]) if path.startswith("/status/") else 200
        if path == "/flaky" and sum(one["path"] == "/flaky" for one in self.requests) == 1:
            status = 503
        return status, "application/json", json.dumps(asked).encode()

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
