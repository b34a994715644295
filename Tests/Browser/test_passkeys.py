"""Passkeys and security keys, with Chromium's own virtual authenticator."""

import contextlib
import re

import pytest
from passkeys import Authenticator
from playwright.sync_api import Error, expect

TITLE = "Set up a passkey or security key"


def begin(visitor):
    visitor.go("/security/two-factor/keys/new")
    visitor.confirm_it_is_me()
    expect(visitor.heading(TITLE)).to_be_visible()


def add(visitor, button="Create a passkey", name=None):
    begin(visitor)
    if name:
        visitor.field("Name it").fill(name)
    visitor.press(button)
    visitor.page.wait_for_url(lambda url: "/keys/new" not in url)


@pytest.fixture
def sam(visitor):
    """A member with an authenticator app, signed in, on a device that can make passkeys."""
    visitor.authenticator = Authenticator(visitor)
    return visitor.protected()


def test_a_name_that_is_too_long_is_cut_and_that_is_said(sam):
    add(sam, name="Long " + "x" * 80)
    sam.says("It is set up, but its name was too long")
    sam.says("Long " + "x" * 59)
    assert "x" * 60 not in sam.main()


def test_p02_a_passkey_can_be_the_first_and_only_second_factor(visitor):
    visitor.authenticator = Authenticator(visitor)
    visitor.sign_up()
    visitor.go("/security/two-factor/new")
    expect(visitor.page.locator("main .choice").filter(has_text="Passkey").get_by_text("Recommended")).to_be_visible()
    visitor.follow("Passkey")
    visitor.confirm_it_is_me()
    expect(visitor.heading(TITLE)).to_be_visible()
    visitor.looks_right("passkey-setup")
    visitor.press("Create a passkey")
    visitor.finish_backup_codes()
    visitor.go("/security")
    visitor.says("Chrome on Linux")
    visitor.looks_right("security-passkey")
    assert "passkey" in visitor.server.mail("sam@example.com", "added").get_body(("plain",)).get_content().lower()

    visitor.authenticator.is_touched(False)  # or the name field's passkey signs in before anything is typed
    visitor.sign_out()
    visitor.give_password()
    expect(visitor.heading("Use your passkey or security key")).to_be_visible()
    visitor.looks_right("sign-in-key")
    visitor.authenticator.is_touched(True)
    visitor.press("Continue")
    visitor.page.wait_for_url(lambda url: "/sign-in" not in url)
    visitor.expect_signed_in()


def test_a_passkey_signs_in_alone(sam):
    add(sam)
    sam.says("You’ve set up a passkey. Next time, use your face, fingerprint or PIN")
    sam.authenticator.is_touched(False)
    sam.sign_out()
    sam.go("/sign-in?return=/security/devices")
    assert sam.field("Email address").get_attribute("autocomplete") == "username webauthn"
    sam.authenticator.is_touched(True)
    # The name field may be quicker than the button.
    with contextlib.suppress(Error):
        sam.page.get_by_role("button", name="Sign in with a passkey").click(timeout=2000)
    sam.page.wait_for_url(lambda url: "/sign-in" not in url)
    expect(sam.page).to_have_url(re.compile("/security/devices"))
    sam.go("/security/activity")
    sam.says("Signed in with a passkey")


WATCHED = """() => {
    window.ended = [];
    const get = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = (options) => get(options).catch((error) => {
        window.ended.push(`${options.mediation || "pressed"} ${error.name}`);
        throw error;
    });
}"""
LOOKED_AT_AGAIN = """async () => {
    document.dispatchEvent(new Event("visibilitychange"));
    await PublicKeyCredential.isConditionalMediationAvailable();
    await fetch("/healthz");
    return window.ended;
}"""


def test_coming_back_to_the_page_takes_no_question_back_that_was_asked_for(sam):
    add(sam)
    sam.authenticator.is_touched(False)
    sam.sign_out()
    sam.go("/sign-in")
    sam.page.evaluate(WATCHED)
    sam.page.get_by_role("button", name="Sign in with a passkey").click()
    sam.says("Waiting for your device")
    for _ in range(2):
        assert "pressed AbortError" not in sam.page.evaluate(LOOKED_AT_AGAIN)
    sam.says("Waiting for your device")


def test_p21_several_security_keys_have_names_and_are_removed(visitor):
    visitor.authenticator = Authenticator(visitor, verifies=False, keeps=False, transport="usb")
    visitor.protected()
    add(visitor, "Add a security key", name="Blue key")
    visitor.says("You’ve added a security key. Next time, touch it")
    visitor.says("Blue key")
    visitor.authenticator.is_touched(False)
    second = Authenticator(visitor, verifies=False, keeps=False, transport="nfc")
    add(visitor, "Add a security key")
    visitor.says("Security key")
    visitor.authenticator.is_touched(True)

    visitor.sign_out()
    visitor.give_password()
    visitor.follow("Use another way")
    visitor.follow("Blue key")
    visitor.press("Continue")
    visitor.page.wait_for_url(lambda url: "/sign-in" not in url)
    visitor.expect_signed_in()

    row = visitor.page.locator(".rows > li").filter(has_text="Blue key")
    row.get_by_role("link", name=re.compile("^Remove")).click()
    visitor.confirm_it_is_me()
    visitor.press("Remove")
    expect(visitor.page.locator(".rows")).not_to_contain_text("Blue key")
    visitor.sign_out()
    second.forget()
    visitor.give_password()
    visitor.go("/sign-in/key")
    visitor.press("Continue")
    visitor.says("Nothing happened yet. Try again, or use another way.")


