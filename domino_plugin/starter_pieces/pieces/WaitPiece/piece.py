from __future__ import annotations

import datetime as dt
import time
import zoneinfo

from domino.base_piece import BasePiece
from starter_files import TableError, nearest

from .models import InputModel, OutputModel

LONGEST = dt.timedelta(days=7)
#: A clock that is set meanwhile is noticed after so many seconds.
STEP = 5.0


class WaitPiece(BasePiece):
    """Waits."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        started = _now()
        end = _end(input_data, started)
        if end - started > LONGEST:
            raise TableError(
                f"The wait would end at {end.isoformat()}, over seven days away; use a schedule for that."
            )
        self.logger.info(
            "Waiting until %s (%s)", end.isoformat(timespec="seconds"), max(end - started, dt.timedelta())
        )
        begun = time.monotonic()
        while (left := (end - _now()).total_seconds()) > 0:
            time.sleep(min(left, STEP))
        return OutputModel(
            started_at=started, ended_at=_now(), waited_seconds=round(time.monotonic() - begun, 3)
        )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.timezone.utc)


def _end(asked: InputModel, started: dt.datetime) -> dt.datetime:
    given = [asked.until is not None, asked.until_time is not None]
    if all(given):
        raise TableError("until_time: a moment is given in 'until' as well; give only one of the two.")
    zone = _zone(asked.time_zone)
    if asked.until is not None:
        moment = asked.until if asked.until.tzinfo else asked.until.replace(tzinfo=zone)
        return moment.astimezone(dt.timezone.utc)
    if asked.until_time is not None:
        return _next(asked.until_time, zone, started)
    if asked.duration is None:
        raise TableError("duration is empty: give a duration, a moment or a time of day.")
    if asked.duration < dt.timedelta():
        raise TableError(f"duration: {asked.duration} is negative.")
    return started + asked.duration


def _next(clock: dt.time, zone: dt.tzinfo, started: dt.datetime) -> dt.datetime:
    zone = clock.tzinfo or zone
    today = dt.datetime.combine(started.astimezone(zone).date(), clock.replace(tzinfo=None), zone)
    if today <= started:
        today = dt.datetime.combine(today.date() + dt.timedelta(days=1), clock.replace(tzinfo=None), zone)
    return today.astimezone(dt.timezone.utc)


def _zone(name: str) -> dt.tzinfo:
    if name.upper() == "UTC":
        return dt.timezone.utc
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = zoneinfo.available_timezones()
        hint = nearest(name, known) if known else " This machine has no list of time zones; only UTC works."
        raise TableError(f"time_zone: there is no time zone {name!r}.{hint}") from None
