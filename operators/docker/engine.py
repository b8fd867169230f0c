"""The Docker engine: how it is reached, and what its refusals mean."""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from domino_plugin.operators.docker.call import EngineOptions

from domino_plugin.errors import Unavailable

#: Seconds that an answer may take.
_PATIENCE = 120
#: Seconds between two signs of life where the SDK would wait for ever: while an image is pulled, say.
_SILENCE = 300
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

    @functools.cached_property
    def _info(self) -> Mapping[str, Any]:
        with self.refusals("The engine can't be asked about itself"):
            return dict(self.api.info())

    @property
    def cores(self) -> int:
        """The cores of its machine."""
        return int(self._info["NCPU"])

    @property
    def renumbers_users(self) -> bool:
        """Whether the superuser of its containers is another user to the machine."""
        options = self._info.get("SecurityOptions") or ()
        return any("userns" in str(option) or "rootless" in str(option) for option in options)

    @classmethod
    def connect(cls, options: EngineOptions) -> Engine:
        """Reach the engine.

        Raises:
            MissingExtra: the SDK isn't installed.
            EngineRefusal: what is set for the SDK can't be used.
            EngineSilent: nobody answers.
        """
        try:
            import docker
        except ImportError as error:
            raise MissingExtra(
                f"Running Pieces in containers needs Docker's SDK, which can't be imported ({error}). "
                "Install it for the workers: pip install 'domino-plugin[docker]'"
            ) from None
        try:
            arguments = docker.utils.kwargs_from_env()
        except docker.errors.DockerException as error:
            raise EngineRefusal(_unusable(error)) from None
        url = options.url or arguments.get("base_url") or DEFAULT_URL
        try:
            api = docker.APIClient(**{**arguments, "base_url": url}, version=_OLDEST_API, timeout=_PATIENCE)
            api.send = _bounded(api.send)
            known = api.version(api_version=False)
            # What it speaks itself: one question less than letting the SDK ask.
            api._version = str(known["ApiVersion"])  # noqa: SLF001
        except docker.errors.TLSParameterError as error:
            raise EngineRefusal(_unusable(error)) from None
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
        import urllib3.exceptions

        try:
            yield
        except docker.errors.APIError as error:
            raise _refusal(what, str(error.explanation or error)) from None
        except docker.errors.DockerException as error:
            # Of the SDK itself, such as a login that it can't look up.
            raise _refusal(what, str(error)) from None
        except (
            requests.exceptions.RequestException,
            urllib3.exceptions.HTTPError,
            OSError,
        ) as error:
            raise EngineSilent(_silent(self.url, error)) from None


def _bounded(send: Callable[..., Any]) -> Callable[..., Any]:
    """Return what sends the SDK's requests, those without a limit of their own with one."""

    def bounded(request: Any, **arguments: Any) -> Any:
        if arguments.get("timeout") is None:
            arguments["timeout"] = _SILENCE
        return send(request, **arguments)

    return bounded


def _unusable(error: BaseException) -> str:
    text = str(getattr(error, "msg", error)).strip().rstrip(".")
    return (
        f"Docker's SDK can't use the settings of this worker: {text}. Correct DOCKER_HOST, DOCKER_TLS_VERIFY "
        "and DOCKER_CERT_PATH in its environment."
    )


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