def test_an_old_key_that_knows_no_user_is_a_second_step_and_nothing_more(visitor):
    visitor.authenticator = Authenticator(visitor, verifies=False, keeps=False, transport="usb", protocol="u2f")
    visitor.protected()
    add(visitor, "Add a security key", name="Old key")
    visitor.sign_out()
    visitor.give_password()
    visitor.go("/sign-in/key")
    visitor.press("Continue")
    visitor.page.wait_for_url(lambda url: "/sign-in" not in url)
    visitor.expect_signed_in()


def test_one_device_makes_one_passkey(sam):
    add(sam)
    begin(sam)
    sam.press("Create a passkey")
    sam.says("This device already has a passkey for your account.")
    assert len(sam.authenticator.credentials()) == 1


def test_cancelling_is_no_error(sam):
    sam.authenticator.recognises(False)
    begin(sam)
    sam.press("Create a passkey")
    sam.says("Nothing happened yet. Try again, or use another way.")
    expect(sam.page.locator(".summary-errors")).to_have_count(0)
    sam.authenticator.recognises(True)
    sam.press("Create a passkey")
    sam.page.wait_for_url(lambda url: "/keys/new" not in url)


def test_a_passkey_that_was_removed_is_said_to_be_gone(sam):
    add(sam)
    credential = sam.authenticator.credentials()[0]
    row = sam.page.locator(".rows > li").filter(has_text="Chrome on Linux")
    row.get_by_role("link", name=re.compile("^Remove")).click()
    sam.confirm_it_is_me()
    sam.press("Remove")
    sam.sign_out()
    # The browser was told that it is gone, and forgets it now or in a moment: this one remembers all the same.
    sam.authenticator.forget()
    sam.authenticator.add(credential)
    sam.go("/sign-in")
    sam.press("Sign in with a passkey")
    sam.says("That passkey no longer works here")
    sam.says("Remove it from your password manager, or sign in another way.")
    sam.looks_right("sign-in-passkey-unknown")


def test_a_hardware_key_that_counts_backwards_is_refused(visitor):
    visitor.authenticator = Authenticator(visitor, transport="usb")
    visitor.protected()
    add(visitor, "Add a security key", name="Blue key")
    visitor.sign_out()
    visitor.authenticator.count(0)
    visitor.give_password()
    visitor.go("/sign-in/key")
    visitor.press("Continue")
    visitor.says("This key counted backwards, so it may have been copied")


def test_without_javascript_the_page_says_what_else_there_is(sam, visit):
    add(sam)
    plain = visit(java_script_enabled=False)
    plain.email, plain.password, plain.phone = sam.email, sam.password, sam.phone
    plain.go("/sign-in")
    expect(plain.page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    plain.give_password()
    plain.go("/sign-in/key")
    plain.says("JavaScript is not available for this page. Passkeys and security keys need JavaScript to work.")
    expect(plain.page.get_by_role("button", name="Continue")).to_be_hidden()
    plain.follow("Use another way")
    plain.follow("Authenticator app")
    plain.give_code(plain.phone.code())
    plain.expect_signed_in()


def test_settings_ask_for_the_passkey_again(sam):
    add(sam)
    sam.page.locator(".rows > li").filter(has_text="Chrome on Linux").get_by_role("button", name=re.compile("first")).click()
    sam.server.clock.advance(700)
    sam.go("/security/password")
    expect(sam.page).to_have_url(re.compile("/security/confirm/key"))
    sam.looks_right("confirm-key")
    sam.press("Continue")
    expect(sam.page).to_have_url(re.compile("/security/password"))


def test_the_name_field_offers_the_passkey(sam):
    """Conditional mediation: the answer that the browser fills in signs in, without a press of the button."""
    add(sam)
    if not sam.page.evaluate("PublicKeyCredential.isConditionalMediationAvailable()"):
        pytest.skip("this browser fills in no passkeys without its own interface")
    sam.authenticator.is_touched(False)
    sam.sign_out()
    sam.authenticator.is_touched(True)
    # It may sign in before the page has loaded, and so end the way there.
    with contextlib.suppress(Error):
        sam.page.goto(f"{sam.server.url}/sign-in", wait_until="commit")
    sam.page.wait_for_url(lambda url: "/sign-in" not in url)
    sam.page.wait_for_load_state()
    sam.expect_signed_in()


def test_help_tells_of_keys(visitor):
    visitor.go("/help/keys")
    expect(visitor.heading("Passkeys and security keys")).to_be_visible()
    visitor.looks_right("help-keys")
