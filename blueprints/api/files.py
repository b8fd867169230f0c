"""The files of a workspace: uploaded, listed, downloaded and deleted."""

from __future__ import annotations

from typing import Any

from domino_plugin.blueprints.access import caller, in_workspace
from domino_plugin.blueprints.answers import answer, no_content, untrusted_file
from domino_plugin.blueprints.api.blueprint import WORKSPACE, api_blueprint, file_response
from domino_plugin.blueprints.api.schemas import files as schemas
from domino_plugin.blueprints.api.schemas.base import WorkspacePath
from domino_plugin.blueprints.transaction import current_session
from flask import Response, request
from werkzeug.exceptions import LengthRequired

from domino_plugin import settings
from domino_plugin.db.models import File
from domino_plugin.runs.model import ResultFile
from domino_plugin.workspaces import files
from domino_plugin.workspaces.rights import Right

api = api_blueprint("files", __name__, "The files of a workspace", f"{WORKSPACE}/files")

_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@api.get("", responses={200: schemas.FileList})
@in_workspace(Right.SEE_FILES)
def list_files(path: WorkspacePath, query: schemas.FileListQuery) -> Response:
    """The files by name."""
    session, options = current_session(), settings.load()
    rows, total = files.list_files(
        session, path.workspace_id, search=query.search, limit=query.limit, offset=query.offset
    )
    return answer(
        schemas.FileList(
            items=[_file(row) for row in rows],
            total=total,
            used_bytes=files.used_bytes(session, path.workspace_id),
            max_bytes=options.workspace_files_max_bytes,
            max_file_bytes=options.upload_max_bytes,
        )
    )


@api.put("/<name>", responses={200: schemas.File}, openapi_extensions=_BODY)
@in_workspace(Right.CHANGE_FILES)
def upload_file(path: schemas.FilePath) -> Response:
    """Upload a file: its bytes are the body. One of the same name is replaced."""
    if request.content_length is None:
        raise LengthRequired("An upload says how long it is: send Content-Length.")
    # The limit of other requests is for JSON, which is held in memory; this is not.
    request.max_content_length = request.content_length
    row = files.upload(
        current_session(),
        path.workspace_id,
        path.name,
        request.stream,
        size=request.content_length,
        user=caller().name,
    )
    return answer(_file(row))


@api.get("/<name>", responses={200: file_response("The file")})
@in_workspace(Right.SEE_FILES)
def download_file(path: schemas.FilePath) -> Response:
    """Download a file."""
    file = files.open_file(current_session(), path.workspace_id, path.name)
    media_type = "application/octet-stream"
    found = ResultFile(source=file, name=path.name, media_type=media_type, size=file.size)
    return untrusted_file(found, download=True)


@api.delete("/<name>", responses={204: None})
@in_workspace(Right.CHANGE_FILES)
def delete_file(path: schemas.FilePath, query: schemas.FileDeleteQuery) -> Response:
    """Delete a file. Answers 409 if workflows name it, unless told to delete it all the same."""
    files.delete_file(current_session(), path.workspace_id, path.name, even_if_used=query.even_if_used)
    return no_content()


def _file(row: File) -> schemas.File:
    return schemas.File(
        name=row.name,
        path=files.path_of(row.name),
        bytes=row.bytes,
        uploaded_at=row.uploaded_at,
        uploaded_by=row.uploaded_by,
    )
