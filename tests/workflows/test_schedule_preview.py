"""When a schedule would run: what is told is what Airflow's scheduler then does."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from documents import document
from hypothesis import given, settings
from hypothesis import strategies as st

from domino_plugin.workflows import service
from domino_plugin.workflows.schedule_preview import MAX_OVERDUE, NEXT_RUNS, preview

BERLIN = ZoneInfo("Europe/Berlin")


def cron(expression, timezone="UTC"):
    return {"kind": "cron", "cron": expression, "timezone": timezone}


def ahead(**delta):
    return (dt.datetime.now(dt.timezone.utc) + dt.timedelta(**delta)).isoformat()


def test_the_next_runs_are_told_in_the_time_zone_of_the_schedule():
    """Over a change of the clocks: six in the morning stays six in the morning."""
    found = preview({"schedule": cron("0 6 * * *", "Europe/Berlin"), "start": "2090-03-24T12:00:00+00:00"})
    local = [time.astimezone(BERLIN) for time in found.runs]
    assert [f"{time:%m-%d %H:%M}" for time in local] == [f"03-{day} 06:00" for day in range(25, 30)]
    assert len({time.utcoffset() for time in local}) == 2
    assert (found.overdue, found.problems) == (0, [])


def test_the_runs_end_with_the_schedule():
    found = preview(
        {"schedule": cron("0 0 * * *"), "start": "2090-01-01T00:00:00Z", "end": "2090-01-03T00:00:00Z"}
    )
    assert [time.day for time in found.runs] == [1, 2, 3]


@pytest.mark.parametrize(("catchup", "overdue"), [(True, 10), (False, 1)])
def test_runs_whose_time_has_passed_are_counted(catchup, overdue):
    """Without catching up, Airflow makes up for the last of them only."""
    found = preview({"schedule": cron("*/30 * * * *"), "start": ahead(minutes=-300), "catchup": catchup})
    assert abs(found.overdue - overdue) <= catchup, "a half hour may strike meanwhile"
    assert len(found.runs) == NEXT_RUNS
    assert min(found.runs) > dt.datetime.now(dt.timezone.utc) - dt.timedelta(minutes=1)


def test_a_long_past_is_not_counted_to_its_end():
    found = preview({"schedule": cron("* * * * *"), "start": "1990-01-01T00:00:00Z", "catchup": True})
    assert (found.overdue, len(found.runs)) == (MAX_OVERDUE, NEXT_RUNS)
    assert found.runs == sorted(found.runs)


def test_a_rare_schedule_is_not_followed_to_the_end_of_all_years():
    """The fifth Mondays that are leap days come every 28 years, and the calendar ends with 9999."""
    found = preview({"schedule": cron("0 0 29 2 1#5"), "start": "2000-01-01T00:00:00Z", "catchup": True})
    assert [time.year for time in found.runs] == [2044, 2072, 2112, 2140, 2168]
    assert (found.overdue, found.problems) == (1, [])


def test_without_a_schedule_there_are_no_runs():
    found = preview({"schedule": {"kind": "none"}})
    assert (found.runs, found.overdue, found.problems) == ([], 0, [])


def test_once_is_at_once_or_at_the_start():
    once = {"kind": "preset", "preset": "once"}
    assert preview({"schedule": once}).overdue == 1
    found = preview({"schedule": once, "start": "2090-01-01T00:00:00+01:00"})
    assert [time.isoformat() for time in found.runs] == ["2089-12-31T23:00:00+00:00"]


@pytest.mark.parametrize(
    ("settings", "field", "words"),
    [
        ({"schedule": cron("61 * * * *")}, "schedule.cron", "not a cron expression"),
        ({"schedule": cron("* * *")}, "schedule.cron", "3 fields"),
        ({"schedule": cron("")}, "schedule.cron", "at least 1"),
        ({"schedule": cron("0 0 30 2 *")}, "schedule.cron", "never comes"),
        ({"schedule": cron("* * * * *", "Europe/Berlim")}, "schedule.timezone", "no time zone"),
        ({"schedule": {"kind": "moon"}}, "schedule", "kind"),
        ({"schedule": {"kind": "none"}, "start": "tomorrow"}, "start", "datetime"),
        ({"schedule": {"kind": "none"}, "start": "2026-01-01T00:00:00"}, "start", "time zone"),
        (
            {"schedule": cron("* * * * *"), "start": "2026-01-02T00:00:00Z", "end": "2026-01-01T00:00:00Z"},
            "end",
            "not after the start",
        ),
    ],
)
def test_what_is_wrong_is_told_instead(settings, field, words):
    found = preview(settings)
    assert (found.runs, found.overdue) == ([], 0)
    assert [one["field"] for one in found.problems] == [field]
    assert words in found.problems[0]["reason"]


@settings(deadline=None, max_examples=200)
@given(
    expression=st.lists(st.text("0123456789*/,-L#?", min_size=1, max_size=4), min_size=5, max_size=5),
    catchup=st.booleans(),
)
def test_any_expression_gives_runs_or_reasons(expression, catchup):
    found = preview(
        {"schedule": cron(" ".join(expression)), "start": "2026-01-01T00:00:00Z", "catchup": catchup}
    )
    assert bool(found.problems) != bool(found.runs)


@pytest.mark.airflow
@pytest.mark.usefixtures("dags_folder")
@pytest.mark.parametrize(
    "settings",
    [
        {"schedule": cron("30 2 * * *", "America/New_York")},
        {"schedule": cron("0 6 1 * *"), "start": "2090-01-01T00:00:00Z"},
        {"schedule": cron("0 0 * * 1"), "start": "2026-01-01T00:00:00Z", "catchup": True},
        {"schedule": {"kind": "preset", "preset": "yearly", "timezone": "Asia/Tokyo"}},
        {"schedule": {"kind": "preset", "preset": "once"}, "start": "2090-01-01T00:00:00Z"},
    ],
)
def test_airflow_plans_the_same_run_for_the_workflow(db_session, workspace, settings):
    made = service.create(db_session, workspace, document([], **settings), user="ann")
    assert made.publish_error is None
    found = preview(settings)
    if found.overdue:
        assert made.next_run_at <= dt.datetime.now(dt.timezone.utc)
    else:
        assert made.next_run_at == found.runs[0]
