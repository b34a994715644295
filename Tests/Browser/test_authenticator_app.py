"""Turning on an authenticator app: QR code, key, clock, name, resuming."""

import re

from phone import Phone, code_at
from playwright.sync_api import expect


def test_p03_p11_the_qr_code_reads_the_same_in_light_and_dark_and_turns_the_app_on(visitor, server):
    visitor.sign_up()
    visitor.go("/security/two-factor/new")
    visitor.looks_right("choose")
    visitor.follow("Authenticator app")
    visitor.confirm_it_is_me()
    expect(visitor.heading("Set up an authenticator app")).to_be_visible()
    visitor.looks_right("app-new")

    uri = visitor.decoded_qr("light")
    assert uri == visitor.decoded_qr("dark")
    assert uri == visitor.page.get_by_role("link", name="Open in an app on this device").get_attribute("href")
    phone = Phone.scanning(uri, server.clock)
    assert phone.secret == visitor.shown_key()
    assert phone.account == "sam@example.com" and phone.issuer == visitor.brand()

    visitor.page.locator("#code").fill(phone.code())
    visitor.press("Turn on")
    visitor.says("Authenticator app is on")
    expect(visitor.heading("Save your backup codes")).to_be_visible()
    mail = server.mail("sam@example.com", "authenticator app was added")
    assert visitor.brand() in str(mail["Subject"])


def test_p04_the_key_can_be_read_copied_and_is_in_no_form_field(visitor):
    visitor.sign_up().begin_app()
    visitor.page.get_by_text("I can’t scan the code").click()
    visitor.looks_right("app-new-key")
    groups = visitor.page.locator(".secret span").all_text_contents()
    assert all(len(group.strip()) == 4 for group in groups), groups
    assert len(visitor.shown_key()) == 32 and re.fullmatch("[A-Z2-7]+", visitor.shown_key())
    visitor.press("Copy key")
    expect(visitor.page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert visitor.page.evaluate("navigator.clipboard.readText()") == visitor.shown_key()
    values = visitor.page.eval_on_selector_all("input", "all => all.map(one => one.value)")
    assert not any(visitor.shown_key() in value for value in values)


def test_p27_a_reload_and_a_second_tab_show_the_same_secret(visitor, server):
    visitor.sign_up().begin_app()
    key = visitor.shown_key()
    visitor.page.reload()
    assert visitor.shown_key() == key
    second = visitor.tab()
    second.goto(server.url + "/security/two-factor/app/new")
    assert "".join(second.locator(".secret").text_content().split()) == key

    visitor.sign_out()
    visitor.give_password()
    visitor.begin_app()
    assert visitor.shown_key() == key, "signing in again within the day went on with another secret"


def test_p06_nothing_is_on_until_the_code_is_right(visitor, server):
    visitor.sign_up().begin_app()
    phone = Phone(visitor.shown_key(), server.clock)
    visitor.page.locator("#nickname").fill("Sam’s Pixel")
    visitor.page.locator("#code").fill(phone.wrong_code())
    visitor.press("Turn on")
    visitor.refuses("That code is not correct")
    visitor.looks_right("app-new-wrong-code")
    expect(visitor.page.locator("#nickname")).to_have_value("Sam’s Pixel")
    assert visitor.shown_key() == phone.secret

    visitor.go("/security")
    visitor.does_not_say("On since")
    visitor.sign_out()
    visitor.give_password()
    visitor.expect_signed_in()


def test_p06_p20_a_phone_two_and_a_half_minutes_ahead_is_told_so(visitor, server):
    visitor.sign_up().begin_app()
    phone = Phone(visitor.shown_key(), server.clock, ahead=150)
    visitor.page.locator("#code").fill(phone.code())
    visitor.press("Turn on")
    visitor.refuses("Your phone’s clock is 2 minutes 30 seconds ahead")
    visitor.says("Set time automatically")
    visitor.looks_right("app-new-clock")
    phone.ahead = 0
    server.clock.advance(60)
    visitor.page.locator("#code").fill(code_at(phone.secret, phone.now()))
    visitor.press("Turn on")
    visitor.says("Authenticator app is on")


def test_p06_p20_a_phone_behind_is_told_so(visitor, server):
    visitor.sign_up().begin_app()
    phone = Phone(visitor.shown_key(), server.clock, ahead=-150)
    visitor.page.locator("#code").fill(phone.code())
    visitor.press("Turn on")
    visitor.refuses("Your phone’s clock is 2 minutes 30 seconds behind")


def test_p06_slips_at_the_code_are_answered_in_their_own_words(visitor):
    visitor.sign_up().begin_app()
    for typed, answer in (
        ("", "Enter the 6-digit code from your app"),
        ("12345", "You’ve not entered enough numbers. The code is 6 numbers"),
        ("1234567", "You’ve entered too many numbers. The code is 6 numbers"),
        ("hello!", "The code is 6 numbers, like 418 902"),
    ):
        visitor.page.locator("#code").fill(typed)
        visitor.press("Turn on")
        visitor.refuses(answer)


def test_p27_a_second_app_has_a_name_and_both_work(visitor, server):
    visitor.protected()
    first = visitor.phone
    visitor.begin_app()
    second = Phone(visitor.shown_key(), server.clock)
    assert second.secret != first.secret
    visitor.page.locator("#nickname").fill("Old tablet")
    visitor.page.locator("#code").fill(second.code())
    visitor.press("Turn on")
    visitor.page.wait_for_url("**/security")
    visitor.says("Old tablet")
    visitor.looks_right("security-two-apps")

    visitor.sign_out()
    visitor.sign_in()
    visitor.sign_out()
    visitor.give_password()
    visitor.follow("Use another way")
    visitor.looks_right("methods-two-apps")
    visitor.page.locator("main a.choice, main button.choice").filter(has_text="Old tablet").click()
    visitor.give_code(second.code())
    visitor.expect_signed_in()


def test_an_enrolment_left_for_a_day_begins_anew(visitor, server):
    visitor.sign_up().begin_app()
    old = visitor.shown_key()
    server.clock.advance(25 * 3600)
    visitor.give_password()
    visitor.begin_app()
    assert visitor.shown_key() != old
    visitor.says("This QR code is new. Delete the earlier")
