"""The REST API, called in this process instead of over HTTP.

Whoever runs the command line has Airflow's database and its keys at hand, so a network and a password in
between would protect nothing. The calls are still those of the API: the same checks, the same errors, one
transaction each, and an entry in the audit log.
"""

from __future__ import annotations

import contextlib
import getpass
import sys
import warnings
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from domino_plugin.errors import DominoError, Invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.test import TestResponse

_FIRST_ERROR = 400
_CHUNK = 1024 * 1024


class Refused(DominoError):
    """The API answered with an error; its text and its findings are the API's."""

    def __init__(self, status: int, answer: Mapping[str, Any]) -> None:
        super().__init__(str(answer.get("detail", answer)), answer.get("problems", ()))
        self.status = status


class _Operation(NamedTuple):
    endpoint: str
    method: str
    in_workspace: bool


class LocalApi:
    """The API as it answers one caller.

    Without a user, the caller is the administrator of this machine, who owns every workspace; with one, the
    calls have that user's role and permissions. The audit log names who ran the command line in both cases.
    """

    def __init__(self, user: str | None) -> None:
        """Make the application, as the webserver does.

        Raises:
            Invalid: Airflow has no such user.
            Unavailable: this auth manager can't be asked for a user by name.
        """
        from werkzeug.test import Client

        from domino_plugin.airflow_compat.identity import Operator
        from domino_plugin.blueprints import command_line
        from domino_plugin.blueprints.app import create_app

        with _quietly():
            app = create_app()
            self._client = Client(app)
            self._addresses = app.url_map.bind("localhost")
            self._operations = {
                rule.endpoint.rpartition(".")[2]: _Operation(
                    rule.endpoint, method, "workspace_id" in rule.arguments
                )
                for rule in app.url_map.iter_rules()
                for method in (rule.methods or set()) - {"HEAD"}
            }
            operator = getpass.getuser()
            self._environ: dict[str, Any] = {command_line.OPERATOR: operator}
            self._headers: dict[str, str] = {}
            if user is None:
                self._environ[command_line.CALLER] = Operator(operator)
            else:
                self._headers["Authorization"] = f"Bearer {_token(user)}"

    def is_in_workspace(self, operation: str) -> bool:
        """Return whether the operation's path names a workspace."""
        return self._operations[operation].in_workspace

    def call(
        self,
        operation: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        **path: Any,
    ) -> Any:
        """Call an operation by the name it has in the API's description; return what its JSON says, or None.

        Args:
            operation: such as ``list_workflows``.
            query: query parameters; those that are None are left out.
            body: what is sent as JSON; None sends nothing.
            headers: headers on top, such as If-Match.
            path: what the path names.

        Raises:
            Refused: the API answered with an error.
        """
        sent = {} if body is None else {"json": body}
        with self._answer(operation, path, query=query, headers=headers, **sent) as response:
            return response.get_json() if response.data else None

    def save(
        self, operation: str, target: IO[bytes], *, query: Mapping[str, Any] | None = None, **path: Any
    ) -> None:
        """Write the file that an operation answers with, part by part.

        Raises:
            Refused: the API answered with an error.
        """
        with self._answer(operation, path, query=query) as response:
            for part in response.iter_encoded():
                target.write(part)

    def send(self, operation: str, source: IO[bytes], **path: Any) -> Any:
        """Send a file, part by part; return what the answer's JSON says.

        Raises:
            Refused: the API answered with an error.
        """
        with self._answer(
            operation, path, input_stream=source, content_type="application/octet-stream"
        ) as response:
            return response.get_json()

    @contextlib.contextmanager
    def _answer(
        self,
        operation: str,
        path: Mapping[str, Any],
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        **sent: Any,
    ) -> Iterator[TestResponse]:
        found = self._operations[operation]
        given = {name: _text(value) for name, value in (query or {}).items() if value is not None}
        with _quietly():
            response = self._client.open(
                self._addresses.build(found.endpoint, dict(path), method=found.method),
                method=found.method,
                query_string=given,
                headers={**self._headers, **(headers or {})},
                environ_overrides=self._environ,
                **sent,
            )
        try:
            if response.status_code >= _FIRST_ERROR:
                raise Refused(response.status_code, response.get_json())
            yield response
        finally:
            response.close()


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Keep standard output for the command's answer, as Airflow logs there, too, and warns."""
    with contextlib.redirect_stdout(sys.stderr), warnings.catch_warnings():
        # Of what its own modules import, which nobody here can change.
        warnings.simplefilter("ignore")
        yield


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _token(name: str) -> str:
    from domino_plugin.airflow_compat import directory
    from domino_plugin.airflow_compat.identity import issue_token
    from domino_plugin.db.session import session_scope
    from domino_plugin.errors import did_you_mean

    with session_scope() as session:
        user = directory.user_named(session, name)
        if user is None:
            people = directory.find_people(session, "", limit=1000) or []
            hint = did_you_mean(name, [person.name for person in people]) or ""
            raise Invalid(f"Airflow has no user {name!r}. {hint}".strip())
        # Valid for a run that is waited for.
        return issue_token(user, seconds=24 * 3600)
