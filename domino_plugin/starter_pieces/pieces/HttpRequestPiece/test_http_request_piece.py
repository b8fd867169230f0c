from __future__ import annotations

import http.server
import json
import threading
from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


class Echo(http.server.BaseHTTPRequestHandler):
    """Answers with what it was sent."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        content = json.dumps({"path": self.path, "body": body, "key": self.headers["X-Key"]}).encode()
        self.send_response(201)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Keep the test's output clean."""


def test_json_is_sent_and_json_comes_back(tmp_path: Path) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        inputs = {
            "url": f"http://127.0.0.1:{server.server_port}/items",
            "method": "POST",
            "query": {"page": 2, "all": True},
            "headers": {"X-Key": "k"},
            "body": {"kind": "json", "content": {"a": [1, "ü"]}},
        }
        output = piece_dry_run(
            "HttpRequestPiece", inputs, str(REPOSITORY), secrets_data={}, results_path=str(tmp_path)
        )
        server.shutdown()
    assert (output["status"], output["ok"]) == (201, True)
    assert output["json_value"] == {
        "path": "/items?page=2&all=true",
        "body": '{"a": [1, "ü"]}',
        "key": "k",
    }
    assert json.loads(Path(output["file_path"]).read_text(encoding="utf-8")) == output["json_value"]
