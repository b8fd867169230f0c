"""A real S3 server of the tests' own: SeaweedFS on loopback, in a folder that is deleted.

    with S3Server() as s3:
        s3.client().put_object(Bucket=s3.bucket, ...)

Besides the full account it has one that may only read, and others that may do all but one thing.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from support.kept import start_kept

if TYPE_CHECKING:
    from typing_extensions import Self

ACCESS_KEY, SECRET_KEY = "AKIADOMINOTESTS", "not-for-anybodys-eyes-s3"
READER_KEY, READER_SECRET = "AKIADOMINOREADER", "not-for-anybodys-eyes-reader"
#: Accounts by the one thing that they may not do; their secret is the reader's.
ALL_BUT = {
    "s3:ListBucketMultipartUploads": "AKIADOMINONOLISTING",
    "s3:AbortMultipartUpload": "AKIADOMINONOABORTING",
}
_ACCOUNTS = {
    "policies": [
        {
            "name": key,
            "content": json.dumps(
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {"Effect": effect, "Action": [action], "Resource": ["arn:aws:s3:::*"]}
                        for effect, action in (("Allow", "s3:*"), ("Deny", denied))
                    ],
                }
            ),
        }
        for denied, key in ALL_BUT.items()
    ],
    "identities": [
        {
            "name": "domino",
            "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"],
        },
        {
            "name": "reader",
            "credentials": [{"accessKey": READER_KEY, "secretKey": READER_SECRET}],
            "actions": ["Read", "List"],
        },
        *(
            {
                "name": key,
                "credentials": [{"accessKey": key, "secretKey": READER_SECRET}],
                "actions": [],
                "policyNames": [key],
            }
            for key in ALL_BUT.values()
        ),
    ],
}
_START_SECONDS = 60
_ATTEMPTS = 3
_PORTS = [f"{part}.port{kind}" for part in ("master", "volume", "filer", "s3") for kind in ("", ".grpc")]


class S3Server:
    """One server; stopped and started again, it has the data it had.

    Attributes:
        url: its address.
        bucket: one that is there. Each takes room of the server: tests share it, with prefixes of their own.
    """

    bucket = "domino"

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="domino-s3-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._choose_ports()

    def _choose_ports(self) -> None:
        self._ports = dict(zip(_PORTS, free_ports(len(_PORTS)), strict=True))
        self.url = f"http://127.0.0.1:{self._ports['s3.port']}"

    def __enter__(self) -> Self:
        for _ in range(_ATTEMPTS):
            try:
                self.start()
            except RuntimeError:  # noqa: PERF203
                # Somebody else may have taken a port since.
                self.stop()
                self._choose_ports()
            else:
                return self
        raise RuntimeError(f"SeaweedFS did not start:\n{self.log()}")

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start it, with the data it had, and wait until it answers."""
        accounts = self._folder / "s3.json"
        accounts.write_text(json.dumps(_ACCOUNTS))
        data = self._folder / "data"
        data.mkdir(exist_ok=True)
        command = [
            str(Path(sys.executable).with_name("weed")), "-logtostderr", "server",
            "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={data}", "-master.telemetry=false",
            "-master.volumeSizeLimitMB=1024", "-volume.max=50", "-filer", "-s3", f"-s3.config={accounts}",
            "-s3.autoCreateBucket=false", "-s3.port.iceberg=0", "-s3.port.lance=0",
        ]  # fmt: skip
        command += [f"-{name}={port}" for name, port in self._ports.items()]
        with (self._folder / "log.txt").open("ab") as log:
            self._process = start_kept(
                command, cwd=self._folder, stdout=log, stderr=log, start_new_session=True
            )
        end = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"SeaweedFS did not start:\n{self.log()}")
            time.sleep(0.1)

    def stop(self) -> None:
        """End it; its data stay until the `with` block ends."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def log(self) -> str:
        """Return the end of what the server has said."""
        return (self._folder / "log.txt").read_text(errors="replace")[-4000:]

    def client(self, **options: Any) -> Any:
        """Return a boto3 client with the full account."""
        import boto3

        return boto3.session.Session().client(
            "s3",
            endpoint_url=self.url,
            aws_access_key_id=ACCESS_KEY,
            aws_secret_access_key=SECRET_KEY,
            region_name="us-east-1",
            **options,
        )

    def keys(self, prefix: str = "") -> list[str]:
        """Return the keys that begin with a prefix."""
        pages = self.client().get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        return [item["Key"] for page in pages for item in page.get("Contents", ())]

    def objects(self, prefix: str = "") -> dict[str, bytes]:
        """Return the content of each object whose key begins with a prefix."""
        client = self.client()
        return {
            key: client.get_object(Bucket=self.bucket, Key=key)["Body"].read() for key in self.keys(prefix)
        }

    def _answers(self) -> bool:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            self.client().create_bucket(Bucket=self.bucket)
        except ClientError as error:
            return error.response["Error"]["Code"] in {"BucketAlreadyExists", "BucketAlreadyOwnedByYou"}
        except BotoCoreError:
            return False
        return True


@contextlib.contextmanager
def deaf_port() -> Iterator[int]:
    """Yield a TCP port at which nobody answers, and that nobody can take meanwhile."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])


def free_ports(count: int) -> list[int]:
    """Return TCP ports that nobody listens on, no two the same."""
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def free_port() -> int:
    """Return a TCP port that nobody listens on."""
    return free_ports(1)[0]
