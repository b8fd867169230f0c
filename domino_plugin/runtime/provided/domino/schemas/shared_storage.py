"""Where the files of a workflow's runs are kept."""

from __future__ import annotations

from enum import Enum

from pydantic import BaseModel


class StorageSource(str, Enum):
    """The service that keeps the files."""

    none = "None"
    local = "Local"
    aws_s3 = "AWS S3"


class StorageMode(str, Enum):
    """What a task may do with the files."""

    none = "None"
    read = "Read"
    write = "Write"
    read_write = "Read/Write"


class WorkflowSharedStorage(BaseModel):
    """The storage of a workflow."""

    source: StorageSource = StorageSource.none
    mode: StorageMode = StorageMode.none
    storage_piece_name: str


class LocalSharedStorage(WorkflowSharedStorage):
    """A folder of the machine, or a volume."""

    source: StorageSource = StorageSource.local
    storage_piece_name: str = "LocalStoragePiece"


class AwsS3SharedStorage(WorkflowSharedStorage):
    """A folder of an S3 bucket."""

    source: StorageSource = StorageSource.aws_s3
    bucket: str
    storage_piece_name: str = "AWSS3StoragePiece"
    base_folder: str = ""


shared_storage_map = {"none": None, "local": LocalSharedStorage, "aws_s3": AwsS3SharedStorage}
