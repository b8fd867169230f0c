"""The Flask application: blueprints, errors, transactions and access control, put together."""

from __future__ import annotations

import logging

from domino_plugin.blueprints import access, audit, problems, transaction
from domino_plugin.blueprints.api import (
    description,
    drafts,
    files,
    health,
    jobs,
    members,
    people,
    runs,
    schedules,
    workflows,
)
from domino_plugin.blueprints.api.blueprint import SECURITY_SCHEMES
from domino_plugin.blueprints.api.schemas.base import ProblemDocument
from domino_plugin.blueprints.editor import page
from domino_plugin.blueprints.pieces import repositories
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI

from domino_plugin import settings
from domino_plugin.version import __version__

log = logging.getLogger(__name__)
#: What a request's body may have while the option for it can't be read.
_FALLBACK_BYTES = 1024 * 1024


def create_app() -> OpenAPI:
    """Make the application. It asks nobody who he is but Airflow, and runs behind any ASGI or WSGI server."""
    app = OpenAPI(
        "domino_plugin.blueprints",
        info=Info(title="Domino", version=__version__, description="Visual workflows in Apache Airflow."),
        security_schemes=SECURITY_SCHEMES,
        validation_error_model=ProblemDocument,
        validation_error_callback=problems.from_validation,
        doc_ui=False,
        static_folder=None,
    )
    app.config["MAX_CONTENT_LENGTH"] = _request_max_bytes()
    # A route exists for the methods it names: an OPTIONS that nobody declared would pass access control.
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    for module in (people, members, repositories, workflows, drafts, files, schedules, runs, jobs, health):
        app.register_api(module.api)
    app.register_blueprint(description.api)
    app.register_blueprint(page.blueprint)
    problems.install(app)
    transaction.install(app)
    access.install(app)
    audit.install(app)
    return app


def _request_max_bytes() -> int:
    try:
        return settings.load().request_max_bytes
    except settings.SettingsError as error:
        # The application comes up all the same: its health page tells what is wrong.
        log.error("%s", error.message)  # noqa: TRY400  the text says it all
        return _FALLBACK_BYTES
