import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from domino.base_piece import BasePiece

LONGEST_LINE = 32 * 1024


class UseSecretPiece(BasePiece):
    def piece_function(self, input_data, secrets_data):
        password = secrets_data.PASSWORD
        self.logger.info("Signing in with %s", password)
        print("printed:", password)
        print("to stderr:", password, file=sys.stderr)
        account, parts = read_parts(secrets_data)
        print("as a dict:", account)
        print("as JSON:", json.dumps(account), json.dumps(password), repr(password.encode()))
        for number, part in enumerate(parts):
            print(f"part {number}: {part}")
        # A line is cut at its longest: here, amid the word of chance.
        start = "long: "
        print(start + "x" * (LONGEST_LINE - len(start) - len('canary "') - 12) + password)
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
            raise RuntimeError(
                f"https://example.org/?password={password} is refused\n"
                f"and so is {parts[0]} of {account} and {secrets_data.KEY.splitlines()[1]}"
            )
        everything = password + secrets_data.ACCOUNT + secrets_data.KEY
        digest = hashlib.sha256(everything.encode()).hexdigest()
        Path(self.results_path, "digest.txt").write_text(digest)
        self.display_result = {"file_type": "txt", "file_path": str(Path(self.results_path, "digest.txt"))}
        return {"digest": digest}


def read_parts(secrets_data):
    """Return the account, and one by one what is secret in all of them."""
    account = json.loads(secrets_data.ACCOUNT)
    service = urlsplit(secrets_data.SERVICE)
    extra = json.loads(parse_qs(service.query)["__extra__"][0])
    keys = [account["private_key"], secrets_data.KEY, extra["keyfile"]["private_key"]]
    lines = [line for key in keys for line in key.splitlines() if "KEY" not in line]
    tokens = [extra["aws_session_token"], service.password, unquote(service.password)]
    return account, [account["login"]["password"], *lines, *tokens]
