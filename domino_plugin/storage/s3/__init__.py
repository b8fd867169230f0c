"""Shared storage in S3: only what a task's inputs name is fetched, and what it wrote is stored."""

from __future__ import annotations

from domino_plugin.storage.s3.storage import S3Storage

__all__ = ["S3Storage"]
