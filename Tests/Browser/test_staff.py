"""Owners invite people and give roles; nobody changes their own, and somebody is always left who can."""

import re

import pytest
from countersign import link_in
from playwright.sync_api import expect
from staff import Staff
from visitor import PASSWORD, Visitor


@pytest.fixture
def people(browser, server):
    opened = []

    def open_one(kind=Visitor, *arguments, **options):
        person = kind(browser, server, *arguments, **options)
        opened.append(person)
        return person

    yield open_one
    complaints = [complaint for person in opened for complaint in person.complaints]
    for person in opened:
        person.close()
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)


@pytest.mark.parametrize("settings", [{"sign_up": "invitation"}])
def test_an_invitation_makes_an_account_once(people, server):
    owner = people(Staff, "owner")
    owner.opens("/admin/staff")
    owner.looks_right("console-staff")
    owner.page.locator("#email").fill("nia@example.com")
    owner.page.locator("#name").fill("Nia <b>Lund</b>")
    owner.page.locator("#role").select_option("supporter")
    owner.press("Send invitation")
    owner.says("The invitation is on its way")
    owner.looks_right("console-staff-invited")

    nia = people()
    link = link_in(server.mail("nia@example.com", "invited"), "/invitation/")
    nia.go(link.removeprefix(server.url))
    nia.says("nia@example.com")
    nia.looks_right("invitation")
    nia.page.locator("#new-password").fill(PASSWORD)
    nia.press("Create account")
    expect(nia.page).to_have_url(re.compile("/security"))
    late = people()
    late.go(link.removeprefix(server.url))
    expect(late.heading("This link has already been used")).to_be_visible()

    owner.opens("/admin/staff")
    owner.page.get_by_role("link", name=re.compile("^Change role Nia")).click()
    owner.confirm_it_is_me()
    owner.looks_right("console-role")
    owner.page.get_by_label(re.compile("^Member")).check()
    owner.page.locator("#reason").fill("Moved to another team")
    owner.press("Change role")
    owner.says("The role is changed")
    nia.expect_signed_out()


def test_an_invitation_is_taken_back(people, server):
    owner = people(Staff, "owner")
    owner.opens("/admin/staff")
    owner.page.locator("#email").fill("nia@example.com")
    owner.press("Send invitation")
    link = link_in(server.mail("nia@example.com", "invited"), "/invitation/")
    owner.page.get_by_role("button", name=re.compile("^Take back")).click()
    owner.says("The invitation is taken back")
    nia = people()
    nia.go(link.removeprefix(server.url))
    expect(nia.heading("This link no longer works")).to_be_visible()
