"""The sample Pieces of `documents`, installed in a workspace."""

from __future__ import annotations

import uuid
from typing import Any

from documents import BUNDLE, CUSTOM_INPUTS, CUSTOM_OUTPUTS, GROUP, INPUTS, OUTPUTS, SOURCE, VERSION

from domino_plugin.db.models import Piece, Repository, RepositoryVersion, Secret, Workspace
from domino_plugin.repositories.sources import source_hash

SECRETS = {"type": "object", "properties": {"TOKEN": {"type": "string"}}, "required": ["TOKEN"]}


def install_samples(session: Any) -> int:
    workspace = Workspace(name=f"test {uuid.uuid4()}")
    session.add(workspace)
    session.flush()
    repository = Repository(
        workspace_id=workspace.id,
        kind="git",
        source=SOURCE,
        source_hash=source_hash(SOURCE),
        name="pieces",
        label="Pieces",
    )
    version = RepositoryVersion(
        version=VERSION, bundle=BUNDLE, groups={"group0": GROUP, "group1": GROUP}, problems=[]
    )
    version.pieces.append(_piece("WorkPiece"))
    version.pieces.append(
        _piece("CustomPiece", group_key="group1", input_schema=CUSTOM_INPUTS, output_schema=CUSTOM_OUTPUTS)
    )
    version.pieces.append(_piece("SecretPiece", secrets_schema=SECRETS))
    repository.versions.append(version)
    repository.secrets.append(Secret(name="TOKEN", variable_key="domino_secret__x__TOKEN", is_set=False))
    session.add(repository)
    session.commit()
    return workspace.id


def _piece(name: str, **changes: Any) -> Piece:
    values = {
        "label": name,
        "group_key": "group0",
        "input_schema": INPUTS,
        "output_schema": OUTPUTS,
        "secrets_schema": None,
        "tags": [],
        "style": {},
        "resources": {},
    }
    return Piece(name=name, **(values | changes))
