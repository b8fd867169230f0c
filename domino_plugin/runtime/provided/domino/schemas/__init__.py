"""Types of what surrounds a Piece."""

from domino.schemas.container_resources import ContainerResourcesModel
from domino.schemas.deploy_mode import DeployModeType
from domino.schemas.display_result import DisplayResultFileType
from domino.schemas.piece_metadata import PieceMetadata
from domino.schemas.shared_storage import StorageSource, WorkflowSharedStorage, shared_storage_map

__all__ = [
    "ContainerResourcesModel",
    "DeployModeType",
    "DisplayResultFileType",
    "PieceMetadata",
    "StorageSource",
    "WorkflowSharedStorage",
    "shared_storage_map",
]
