"""Marks for authors' tests."""

from __future__ import annotations

import os
from typing import Any


def skip_envs(*environments: str) -> Any:
    """Return a pytest mark that skips a test where ``DOMINO_TESTS_ENVIRONMENT`` is one of these."""
    import pytest

    current = os.environ.get("DOMINO_TESTS_ENVIRONMENT")
    return pytest.mark.skipif(current in environments, reason=f"not for the environment {current}")
