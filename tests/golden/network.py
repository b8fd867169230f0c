"""Leaves the machine's network, as the recordings were made: loopback only."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys

_INSIDE = "DOMINO_GOLDEN_NETWORK"
_UNSHARE = ["unshare", "--user", "--map-root-user", "--net"]
_SIOCSIFFLAGS = 0x8914
_UP_AND_RUNNING = 0x41


def leave() -> bool:
    """Go on in a network namespace of our own, starting this program anew; False if the system has none."""
    if os.environ.get(_INSIDE):
        _raise_loopback()
        return True
    if shutil.which("unshare"):
        tried = subprocess.run([*_UNSHARE, "true"], check=False, stderr=subprocess.DEVNULL)
        if tried.returncode == 0:
            sys.stdout.flush()
            os.environ[_INSIDE] = "1"
            os.execvp("unshare", [*_UNSHARE, sys.executable, *sys.argv])
    return False


def _raise_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as request:
        fcntl.ioctl(request, _SIOCSIFFLAGS, struct.pack("16sh", b"lo", _UP_AND_RUNNING) + bytes(22))
