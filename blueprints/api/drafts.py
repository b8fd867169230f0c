"""Drafts: what is being worked on, saved before it is a workflow. Everybody sees only his own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from domino_plugin.blueprints import access
from domino_plugin.blueprints.access import caller, in_workspace
from domino_plugin.blueprints.answers import answer, no_content
from domino_plugin.blueprints.api.blueprint import WORKSPACE, api_blueprint
from domino_plugin.blueprints.api.schemas import drafts as schemas
from domino_plugin.blueprints.api.schemas.base import WorkspacePath
from domino_plugin.blueprints.preconditions import base_number, tag
from domino_plugin.blueprints.transaction import current_session
from flask import Response

from domino_plugin.workflows import drafts as service
from domino_plugin.workflows.layout import Layout
from domino_plugin.workspaces.rights import Right

if TYPE_CHECKING:
    from domino_plugin.db.models import Draft

api = api_blueprint("drafts", __name__, "Work in progress, each its owner's", f"{WORKSPACE}/drafts")
_ONE = "/<int:draft_id>"


@api.get("", responses={200: schemas.DraftList})
@in_workspace(Right.EDIT_WORKFLOWS)
def list_drafts(path: WorkspacePath, query: schemas.DraftQuery) -> Response:
    """The caller's drafts, last saved first."""
    found, total = service.list_drafts(
        current_session(),
        path.workspace_id,
        caller().name,
        workflow_id=query.workflow_id,
        limit=query.limit,
        offset=query.offset,
    )
    items = [schemas.DraftSummary.model_validate(draft) for draft in found]
    return answer(schemas.DraftList(items=items, total=total))


@api.post("", responses={201: schemas.DraftSummary})
@in_workspace(Right.EDIT_WORKFLOWS, access.EDIT_DAG, body_names_workflow=True)
def create_draft(path: WorkspacePath, body: schemas.DraftCreate) -> Response:
    """Make a draft; the document is stored as it is, valid or not."""
    draft = service.create(
        current_session(), path.workspace_id, caller().name, access.workflow_if_any(), _content(body)
    )
    return _summary(draft, 201)


@api.get(_ONE, responses={200: schemas.Draft})
@in_workspace(Right.EDIT_WORKFLOWS, access.EDIT_DAG)
def get_draft(path: schemas.DraftPath) -> Response:
    """A draft, whole."""
    del path
    draft = access.draft()
    whole = schemas.DraftSummary.model_validate(draft).model_dump(mode="json")
    whole["layout"] = Layout.model_validate(draft.layout).model_dump(mode="json")
    # Not by a model: it would replace halves of surrogate pairs, and the document is to come back as it was.
    whole["document"] = draft.document
    response = Response(json.dumps(whole), content_type="application/json")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers.update(tag(draft.revision))
    return response


@api.put(_ONE, responses={200: schemas.DraftSummary})
@in_workspace(Right.EDIT_WORKFLOWS, access.EDIT_DAG)
def save_draft(path: schemas.DraftPath, header: schemas.DraftHeader, body: schemas.DraftUpdate) -> Response:
    """Save a draft, based on the revision that If-Match names.

    Answers 409, with the revision it has, if the draft was saved since, such as in another window.
    """
    del path
    draft = service.save(
        current_session(), access.draft(), _content(body), base_revision=base_number(header.if_match)
    )
    return _summary(draft)


@api.delete(_ONE, responses={204: None})
@in_workspace(Right.EDIT_WORKFLOWS)
def delete_draft(path: schemas.DraftPath) -> Response:
    """Give up a draft."""
    del path
    current_session().delete(access.draft())
    return no_content()


def _content(body: schemas.DraftUpdate) -> service.DraftContent:
    return service.DraftContent(
        name=body.name,
        base_version=body.base_version,
        document=body.document,
        layout=body.layout.model_dump(mode="json"),
    )


def _summary(draft: Draft, status: int = 200) -> Response:
    return answer(schemas.DraftSummary.model_validate(draft), status, tag(draft.revision))
