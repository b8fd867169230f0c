"""When a workflow with a given schedule would run, as Airflow itself works it out."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from domino_plugin.airflow_compat.timetables import run_times
from domino_plugin.db.types import utcnow
from domino_plugin.errors import Invalid, Problem
from domino_plugin.operators.dag import build_dag
from domino_plugin.workflows.document import WorkflowDocument
from domino_plugin.workflows.document_errors import parse_document
from domino_plugin.workflows.generation import build_spec
from domino_plugin.workflows.pieces import FixedCatalogue
from domino_plugin.workflows.schedule_check import check_schedule

#: Runs ahead that are told.
NEXT_RUNS = 5
#: Runs to be made up for that are counted.
MAX_OVERDUE = 1000


@dataclass(frozen=True)
class SchedulePreview:
    """When a workflow would run that is new to Airflow.

    Attributes:
        runs: the next `NEXT_RUNS` times ahead, in UTC; fewer if the schedule ends before.
        overdue: runs that would start at once, as their time has passed; `MAX_OVERDUE` stands for that many
            or more.
        problems: why there are none.
    """

    runs: list[dt.datetime] = field(default_factory=list)
    overdue: int = 0
    problems: list[Problem] = field(default_factory=list)


def preview(settings: Mapping[str, Any]) -> SchedulePreview:
    """Return when a workflow would run; `settings` are ``schedule``, ``start``, ``end`` and ``catchup``."""
    try:
        document = parse_document({**settings, "name": "preview"})
    except Invalid as error:
        return SchedulePreview(problems=error.problems)
    problems = list(check_schedule(document))
    if problems:
        return SchedulePreview(problems=problems)
    now = utcnow()
    counted = list(_until_enough(now, itertools.islice(_times(document), MAX_OVERDUE + NEXT_RUNS)))
    overdue = sum(time <= now for time in counted)
    if overdue > MAX_OVERDUE:
        # Too far to go in single steps.
        ahead = _times(document.model_copy(update={"catchup": False}))
        return SchedulePreview(list(itertools.islice(_after(now, ahead), NEXT_RUNS)), MAX_OVERDUE)
    return SchedulePreview(list(itertools.islice(_after(now, counted), NEXT_RUNS)), overdue)


def _times(document: WorkflowDocument) -> Iterator[dt.datetime]:
    spec = build_spec(
        document, FixedCatalogue({}), dag_id="preview", workflow_id=0, workspace_id=0, version=0
    )
    return run_times(build_dag(spec))


def _until_enough(now: dt.datetime, times: Iterable[dt.datetime]) -> Iterator[dt.datetime]:
    """Go no further than `NEXT_RUNS` ahead: a rare schedule would reach the end of all years."""
    ahead = 0
    for time in times:
        yield time
        ahead += time > now
        if ahead == NEXT_RUNS:
            return


def _after(now: dt.datetime, times: Iterable[dt.datetime]) -> Iterator[dt.datetime]:
    return (time for time in times if time > now)
