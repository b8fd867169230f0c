"""The Docker engine: how it is reached, and what its refusals mean."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Any

from domino_plugin.operators.docker.call import EngineOptions

from domino_plugin.errors import Unavailable

#: Seconds that an answer may take; between two signs of life while an image is pulled, too.
_PATIENCE = 120
DEFAULT_URL = "unix:///var/run/docker.sock"
#: Oldest API that has everything used here; engines since 2017 speak it.
_OLDEST_API = "1.30"


class MissingExtra(Unavailable):
    """The docker SDK isn't installed."""

    title = "Docker's SDK is missing"


class EngineSilent(Unavailable):
    """No engine answers."""

    title = "No Docker engine"


class EngineRefusal(Unavailable):
    """The engine doesn't do what it was asked to."""

    title = "Refused by the Docker engine"


class Engine:
    """An engine that has answered; `api` is the SDK's client of it.

    Attributes:
        url: its address.
        version: its release, such as "27.3.1".
    """

    def __init__(self, url: str, api: Any, version: str) -> None:
        self.url = url
        self.api = api
        self.version = version

    @property
    def cores(self) -> int:
        """The cores of its machine."""
        with self.refusals("The engine can't be asked for its cores"):
            return int(self.api.info()["NCPU"])

    @classmethod
    def connect(cls, options: EngineOptions) -> Engine:
        """Reach the engine.

        Raises:
            MissingExtra: the SDK isn't installed.
            EngineSilent: nobody answers.
        """
        try:
            import docker
        except ImportError as error:
            raise MissingExtra(
                f"Running Pieces in containers needs Docker's SDK, which can't be imported ({error}). "
                "Install it for the workers: pip install 'domino-plugin[docker]'"
            ) from None
        arguments = docker.utils.kwargs_from_env()
        url = options.url or arguments.get("base_url") or DEFAULT_URL
        try:
            api = docker.APIClient(**{**arguments, "base_url": url}, version=_OLDEST_API, timeout=_PATIENCE)
            known = api.version(api_version=False)
            # What it speaks itself: one question less than letting the SDK ask.
            api._version = str(known["ApiVersion"])  # noqa: SLF001
        except Exception as error:  # noqa: BLE001 - the SDK, requests and urllib3 each have their own
            raise EngineSilent(_silent(url, error)) from None
        return cls(url, api, str(known.get("Version", "?")))

    def again(self) -> Engine:
        """Return a connection of its own to the same engine, for another thread.

        Raises:
            EngineSilent: nobody answers any more.
        """
        return Engine.connect(EngineOptions(url=self.url))

    @contextlib.contextmanager
    def refusals(self, what: str) -> Iterator[None]:
        """Turn the SDK's errors into ours; `what` was tried, as in "The container can't be started".

        Raises:
            EngineSilent: the engine has gone.
            EngineRefusal: it refuses; the text says why and what to do about it.
        """
        import docker.errors
        import requests.exceptions

        try:
            yield
        except docker.errors.APIError as error:
            raise _refusal(what, str(error.explanation or error)) from None
        except (requests.exceptions.RequestException, docker.errors.DockerException, OSError) as error:
            raise EngineSilent(_silent(self.url, error)) from None


def _silent(url: str, error: BaseException) -> str:
    reason = _innermost(error)
    fix = "Start it, or name another one in [domino] docker_url."
    if isinstance(reason, PermissionError):
        fix = f"Give the user with the id {os.getuid()} the right to: let it join the group docker, say."
    text = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return f"No Docker engine answers at {url}: {text}. {fix}"


def _innermost(error: BaseException) -> BaseException:
    """Return the system's own error, which the libraries wrap several times."""
    seen: set[int] = set()
    level: list[Any] = [error]
    while level:
        one = level.pop(0)
        if id(one) in seen or not isinstance(one, BaseException):
            continue
        seen.add(id(one))
        if isinstance(one, OSError) and one.errno is not None and type(one).__module__ == "builtins":
            return one
        level += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
    return error


_NO_CARDS = (
    "This engine has no graphics cards to give: install the NVIDIA container toolkit on its machine, or set "
    "the task's graphics cards to 0."
)
_NO_FOLDER = (
    "The engine's machine doesn't have this folder. If the worker runs in a container, say where "
    "its folders lie on the engine's machine in [domino] docker_host_paths."
)
#: Signs in the engine's refusals, and what to do then.
_WAYS_OUT = {
    "could not select device driver": _NO_CARDS,
    "capabilities: [[gpu]]": _NO_CARDS,
    "bind source path does not exist": _NO_FOLDER,
    "/bin/sh": "Domino starts Pieces by a shell: the image needs /bin/sh.",
    "network": "Correct [domino] docker_network, or create the network.",
    "no space left": "Make room on the engine's machine, by docker system prune, say.",
    "volume": "Look at [domino] docker_volumes.",
}


def _refusal(what: str, explanation: str) -> EngineRefusal:
    text = explanation.strip().rstrip(".")
    lower = text.lower()
    way_out = next((way for sign, way in _WAYS_OUT.items() if sign in lower), "")
    return EngineRefusal(f"{what}: {text}. {way_out}".rstrip())
