"""Workspaces in a browser: two people, from the invitation to the farewell."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect
from support.airflow_server import AirflowServer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.airflow,
    pytest.mark.network,
    pytest.mark.timeout(600),
]
OpenContext = Callable[..., BrowserContext]


def test_two_people_share_a_workspace(open_context: OpenContext, airflow_server: AirflowServer) -> None:
    owner = open_context(user="admin").new_page()
    guest = open_context(user="user").new_page()

    owner.goto("domino/workspace")
    owner.get_by_role("button", name="New workspace").click()
    owner.get_by_role("textbox", name="Name").fill("Night shift")
    owner.get_by_role("dialog").get_by_role("button", name="New workspace").click()
    expect(owner.get_by_role("heading", name="Night shift")).to_be_visible()
    expect(owner.get_by_text("You own this workspace.")).to_be_visible()

    owner.get_by_role("button", name="Invite").click()
    dialog = owner.get_by_role("dialog")
    dialog.get_by_label("User").fill("use")
    dialog.get_by_role("button", name="user user Test").click()
    dialog.get_by_label("Role").select_option("read")
    dialog.get_by_role("button", name="Invite").click()
    row = owner.get_by_test_id("member").filter(has_text="user")
    expect(row).to_contain_text("invited")

    guest.goto("domino/workspace")
    expect(guest.get_by_role("combobox", name="Workspace")).to_have_count(0)  # there is but the default one
    invitation = guest.get_by_test_id("invitation")
    expect(invitation).to_contain_text("Night shift")
    expect(invitation).to_contain_text("By admin.")
    invitation.get_by_role("button", name="Accept").click()
    expect(guest.get_by_role("heading", name="Night shift")).to_be_visible()
    expect(guest.get_by_text("You may see what is in here.")).to_be_visible()
    # A reader is offered nothing that changes something, but to leave.
    expect(guest.get_by_role("button", name="Invite")).to_have_count(0)
    expect(guest.get_by_role("button", name="Rename")).to_have_count(0)
    expect(guest.get_by_role("button", name="Delete workspace")).to_have_count(0)
    expect(guest.get_by_test_id("member").get_by_role("combobox")).to_have_count(0)
    expect(guest.get_by_role("button", name="Leave")).to_be_visible()

    owner.reload()
    expect(row).not_to_contain_text("invited")
    owner.get_by_label("Role of user").select_option("admin")
    expect(owner.get_by_text("user: Admin")).to_be_visible()
    guest.reload()
    expect(guest.get_by_text("You are an admin of this workspace.")).to_be_visible()
    expect(guest.get_by_role("button", name="Invite")).to_be_visible()
    # An admin doesn't touch the owner.
    expect(
        guest.get_by_test_id("member").filter(has_text="admin").first.get_by_role("combobox")
    ).to_have_count(0)

    row.get_by_role("button", name="Make owner").click()
    owner.get_by_role("alertdialog").get_by_role("button", name="Make owner").click()
    expect(owner.get_by_text("You are an admin of this workspace.")).to_be_visible()
    guest.reload()
    expect(guest.get_by_text("You own this workspace.")).to_be_visible()

    owner.get_by_role("button", name="Leave").click()
    owner.get_by_role("alertdialog").get_by_role("button", name="Leave").click()
    expect(owner.get_by_text("You have left Night shift")).to_be_visible()
    expect(owner.get_by_role("heading", name="Default", exact=True)).to_be_visible()

    guest.reload()
    guest.get_by_role("button", name="Leave").click()
    guest.get_by_role("alertdialog").get_by_role("button", name="Leave").click()
    expect(guest.get_by_text("A workspace needs an owner")).to_be_visible()
    guest.get_by_role("button", name="Delete workspace").click()
    question = guest.get_by_role("alertdialog")
    expect(question).to_contain_text("1 membership")
    delete = question.get_by_role("button", name="Delete workspace")
    expect(delete).to_be_disabled()
    question.get_by_label("Type Night shift to delete it").fill("Night shift")
    delete.click()
    expect(guest.get_by_text("Night shift is deleted")).to_be_visible()
    expect(guest.get_by_role("heading", name="Default", exact=True)).to_be_visible()
    names = [one["name"] for one in airflow_server.domino("GET", "workspaces", user="user").json()["items"]]
    assert "Night shift" not in names


def test_a_declined_invitation_is_gone(open_context: OpenContext, airflow_server: AirflowServer) -> None:
    made = airflow_server.domino("POST", "workspaces", json={"name": "Day shift"}).json()
    invited = airflow_server.domino("PUT", f"workspaces/{made['id']}/members/viewer", json={"role": "write"})
    assert invited.status_code == 200, invited.text
    page = open_context(user="viewer").new_page()
    page.goto("domino/workflows")
    page.get_by_test_id("invitation").get_by_role("button", name="Decline").click()
    expect(page.get_by_test_id("invitation")).to_have_count(0)
    members = airflow_server.domino("GET", f"workspaces/{made['id']}/members").json()["items"]
    assert [one["user_name"] for one in members] == ["admin"]


def test_what_each_role_may_do_is_shown_as_the_api_says(
    open_context: OpenContext, airflow_server: AirflowServer
) -> None:
    page = open_context(user="viewer").new_page()
    page.goto("domino/workspace")
    page.get_by_role("button", name="What may each role do?").click()
    table = page.get_by_test_id("rights")
    expect(table.get_by_role("columnheader")).to_have_count(5)
    rights = airflow_server.domino("GET", "roles").json()
    expect(table.locator("[data-right]")).to_have_count(len(rights["items"]))
    for right in rights["items"]:
        shown = table.locator(f"[data-right={right['name']}]").get_by_role("cell").all_inner_texts()
        marks = ["yes" in text for text in shown[1:]]
        assert marks == [role in right["roles"] for role in reversed(rights["roles"])], right
