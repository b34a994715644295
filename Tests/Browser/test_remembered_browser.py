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


def the_device(visitor):
    return next(cookie for cookie in visitor.context.cookies() if cookie["name"] == "__Host-device")


def come_back(visitor, after=3600 * 25):
    """A day later, when the session has ended."""
    visitor.server.clock.advance(after)
    visitor.give_password()


def test_p24_its_token_changes_at_each_use(remembered):
    first = the_device(remembered)
    come_back(remembered)
    expect(remembered.heading("Security")).to_be_visible()
    second = the_device(remembered)
    assert first["value"] != second["value"]
    assert second["httpOnly"] and second["secure"] and second["sameSite"] in ("Lax", "Strict")
    remembered.go("/security/activity")
    remembered.says("Signed in with the password, on a remembered browser")


def test_p24_a_stolen_token_that_was_replaced_ends_the_device_and_its_owner_is_told(remembered, visit, server):
    stolen = the_device(remembered)
    come_back(remembered)
    expect(remembered.heading("Security")).to_be_visible()
    server.clock.advance(60)
    thief = visit()
    thief.email, thief.password = remembered.email, remembered.password
    thief.go("/sign-in")
    thief.context.add_cookies([{key: stolen[key] for key in
                                ("name", "value", "domain", "path", "httpOnly", "secure", "sameSite")}])
    thief.give_password()
    expect(thief.heading("Enter the code from your app")).to_be_visible()
    mail = server.mail(remembered.email, "A remembered browser on your .* account was ended")
    assert "/not-me/" in mail.get_body(("plain",)).get_content()
    # The owner's own browser skips nothing any more either.
    come_back(remembered)
    expect(remembered.heading("Enter the code from your app")).to_be_visible()
    remembered.give_code(remembered.phone.code())
    remembered.go("/security/devices")
    remembered.says("None. When you sign in, you can choose not to be asked again on that browser.")


def test_p24_two_tabs_that_sign_in_at_the_same_time_both_get_in(remembered, server):
    remembered.server.clock.advance(3600 * 25)
    tabs = [remembered.page, remembered.tab()]
    for tab in tabs:
        tab.goto(f"{server.url}/sign-in")
        tab.get_by_label("Email address", exact=True).fill(remembered.email)
        tab.get_by_label("Password", exact=True).fill(remembered.password)
    for tab in tabs:
        tab.get_by_role("button", name="Sign in", exact=True).click(no_wait_after=True)
    for tab in tabs:
        tab.wait_for_url(re.compile("/security"))
    assert not server.mails(remembered.email, "was ended")
    come_back(remembered)
    expect(remembered.heading("Security")).to_be_visible()


def test_p24_a_changed_password_ends_it(remembered):
    remembered.go("/security/password")
    remembered.confirm_it_is_me()
    remembered.page.locator("#current-password").fill(remembered.password)
    remembered.page.locator("#new-password").fill("another quite long password")
    remembered.page.locator("main form button.btn--primary").click()
    remembered.page.wait_for_url(re.compile("/security$"))
    remembered.password = "another quite long password"
    come_back(remembered)
    expect(remembered.heading("Enter the code from your app")).to_be_visible()


@pytest.mark.parametrize("settings", [{"remembered_device_days": 0}])
def test_p24_where_policy_says_no_days_nothing_is_offered(visitor):
    visitor.protected().sign_out()
    visitor.server.clock.advance(120)
    visitor.give_password()
    assert visitor.page.get_by_role("checkbox").count() == 0
    visitor.give_code(visitor.phone.code())
    visitor.expect_signed_in()
