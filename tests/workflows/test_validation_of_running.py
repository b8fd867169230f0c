from __future__ import annotations

import pytest
from documents import GROUP, catalogue, document, node, piece, reference

from domino_plugin.errors import Invalid
from domino_plugin.workflows.document_errors import parse_document
from domino_plugin.workflows.validation import validate


def problems_of(*arguments, **options):
    return validate(document(*arguments, **options), catalogue())


def only(problems):
    assert len(problems) == 1, problems
    assert problems[0]["reason"]
    assert problems[0]["fix"]
    return problems[0]


@pytest.mark.parametrize(
    ("resources", "field"),
    [
        ({"cpu_limit": 0}, "cpu_limit"),
        ({"cpu_limit": -1}, "cpu_limit"),
        ({"cpu_limit": 1025}, "cpu_limit"),
        ({"cpu_request": "half"}, "cpu_request"),
        ({"cpu_request": True}, "cpu_request"),
        ({"memory_limit_mib": 31}, "memory_limit_mib"),
        ({"memory_limit_mib": 512.5}, "memory_limit_mib"),
        ({"memory_request_mib": 0}, "memory_request_mib"),
        ({"memory_request_mib": 10**9}, "memory_request_mib"),
        ({"gpus": -1}, "gpus"),
        ({"gpus": 65}, "gpus"),
        ({"disk": 1}, "disk"),
    ],
)
def test_amounts_that_can_not_be_are_refused_with_node_and_field(resources, field):
    data = document([node("a")]).as_json()
    data["nodes"][0]["resources"] = resources
    with pytest.raises(Invalid) as caught:
        parse_document(data)
    (found,) = caught.value.problems
    assert (found["node"], found["field"]) == ("a", f"resources.{field}")
    assert found["reason"]


@pytest.mark.parametrize(
    ("resources", "field"),
    [
        ({"cpu_request": 2, "cpu_limit": 0.5}, "cpu_limit"),
        ({"memory_request_mib": 512, "memory_limit_mib": 511}, "memory_limit_mib"),
    ],
)
def test_a_limit_below_what_is_set_aside_is_a_problem(resources, field):
    found = only(problems_of([node("a", resources=resources)]))
    assert (found["node"], found["field"], found["severity"]) == ("a", f"resources.{field}", "error")


def test_equal_amounts_and_documents_from_before_resources_are_fine():
    equal = {"cpu_request": 1, "cpu_limit": 1, "memory_request_mib": 64, "memory_limit_mib": 64, "gpus": 0}
    assert problems_of([node("a", resources=equal), node("b")]) == []
    data = document([node("a")]).as_json()
    del data["nodes"][0]["resources"]
    assert parse_document(data).nodes[0].resources is None


IMAGE = {**GROUP, "image": "ghcr.io/some/pieces:1.0.0-group0"}


def runtime_problems(runtime, *, of_node=None, image=False, allowed=("docker", "virtualenv")):
    pieces = catalogue(WorkPiece=piece(group=IMAGE)) if image else catalogue()
    return validate(document([node("a", runtime=of_node)], runtime=runtime), pieces, allowed)


@pytest.mark.parametrize("runtime", ["auto", "docker", "virtualenv"])
def test_a_piece_with_an_image_runs_everywhere(runtime):
    assert runtime_problems(runtime, image=True) == []


@pytest.mark.parametrize(
    "choice", [{"runtime": "docker"}, {"runtime": "auto", "of_node": "docker"}], ids=["workflow", "node"]
)
def test_a_piece_without_an_image_can_not_run_in_a_container(choice):
    found = only(runtime_problems(**choice))
    assert (found["node"], found["field"], found["severity"]) == ("a", "runtime", "error")
    assert "no image" in found["reason"]
    assert "virtual environment" in found["fix"]
    assert runtime_problems("docker", of_node="virtualenv") == []


def test_without_virtual_environments_every_piece_needs_an_image():
    found = only(runtime_problems("auto", allowed=("docker",)))
    assert "only containers are allowed" in found["fix"]
    assert runtime_problems("auto", image=True, allowed=("docker",)) == []


@pytest.mark.parametrize(
    ("runtime", "of_node", "where"), [("docker", None, None), ("auto", "docker", "a"), ("auto", None, "none")]
)
def test_a_forbidden_runtime_is_told_where_it_is_chosen(runtime, of_node, where):
    found = runtime_problems(runtime, of_node=of_node, image=True, allowed=("virtualenv",))
    assert [one["node"] for one in found] == ([] if where == "none" else [where])
    for one in found:
        assert one["field"] == "runtime"
        assert "containers" in one["reason"]
        assert "virtual environments" in one["fix"]


def virtualenv_problems(group, *, runtime="virtualenv", allowed=("docker", "virtualenv")):
    pieces = catalogue(WorkPiece=piece(group={**GROUP, **group}))
    return validate(document([node("a")], runtime=runtime), pieces, allowed)


NAME = reference("WorkPiece").name


@pytest.mark.parametrize(
    ("group", "word"),
    [
        ({"only_in_image": {"pieces": [NAME]}}, "doesn't hold its code"),
        ({"only_in_image": {"files": ["requirements_0.txt"]}}, "dependencies/requirements_0.txt"),
        ({"python": "<3"}, "needs Python <3"),
        ({"python": ">=4"}, "3.9 to 3.14"),
    ],
)
def test_what_only_an_image_has_can_not_run_in_a_virtual_environment(group, word):
    published = {**group, "image": IMAGE["image"]}
    found = only(virtualenv_problems(published))
    assert (found["node"], found["field"], found["severity"]) == ("a", "runtime", "error")
    assert word in found["reason"]
    assert found["fix"] == f"Let it run in a container: its image is {IMAGE['image']}."
    # Left to Domino, it gets a container; where containers are forbidden, an administrator is asked.
    assert virtualenv_problems(published, runtime="auto") == []
    forbidden = only(virtualenv_problems(published, runtime="auto", allowed=("virtualenv",)))
    assert "[domino] runtimes" in forbidden["fix"]
    without = only(virtualenv_problems(group, runtime="auto"))
    assert "Choose a version of the repository that has everything" in without["fix"]


def test_code_that_another_piece_of_the_group_lacks_is_its_own_problem():
    assert virtualenv_problems({"only_in_image": {"pieces": ["OtherPiece"]}}) == []
    assert virtualenv_problems({"python": ">=3.11"}) == []


def test_what_else_an_image_is_made_by_is_a_warning():
    steps = ["apt-get install -y ffmpeg", "make install"]
    found = only(virtualenv_problems({"only_in_image": {"steps": steps}, "image": IMAGE["image"]}))
    assert found["severity"] == "warning"
    assert "`apt-get install -y ffmpeg` and 1 more command, which isn't done there" in found["reason"]
    assert "workers' machines. Or: Let it run in a container" in found["fix"]
