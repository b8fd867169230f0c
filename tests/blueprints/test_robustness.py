"""Arbitrary input to every route: it may be refused, it must not break anything."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from domino_plugin.blueprints.api.description import description
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domino_plugin.db import models
from domino_plugin.db.session import session_scope
from domino_plugin.workspaces.roles import Role

pytestmark = pytest.mark.airflow

NASTY = st.sampled_from(
    [
        "", " ", "\u0000", "a\u0000b", "'; DROP TABLE dag; --", "{{ 7*7 }}", "../../etc/passwd", "%00", "💥",
        "-1", "0", "1", "99999999999999999999", "NaN", "1e999", "true", "null", "*", '"1"', 'W/"1"', "ﬀ" * 99,
        "/home/shared_storage/a/b", "/home/shared_storage/../../x", "file:///etc", "starter",
        "http://127.0.0.1:1/x",
    ]
)  # fmt: skip
TEXT = NASTY | st.text(max_size=40)
#: Half a surrogate pair can stand in JSON, but in no address.
JSON_TEXT = TEXT | st.sampled_from(["\ud800", "a \udfff b"])
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | JSON_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(JSON_TEXT, inner, max_size=3),
    max_leaves=8,
)
#: Routes that would do something out there with valid input, or leave nothing to the cases after them.
LEFT_OUT = {"install_repository", "list_source_versions", "delete_workspace"}


def operations(app: Flask) -> list[tuple[str, str, dict[str, Any]]]:
    document = description(app, "")  # type: ignore[arg-type]
    return [
        (path, method.upper(), operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if operation["operationId"] not in LEFT_OUT
    ]


def body_of(operation: dict[str, Any], document: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of any kind, and objects that have the right names at least."""
    if "requestBody" not in operation:
        return st.none()
    content = operation["requestBody"]["content"]
    if "application/json" not in content:
        return VALUE
    reference = content["application/json"]["schema"]["$ref"]
    return VALUE | shaped(document["components"]["schemas"], reference.rpartition("/")[2], 4)


def shaped(schemas: dict[str, Any], name: str, depth: int) -> st.SearchStrategy[Any]:
    fields = schemas[name].get("properties", {})
    return st.fixed_dictionaries(
        {}, optional={key: field(schemas, value, depth) for key, value in fields.items()}
    )


def field(schemas: dict[str, Any], schema: dict[str, Any], depth: int) -> st.SearchStrategy[Any]:
    """Something of the right type more often than not."""
    found = [VALUE]
    for one in [schema, *schema.get("anyOf", []), *schema.get("oneOf", [])]:
        if "$ref" in one and depth:
            found.append(shaped(schemas, one["$ref"].rpartition("/")[2], depth - 1))
        if "const" in one or "enum" in one:
            found.append(st.sampled_from(one.get("enum") or [one["const"]]))
        if one.get("type") == "array" and depth:
            found.append(st.lists(field(schemas, one.get("items", {}), depth - 1), max_size=3))
        if one.get("type") == "string":
            found += [JSON_TEXT, st.sampled_from(["a", "b", "node_1"])]
        if one.get("type") == "integer":
            found.append(st.integers(-2, 2**70))
    return st.one_of(*found)


@pytest.fixture
def target(sign_in: Any, new_workspace: Any) -> tuple[Any, dict[str, int]]:
    owner = sign_in("ada", "admin")
    workspace_id = new_workspace(ada=Role.OWNER)
    with session_scope() as session:
        workflow = models.Workflow(
            workspace_id=workspace_id, name="w", dag_id="w-robust01", current_version=1, layout={}
        )
        document = {"schema_version": 1, "name": "w", "nodes": [], "edges": []}
        workflow.versions.append(models.WorkflowVersion(number=1, document=document))
        repository = models.Repository(
            workspace_id=workspace_id, kind="git", source="s", source_hash="h", name="n", label="l"
        )
        payload = {"bundle": "0" * 64, "group_key": "group0", "group": {}}
        job = models.Job(workspace_id=workspace_id, kind="build_environment", state="failed", payload=payload)
        draft = models.Draft(workspace_id=workspace_id, owner=owner.name, name="d", document={}, layout={})
        session.add_all([workflow, repository, job, draft])
        session.flush()
        ids = {"workspace_id": workspace_id, "workflow_id": workflow.id, "draft_id": draft.id}
        return owner, {**ids, "repository_id": repository.id, "job_id": job.id}


@settings(
    max_examples=400,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_nothing_breaks(app: Flask, target: tuple[Any, dict[str, int]], data: st.DataObject) -> None:
    owner, ids = target
    path, method, operation = data.draw(st.sampled_from(operations(app)))
    query, headers = {}, {}
    for parameter in operation.get("parameters", []):
        name = parameter["name"]
        if parameter["in"] == "path":
            # Mostly the real object, so that the request gets as far as the service.
            known = name in ids and data.draw(st.integers(0, 9)) > 0
            value = str(ids[name]) if known else data.draw(TEXT)
            path = path.replace(f"{{{name}}}", quote(value.encode("utf-8", "surrogatepass"), safe=""))
        elif parameter["in"] == "query":
            if data.draw(st.booleans()):
                query[name] = data.draw(TEXT)
        elif data.draw(st.booleans()):
            headers[name] = data.draw(NASTY).encode("ascii", "ignore").decode()
    body = data.draw(body_of(operation, description(app, "")))  # type: ignore[arg-type]
    # Like a client: NaN and lone surrogates go out as they are.
    sent = json.dumps(body).encode() if "requestBody" in operation else None
    answer = owner.call(
        method, path, query_string=query, headers=headers, data=sent, content_type="application/json"
    )
    assert answer.status_code < 500, (method, path, query, headers, sent, answer.text)
    if answer.status_code >= 400:
        assert answer.mimetype == "application/problem+json"
        assert answer.json["detail"]
