"""The web app's page, its assets, the API's description and the health page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from domino_plugin.blueprints.api import health_checks
from domino_plugin.blueprints.app import create_app
from domino_plugin.blueprints.editor.page import EDITOR
from flask import Flask
from support.s3_server import ACCESS_KEY, SECRET_KEY

from domino_plugin import static

pytestmark = pytest.mark.airflow


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A web app as the build step leaves it."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "index-abc123.js").write_text("run()")
    (tmp_path / "icon.svg").write_text("<svg/>")
    page = '<base href="__DOMINO_ROOT__/"><div id=root></div>'
    (tmp_path / "index.html").write_text(page)
    (tmp_path / "editor.html").write_text(f"<link rel=modulepreload>{page}")
    monkeypatch.setattr(static, "DIST", tmp_path)
    return tmp_path


class TestPage:
    @pytest.mark.parametrize("path", ["/", "/workflows/3", "/airflow/dags/a.b/runs/x", "/apis"])
    def test_one_page_for_all_addresses(self, app: Flask, built: Path, path: str) -> None:
        answer = app.test_client().get(path)
        assert (answer.status_code, answer.mimetype) == (200, "text/html")
        assert '<base href="/">' in answer.text
        assert answer.headers["Cache-Control"] == "no-cache"
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in policy
        assert "'unsafe-eval'" not in policy

    @pytest.mark.parametrize("path", ["/workflows/new", "/workflows/31/edit", "/workflows/31/edit?draft=2"])
    def test_the_editors_addresses_ask_for_its_code_at_once(self, app: Flask, built: Path, path: str) -> None:
        assert "modulepreload" in app.test_client().get(path).text
        for other in ("/workflows/31", "/workflows/31/edits", "/editor.html"):
            assert "modulepreload" not in app.test_client().get(other).text

    def test_server_and_browser_agree_on_what_the_editors_addresses_are(self) -> None:
        source = (Path(static.__file__).parent / "src" / "api" / "ahead.ts").read_text()
        (theirs,) = re.findall(r"const EDITOR = /\^\\/(.*)\$/;", source)
        assert theirs.replace("\\/", "/").replace("(\\d+)", "\\d+") == EDITOR.pattern

    def test_it_knows_where_it_is_mounted(self, app: Flask, built: Path) -> None:
        environment = {"SCRIPT_NAME": '/air"><script>/domino'}
        answer = app.test_client().get("/workflows", environ_overrides=environment)
        assert '<base href="/air&quot;&gt;&lt;script&gt;/domino/">' in answer.text

    def test_assets_are_kept_for_ever(self, app: Flask, built: Path) -> None:
        answer = app.test_client().get("/assets/index-abc123.js")
        assert (answer.status_code, answer.text) == (200, "run()")
        assert "immutable" in answer.headers["Cache-Control"]
        icon = app.test_client().get("/icon.svg")
        assert (icon.text, icon.mimetype) == ("<svg/>", "image/svg+xml")

    @pytest.mark.parametrize(
        "path", ["/assets/../index.html", "/assets/%2e%2e/icon.svg", "/assets//etc/passwd"]
    )
    def test_nothing_else_is_served(self, app: Flask, built: Path, path: str) -> None:
        (built.parent / "secret").write_text("secret")
        answer = app.test_client().get(path, follow_redirects=True)
        assert answer.status_code in {200, 404}
        assert "secret" not in answer.text
        assert "run()" not in answer.text
        assert "secret" not in app.test_client().get("/%2e%2e%2fsecret").text

    def test_a_missing_build_is_explained(
        self, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(static, "DIST", tmp_path / "nowhere")
        answer = app.test_client().get("/workflows")
        assert (answer.status_code, answer.mimetype) == (503, "text/html")
        assert "not built" in answer.text
        assert app.test_client().get("/assets/x.js").status_code == 404


class TestDescription:
    def test_it_is_complete_and_names_its_server(self, app: Flask) -> None:
        environment = {"SCRIPT_NAME": "/air/domino"}
        found = app.test_client().get("/api/v1/openapi.json", environ_overrides=environment).json
        assert found["openapi"].startswith("3.1")
        assert found["servers"] == [{"url": "/air/domino"}]
        described = {(method.upper(), path) for path, methods in found["paths"].items() for method in methods}
        served = set()
        for rule in app.url_map.iter_rules():
            if rule.rule.startswith("/api/v1/") and rule.endpoint.split(".")[0] != "api_description":
                path = rule.rule.replace("<int:", "<").replace("<", "{").replace(">", "}")
                served |= {(method, path) for method in rule.methods or () if method != "HEAD"}
        assert described == served
        names = [one["operationId"] for methods in found["paths"].values() for one in methods.values()]
        assert len(set(names)) == len(names)
        assert all(one.isidentifier() for one in names)

    def test_every_reference_resolves(self, app: Flask) -> None:
        found = app.test_client().get("/api/v1/openapi.json").json
        schemas = found["components"]["schemas"]
        text = json.dumps(found)
        for piece in text.split('"#/components/schemas/')[1:]:
            assert piece.split('"')[0] in schemas

    def test_the_page_works_without_the_internet(self, app: Flask) -> None:
        client = app.test_client()
        page = client.get("/api/v1/docs").text
        assert "http://" not in page
        assert "https://" not in page
        for name in ("css/swagger-ui.css", "js/swagger-ui-bundle.js"):
            assert f"/api/v1/docs/{name}" in page
            assert client.get(f"/api/v1/docs/{name}").status_code == 200
        assert client.get("/api/v1/docs/../../../../__init__.py").status_code == 404

    def test_it_is_printed_without_a_server(self, app: Flask, tmp_path: Path) -> None:
        """Even without a database: the web app's client is generated at build time."""
        outcome = subprocess.run(
            [sys.executable, "-m", "domino_plugin.blueprints.openapi"],
            check=False, env={"AIRFLOW_HOME": str(tmp_path)}, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert outcome.returncode == 0, outcome.stderr[-3000:]
        printed = json.loads(outcome.stdout)
        assert printed["paths"] == app.test_client().get("/api/v1/openapi.json").json["paths"]


class TestHealth:
    @pytest.fixture(autouse=True)
    def look_again(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(health_checks, "_last", None)
        monkeypatch.setenv("AIRFLOW__DOMINO__STORAGE_ROOT", str(tmp_path / "storage"))

    def checks(self, user: Any) -> dict[str, dict[str, Any]]:
        return {one["name"]: one for one in user.get("/api/v1/health").json["checks"]}

    def test_strangers_learn_the_state_only(self, app: Flask) -> None:
        answer = app.test_client().get("/api/v1/health")
        assert answer.status_code == 200
        assert answer.json["checks"] is None
        assert answer.json["status"] == "error", "no scheduler runs in this test"

    def test_users_learn_reasons_and_ways_out(self, sign_in: Any) -> None:
        found = self.checks(sign_in())
        assert found["tables"]["status"] == "ok"
        assert found["shared storage"]["status"] == "ok"
        assert found["dags folder"]["status"] == "ok"
        assert found["secrets"]["status"] == "ok"
        assert found["scheduler"] == {
            "name": "scheduler",
            "status": "error",
            "reason": "Has sent no heartbeat lately.",
            "fix": "Start it: `airflow scheduler`.",
        }
        assert all(one["fix"] for one in found.values() if one["status"] != "ok")

    def test_a_living_scheduler(self, sign_in: Any) -> None:
        from airflow.jobs.job import Job

        from domino_plugin.db.session import session_scope

        with session_scope() as session:
            job = Job(job_type="SchedulerJob", state="running")
            session.add(job)
        try:
            assert self.checks(sign_in())["scheduler"]["status"] == "ok"
        finally:
            with session_scope() as session:
                session.delete(session.merge(job))

    def test_a_storage_that_cannot_be_written(
        self, sign_in: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "file").touch()
        monkeypatch.setenv("AIRFLOW__DOMINO__STORAGE_ROOT", str(tmp_path / "file"))
        found = self.checks(sign_in())["shared storage"]
        assert found["status"] == "error"
        assert "can't be written" in found["reason"]

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ({"S3_CONNECTION": "nope"}, "needs the Airflow connection 'nope'"),
            ({"S3_CONNECTION": "wrong"}, "refuses the credentials, those of the Airflow connection 'wrong'"),
            ({"S3_ENDPOINT": "http://127.0.0.1:1"}, "http://127.0.0.1:1 can't be reached"),
            ({"STORAGE_ROOT": "s3://no-such-bucket"}, "no bucket 'no-such-bucket'"),
            ({}, None),
        ],
    )
    def test_an_s3_that_can_and_that_cannot_be_used(
        self,
        sign_in: Any,
        s3_server: Any,
        monkeypatch: pytest.MonkeyPatch,
        options: dict[str, str],
        said: str | None,
    ) -> None:
        for name, secret in (("STORE", SECRET_KEY), ("WRONG", "x")):
            connection = {"conn_type": "aws", "login": ACCESS_KEY, "password": secret}
            monkeypatch.setenv(f"AIRFLOW_CONN_{name}", json.dumps(connection))
        given = {
            "STORAGE_ROOT": f"s3://{s3_server.bucket}/health",
            "S3_ENDPOINT": s3_server.url,
            "S3_CONNECTION": "store",
        }
        for name, value in (given | options).items():
            monkeypatch.setenv(f"AIRFLOW__DOMINO__{name}", value)
        found = self.checks(sign_in())["shared storage"]
        assert found["status"] == ("ok" if said is None else "error")
        assert (said or "can be written") in found["reason"]

    def test_an_s3_that_is_not_for_domino_alone(
        self, sign_in: Any, s3_server: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        connection = {"conn_type": "aws", "login": ACCESS_KEY, "password": SECRET_KEY}
        monkeypatch.setenv("AIRFLOW_CONN_STORE", json.dumps(connection))
        root = f"s3://{s3_server.bucket}/"
        for name, value in (("ROOT", root), ("ENDPOINT", s3_server.url), ("CONNECTION", "store")):
            prefix = "STORAGE" if name == "ROOT" else "S3"
            monkeypatch.setenv(f"AIRFLOW__DOMINO__{prefix}_{name}", value)
        found = self.checks(sign_in())["shared storage"]
        assert found["status"] == "warning"
        assert f"s3://{s3_server.bucket}/ can be written. All of the bucket" in found["reason"]
        assert f"s3://{s3_server.bucket}/domino" in found["fix"]

    def test_a_dags_folder_airflow_never_reads(self, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AIRFLOW__DOMINO__DAGS_SUBFOLDER", "../elsewhere")
        assert self.checks(sign_in())["dags folder"]["status"] == "error"

    @pytest.mark.parametrize(
        ("option", "said"),
        [
            (
                "PATH_ISOLATION",
                "[domino] path_isolation is 'lots': it takes one of auto, namespace, mapping.",
            ),
            ("REQUEST_MAX_MEGABYTES", "it takes a whole number above 0"),
            ("DEFAULT_WORKSPACE_ROLE", "it takes one of none, read, write, admin, owner"),
        ],
    )
    def test_an_option_that_cannot_be(
        self, sign_in: Any, monkeypatch: pytest.MonkeyPatch, option: str, said: str
    ) -> None:
        """The application comes up, so that somebody can be told."""
        user = sign_in()
        monkeypatch.setenv(f"AIRFLOW__DOMINO__{option}", "lots")
        user.client = create_app().test_client()
        found = self.checks(user)
        assert found["settings"]["status"] == "error"
        assert said in found["settings"]["reason"]
        assert found["shared storage"]["reason"] == found["settings"]["reason"]
        refused = user.get("/api/v1/workspaces")
        assert (refused.status_code, refused.json["detail"]) == (503, found["settings"]["reason"])

    def test_an_empty_fernet_key(self, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AIRFLOW__CORE__FERNET_KEY", "")
        found = self.checks(sign_in())["secrets"]
        assert found["status"] == "warning"
        assert "Fernet.generate_key" in found["fix"]

    def test_fabs_roles_without_the_menu_entry(self, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        from domino_plugin.airflow_compat import installation

        user = sign_in()
        monkeypatch.setattr(installation, "_uses_fab", lambda: True)
        found = self.checks(user)["menu entry"]
        assert found["status"] == "warning"
        assert found["fix"] == "airflow roles add-perms User Viewer -r Plugins -a can_read"

    def test_a_check_that_fails_is_told_as_one(self, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail() -> None:
            raise KeyError("swordfish")

        monkeypatch.setitem(health_checks._CHECKS, "secrets", fail)
        found = self.checks(sign_in())["secrets"]
        assert (found["status"], found["reason"]) == ("error", "Could not be checked: KeyError.")
