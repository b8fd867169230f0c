"""When Airflow would start runs of a DAG.

Reason: a DAG of the SDK only says what its schedule is; the timetable that the scheduler asks is made from it
when the DAG is read from the database, by the function called here. What it is asked then is the documented
interface of timetables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from domino_plugin.errors import Unavailable


def run_times(dag: Any) -> Iterator[dt.datetime]:
    """Yield when runs of a DAG that has none yet would start, in order, in UTC; may never end.

    The DAG is an `airflow.sdk.DAG`. Times before now are those of runs that start at once.

    Raises:
        Unavailable: this Airflow's internals differ.
    """
    try:
        from airflow.serialization.encoders import coerce_to_core_timetable
        from airflow.timetables.base import TimeRestriction
    except ImportError as error:
        raise Unavailable("This Airflow's schedules can't be asked for their next runs.") from error

    timetable = coerce_to_core_timetable(dag.timetable)
    restriction = TimeRestriction(dag.start_date, dag.end_date, dag.catchup)
    last = None
    while True:
        info = timetable.next_dagrun_info(last_automated_data_interval=last, restriction=restriction)
        if info is None:
            return
        yield info.run_after
        last = info.data_interval
