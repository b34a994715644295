"""Where a second factor is required, nothing is reachable before one is confirmed."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.parametrize("settings", [{"second_factor": "required"}])


def test_p01_a_new_member_reaches_nothing_but_the_setup(visitor):
    visitor.sign_up()
    for path in ("/", "/security", "/security/devices", "/security/activity", "/security/password",
                 "/security/email", "/security/two-factor/off", "/security/two-factor/backup-codes"):
        visitor.go(path)
        expect(visitor.page).to_have_url(re.compile("/setup"))
    expect(visitor.heading("Add a second way to prove it’s you")).to_be_visible()
    visitor.says("If someone learns your password, they still can’t get in")
    visitor.looks_right("setup")
    expect(visitor.page.get_by_role("button", name="Sign out").first).to_be_visible()


def test_p01_after_the_setup_the_account_opens_and_stays_protected(visitor):
    visitor.sign_up()
    visitor.go("/setup")
    visitor.follow("Set it up now")
    visitor.looks_right("setup-choose")
    visitor.turn_on_app().finish_backup_codes()
    visitor.expect_signed_in()

    visitor.go("/security/two-factor/off")
    visitor.confirm_it_is_me()
    assert visitor.page.get_by_role("button", name="Turn off two-factor").count() == 0
    visitor.looks_right("turn-off-forbidden")


def test_p01_signing_out_and_in_again_comes_back_to_the_setup(visitor):
    visitor.sign_up().sign_out()
    visitor.give_password()
    expect(visitor.page).to_have_url(re.compile("/setup"))


def test_the_last_way_in_cannot_be_removed(visitor):
    visitor.sign_up().turn_on_app().finish_backup_codes()
    visitor.go("/security")
    visitor.page.get_by_role("link", name=re.compile("^Remove")).first.click()
    visitor.confirm_it_is_me()
    assert visitor.page.locator("main form button.btn--danger").count() == 0
    visitor.looks_right("remove-last-forbidden")
    visitor.go("/security")
    visitor.says("On since")
