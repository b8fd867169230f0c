"""A private image registry: Debian's docker-registry, with one user."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from support.kept import start_kept

USER, PASSWORD = "ada", "canary-of-the-registry"
#: Of the password, by bcrypt: all that the registry reads.
_HASHED = "$2b$05$abcdefghijklmnopqrstuuTQLdDQ2arfM5hmv74DJrVlfO6Ojq7Qm"
_CONFIG = """\
version: 0.1
log: {{level: error}}
storage: {{filesystem: {{rootdirectory: {root}/data}}}}
http: {{addr: 127.0.0.1:{port}}}
auth: {{htpasswd: {{realm: private, path: {root}/users}}}}
"""


class RegistryUnavailable(Exception):
    """The registry can't be started here; the text says why."""


class Registry:
    """A registry below a folder; its `host` is what image names begin with."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.host = f"127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        if shutil.which("docker-registry") is None:
            raise RegistryUnavailable("there is no registry: apt-get install docker-registry")
        (self._folder / "users").write_text(f"{USER}:{_HASHED}\n")
        config = self._folder / "config.yml"
        config.write_text(_CONFIG.format(root=self._folder, port=self._port))
        self._process = start_kept(
            ["docker-registry", "serve", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + 20
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                try:
                    urllib.request.urlopen(f"http://{self.host}/v2/", timeout=2)
                except urllib.error.HTTPError:
                    # It wants to know who asks.
                    return
            time.sleep(0.1)
        raise RegistryUnavailable("docker-registry doesn't answer")

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
