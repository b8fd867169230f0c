"""Checks when a workflow runs: cron expression, time zone, start and end."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

from domino_plugin.errors import Problem, did_you_mean, problem
from domino_plugin.workflows.document import CronSchedule, NoSchedule, WorkflowDocument

CRON_FIELDS = 5
#: What the library understands as "any time, thrown anew whenever it is asked".
_RANDOM = re.compile(r"(?<![a-z])[hr](?![a-z])", re.IGNORECASE)
_CRON_HINT = "Give minute, hour, day of month, month and day of week, such as '30 6 * * 1-5'."


def check_schedule(document: WorkflowDocument) -> Iterator[Problem]:
    """Yield what is wrong with the schedule of a document."""
    schedule = document.schedule
    if not isinstance(schedule, NoSchedule) and not _is_timezone(schedule.timezone):
        yield problem(
            f"there is no time zone {schedule.timezone!r}",
            field="schedule.timezone",
            fix=did_you_mean(schedule.timezone, _timezones())
            or "Use a name such as 'Europe/Berlin' or 'UTC'.",
        )
    if isinstance(schedule, CronSchedule):
        reason = cron_problem(schedule.cron)
        if reason:
            yield problem(f"{schedule.cron!r} {reason}", field="schedule.cron", fix=_CRON_HINT)
    if document.start and document.end and document.end <= document.start:
        yield problem(
            f"the end ({document.end.isoformat()}) is not after the start ({document.start.isoformat()})",
            field="end",
            fix="Choose a later end, or leave it empty.",
        )


@lru_cache(maxsize=1000)
def cron_problem(expression: str) -> str | None:
    """Return what is wrong with a cron expression, or None; judged by the library Airflow schedules with."""
    from croniter import CroniterBadDateError, CroniterError, croniter  # type: ignore[import-untyped,unused-ignore]

    count = len(expression.split())
    if count != CRON_FIELDS:
        return f"has {count} fields, cron takes {CRON_FIELDS}"
    if _RANDOM.search(expression):
        return "is not a cron expression: H and R stand for random times, which would change at every look"
    try:
        croniter(expression, dt.datetime(2026, 1, 1, tzinfo=dt.timezone.utc)).get_next()
    except CroniterBadDateError:
        return "never comes"
    except (CroniterError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return f"is not a cron expression: {str(error)[:200]}"
    return None


def _is_timezone(name: str) -> bool:
    return name in _timezones()


@lru_cache(maxsize=1)
def _timezones() -> frozenset[str]:
    import zoneinfo

    return frozenset(zoneinfo.available_timezones())
