"""Connections in processes that are neither a server of Airflow nor a task of it.

The Task SDK's ``Connection.get`` looks into Airflow's database only in a process that says it is a server, by
an environment variable that isn't public; Airflow's own command ``airflow connections`` sets it the same way
(3.2 and 3.3). Should the variable lose its meaning, connections are still found in environment variables and
secrets backends.
"""

from __future__ import annotations

import os


def look_into_database() -> None:
    """Have connections found in Airflow's database, in this process."""
    os.environ["_AIRFLOW_PROCESS_CONTEXT"] = "server"
