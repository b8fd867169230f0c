"""Schedules: when a workflow would run, before it is saved."""

from __future__ import annotations

from domino_plugin.blueprints.access import in_workspace
from domino_plugin.blueprints.answers import answer
from domino_plugin.blueprints.api.blueprint import WORKSPACE, api_blueprint
from domino_plugin.blueprints.api.schemas.base import WorkspacePath
from domino_plugin.blueprints.api.schemas.schedules import SchedulePreview, SchedulePreviewRequest
from flask import Response

from domino_plugin.workflows import schedule_preview
from domino_plugin.workspaces.rights import Right

api = api_blueprint("schedules", __name__, "When workflows run", f"{WORKSPACE}/schedules")


@api.post("/preview", responses={200: SchedulePreview})
@in_workspace(Right.SEE_WORKFLOWS)
def preview_schedule(path: WorkspacePath, body: SchedulePreviewRequest) -> Response:
    """The next run times by Airflow's own timetables, or what is wrong with the settings."""
    del path
    return answer(SchedulePreview.model_validate(schedule_preview.preview(body.model_dump())))
