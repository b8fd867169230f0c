"""Asking the machine about TCP ports."""

from __future__ import annotations

import errno
import socket

from domino_plugin.errors import Unavailable


def require_free(host: str, port: int) -> None:
    """Make sure that a server can listen on `port`.

    Raises:
        Unavailable: another program listens there, or the user may not use the port.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the server does: a connection that is just closing doesn't count as busy.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Unavailable(
                    f"Port {port} on {host} is in use by another program. Stop that program, or choose "
                    f"another port: domino standalone --port {_free_port(host)}"
                ) from None
            raise Unavailable(f"Port {port} on {host} can't be used: {error.strerror}.") from None


def _free_port(host: str) -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
