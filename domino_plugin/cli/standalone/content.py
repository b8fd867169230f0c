"""What a first start brings along: the starter Pieces and example workflows, through the services."""

from __future__ import annotations

import logging

log = logging.getLogger(__name__)


def install_starter_pieces(user: str) -> None:
    """Install the starter Pieces that this release ships into the default workspace."""
    from domino_plugin.db.session import session_scope
    from domino_plugin.errors import Conflict
    from domino_plugin.repositories import catalogue
    from domino_plugin.workspaces.service import ensure_default

    try:
        with session_scope() as session:
            catalogue.install(session, ensure_default(session), "starter", None, user)
    except Conflict as error:
        # Somebody works on the starter Pieces and hasn't given them a new version: the old ones stay.
        log.warning("%s", error.message)


def load_examples(user: str) -> None:
    """Make the example workflows in the default workspace, and have Airflow know them at once."""
    from domino_plugin.db.session import session_scope
    from domino_plugin.examples import load_examples as examples
    from domino_plugin.workflows import service
    from domino_plugin.workflows.document import WorkflowDocument
    from domino_plugin.workspaces.service import ensure_default

    with session_scope() as session:
        workspace_id = ensure_default(session)
        for example in examples():
            document = WorkflowDocument.model_validate(example.document)
            service.create(session, workspace_id, document, user=user, layout=example.layout)
