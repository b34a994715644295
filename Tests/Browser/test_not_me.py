"""This wasn’t me: from a mail, short of freezing and with it; and from the list of what happened."""

import re

import pytest
from countersign import link_in
from playwright.sync_api import expect


@pytest.fixture
def sam(visitor):
    return visitor.protected()


@pytest.fixture
def owner(sam, visit, server):
    """Sam on another device, at the page that the link of a mail opens."""
    elsewhere = visit()
    elsewhere.email, elsewhere.password, elsewhere.phone = sam.email, sam.password, sam.phone
    elsewhere.link = link_in(server.mail(sam.email, "authenticator app was added"), "/not-me/")
    elsewhere.go(elsewhere.link)
    expect(elsewhere.heading("Secure your account")).to_be_visible()
    return elsewhere


def test_opening_the_link_changes_nothing_however_often(sam, owner):
    for _ in range(3):
        owner.page.reload()
    owner.says("An authenticator app was added")
    owner.says("Chrome on Linux")
    sam.expect_signed_in()


def test_every_browser_is_signed_out_and_the_page_leads_on(sam, owner):
    owner.press("Sign out everywhere")
    owner.says("Every browser is signed out")
    owner.looks_right("not-me-signed-out")
    sam.expect_signed_out()
    # What was done is undone by who has more than the mailbox: it takes the second step.
    owner.follow("Undo this change")
    owner.field("Email address").fill(owner.email)
    owner.field("Password").fill(owner.password)
    owner.press("Sign in")
    expect(owner.heading("Enter the code from your app")).to_be_visible()
    owner.give_code(owner.phone.code())
    expect(owner.page).to_have_url(re.compile("/security/undo/"))


def test_the_password_is_changed_from_there(owner, server):
    owner.follow("Change my password")
    expect(owner.page).to_have_url(re.compile("/password/forgot|/security/password|/sign-in"))


def test_freezing_works_once_and_nobody_gets_in_until_the_host_opens_it(sam, owner, visit, server):
    owner.press("Freeze my account")
    expect(owner.heading("Your account is frozen")).to_be_visible()
    sam.expect_signed_out()
    again = visit()
    assert again.go(owner.link).status == 410
    again.looks_right("not-me-used")
    server.command("account", "unfreeze", sam.email)
    sam.sign_in()


def test_from_the_list_of_what_happened(sam):
    sam.go("/security/activity")
    sam.page.get_by_role("link", name=re.compile("This wasn’t me")).first.click()
    expect(sam.heading("Secure your account")).to_be_visible()
    sam.says("This is what you said wasn’t you:")
    sam.looks_right("not-me-from-activity")
