"""P24: not asked again on this browser, until sign-out, a change of password, or when it is taken back."""

import re

import pytest
from playwright.sync_api import expect

PROMISE = "Don’t ask again on this browser for 30 days"


@pytest.fixture
def remembered(visitor):
    """A protected member whose browser is remembered, signed out again."""
    visitor.protected().sign_out()
    visitor.server.clock.advance(120)
    visitor.give_password()
    visitor.page.get_by_label(PROMISE).check()
    visitor.looks_right("sign-in-app-remember")
    visitor.give_code(visitor.phone.code())
    visitor.expect_signed_in()
    return visitor


def leave(visitor, button):
    visitor.go("/security")
    visitor.page.locator(".masthead").get_by_role("link", name="Sign out").click()
    visitor.page.get_by_role("button", name=button, exact=True).click()
    visitor.page.wait_for_url(re.compile("/sign-in"))


def test_p24_a_remembered_browser_is_asked_for_the_password_only(remembered):
    leave(remembered, "Sign out")
    remembered.server.clock.advance(20 * 86400)
    remembered.give_password()
    remembered.page.wait_for_url(re.compile("/security"))
    remembered.go("/security/two-factor/off")
    expect(remembered.heading("Confirm it’s you with a code from your app")).to_be_visible()


def test_p24_the_person_sees_the_list_and_takes_it_back(remembered):
    remembered.go("/security/devices")
    remembered.says("Browsers that skip the second step")
    remembered.looks_right("devices-remembered")
    remembered.page.get_by_role("button", name=re.compile("^Forget")).click()
    remembered.says("That browser is asked for your second step again")
    remembered.sign_out()
    remembered.server.clock.advance(60)
    remembered.give_password()
    expect(remembered.heading("Enter the code from your app")).to_be_visible()


def test_p24_signing_out_may_forget_the_browser(remembered):
    leave(remembered, "Sign out and forget this browser")
    remembered.server.clock.advance(60)
    remembered.give_password()
    expect(remembered.heading("Enter the code from your app")).to_be_visible()
