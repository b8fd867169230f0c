import hashlib
import subprocess
import sys
import time
from pathlib import Path

from domino.base_piece import BasePiece


class UseSecretPiece(BasePiece):
    def piece_function(self, input_data, secrets_data):
        password = secrets_data.PASSWORD
        self.logger.info("Signing in with %s", password)
        print("printed:", password)
        print("to stderr:", password, file=sys.stderr)
        subprocess.run(
            [sys.executable, "-c", "import sys; print('a child:', sys.stdin.read())"],
            input=password,
            check=True,
            text=True,
        )
        deadline = time.monotonic() + 90
        while not Path(input_data.wait_for).exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        if input_data.fail:
            raise RuntimeError(f"https://example.org/?password={password} is refused")
        digest = hashlib.sha256(password.encode()).hexdigest()
        Path(self.results_path, "digest.txt").write_text(digest)
        self.display_result = {"file_type": "txt", "file_path": str(Path(self.results_path, "digest.txt"))}
        return {"digest": digest}
