"""Names of workflows in Airflow: dag_ids and file names."""

from __future__ import annotations

import re
import secrets
import string
import unicodedata

_SLUG_LENGTH = 60
_SUFFIX_LENGTH = 8
_LETTERS = string.ascii_lowercase + string.digits
_DAG_ID = re.compile(rf"[a-z0-9-]+-[a-z0-9]{{{_SUFFIX_LENGTH}}}")


def new_dag_id(name: str) -> str:
    """Return a dag_id for a workflow of that name: readable, and never given twice."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:_SLUG_LENGTH].strip("-")
    suffix = "".join(secrets.choice(_LETTERS) for _ in range(_SUFFIX_LENGTH))
    return f"{slug or 'workflow'}-{suffix}"


def is_dag_id(text: str) -> bool:
    """Tell whether `new_dag_id` could have made this."""
    return _DAG_ID.fullmatch(text) is not None


def file_name(dag_id: str) -> str:
    """Return the name of a workflow's DAG file."""
    return f"{dag_id}.py"
