"""Signing in: the password, the code, and every recognised slip."""

import re

import pytest
from phone import code_at
from playwright.sync_api import expect


@pytest.fixture
def sam(visitor):
    """A protected member at the second step."""
    visitor.protected().sign_out()
    visitor.server.clock.advance(120)
    return visitor.give_password()


def test_a_member_signs_in_with_password_and_code(visitor):
    visitor.protected()
    visitor.go("/security")
    visitor.says("On since")
    visitor.sign_out()
    visitor.go("/sign-in")
    visitor.looks_right("sign-in")
    visitor.give_password()
    expect(visitor.heading("Enter the code from your app")).to_be_visible()
    visitor.says("Signing in as sam@example.com")
    expect(visitor.page.locator("#code")).to_be_focused()
    visitor.looks_right("sign-in-app")
    visitor.give_code(visitor.phone.code())
    visitor.expect_signed_in()


def test_the_second_step_is_not_skipped_by_opening_another_page(sam):
    sam.go("/security")
    expect(sam.page).to_have_url(re.compile("/sign-in"))
    sam.go("/security/two-factor/backup-codes")
    expect(sam.page).to_have_url(re.compile("/sign-in"))


@pytest.mark.parametrize("write", [
    pytest.param(lambda code: f"{code[:3]} {code[3:]}", id="a space"),
    pytest.param(lambda code: f" {code[:2]}-{code[2:4]}-{code[4:]}\u00a0", id="hyphens"),
    pytest.param(lambda code: "".join(chr(ord(digit) + 0xFEE0) for digit in code), id="full width digits"),
])
def test_p26_a_code_may_be_written_with(sam, write):
    sam.give_code(write(sam.phone.code()))
    sam.expect_signed_in()


def test_slips_are_answered_in_their_own_words_and_charge_nothing(sam):
    for typed, answer in (
        ("", "Enter the 6-digit code from your app"),
        ("12345", "You’ve not entered enough numbers. The code is 6 numbers"),
        ("1234567", "You’ve entered too many numbers. The code is 6 numbers"),
        ("what code", "The code is 6 numbers, like 418 902"),
        ("cccccccfhcbelrhifitrijhkkrjfgkrfnbgvlfcihvlt", "Your YubiKey typed that, but it isn’t set up here"),
        ("", "Enter the 6-digit code from your app"),
        ("123", "You’ve not entered enough numbers. The code is 6 numbers"),
        ("12345678", "You’ve entered too many numbers. The code is 6 numbers"),
    ):
        sam.give_code(typed)
        sam.refuses(answer)
    sam.give_code(sam.phone.code())
    sam.expect_signed_in()


def test_a_used_code_is_named_as_used(sam, visit):
    code = sam.phone.code()
    sam.give_code(code)
    sam.expect_signed_in()
    other = visit()
    other.email, other.password = sam.email, sam.password
    other.give_password().give_code(code)
    other.refuses("You’ve already used this code. Wait for the next one, in up to 30 seconds")
    other.looks_right("sign-in-code-used")
    other.expect_signed_out()


def test_a_code_one_step_too_late_has_just_run_out(sam):
    sam.give_code(code_at(sam.phone.secret, sam.phone.now() - 60))
    sam.refuses("That code has just run out. Enter the new one")
    sam.give_code(sam.phone.code())
    sam.expect_signed_in()


def test_a_wrong_code_says_where_to_look_and_how_many_tries_are_left(sam):
    sam.give_code(sam.phone.wrong_code())
    sam.refuses(f"That code is not correct. Check that you’re looking at {sam.brand()} (sam@example.com) in your app")
    sam.does_not_say("before a short wait")
    sam.give_code(sam.phone.wrong_code())
    sam.says("4 tries left before a short wait.")
    sam.looks_right("sign-in-app-wrong")


def test_p20_a_clock_out_by_minutes_is_suspected_then_measured(sam):
    sam.phone.ahead = 150
    sam.give_code(sam.phone.code())
    sam.refuses("Your phone’s clock may be wrong. Enter the next code your app shows")
    sam.does_not_say("2 minutes 30 seconds")
    sam.looks_right("sign-in-clock-suspected")
    sam.server.clock.advance(30)
    sam.give_code(sam.phone.code())
    sam.says("2 minutes 30 seconds ahead")
    sam.looks_right("sign-in-clock-known")


def test_p15_p17_a_backup_code_in_the_app_field_is_taken_as_one_and_counts_down(sam):
    sam.give_code(sam.backup_codes[3].upper().replace("-", " "))
    sam.says("4 backup codes left")
    sam.expect_signed_in()
    sam.sign_out()
    sam.give_password()
    sam.give_code(sam.backup_codes[3])
    sam.refuses("You’ve already used that code")
    sam.give_code(sam.backup_codes[0])
    sam.says("3 backup codes left")


def test_p15_the_backup_page_takes_a_backup_code(sam):
    sam.follow("Use another way")
    sam.looks_right("methods")
    sam.page.locator("main a.choice, main button.choice").filter(has_text=re.compile("backup code", re.I)).click()
    expect(sam.page).to_have_url(re.compile("/sign-in/backup"))
    sam.looks_right("sign-in-backup")
    field = sam.page.locator("#backup")
    field.fill("k7qf-29xmh-w4t3")
    sam.press("Sign in")
    sam.refuses("That code is not correct. Check it against your list")
    field.fill(sam.backup_codes[0])
    sam.press("Sign in")
    sam.says("4 backup codes left")
    sam.expect_signed_in()


def test_a_wrong_password_does_not_say_what_was_wrong(visitor):
    visitor.sign_up().sign_out()
    visitor.go("/sign-in")
    visitor.press("Sign in")
    visitor.refuses("Enter your email address")
    for name in ("sam@example.com", "nobody@example.com"):
        visitor.field("Email address").fill(name)
        visitor.field("Password").fill("not the password at all")
        visitor.press("Sign in")
        expect(visitor.page.locator(".summary-errors")).to_contain_text("Email address or password is not correct")
        expect(visitor.field("Email address")).to_have_value(name)
        expect(visitor.field("Password")).to_have_value("")
    visitor.looks_right("sign-in-wrong")


def test_six_wrong_passwords_make_one_wait(visitor):
    visitor.sign_up().sign_out()
    for _ in range(6):
        visitor.give_password("not the password at all")
    visitor.says("Wait")
    visitor.looks_right("sign-in-password-wait")
    visitor.server.clock.advance(70)
    visitor.give_password()
    visitor.expect_signed_in()


def test_a_sign_in_left_for_long_starts_again_with_the_address_kept(sam):
    sam.server.clock.advance(31 * 60)
    sam.give_code(sam.phone.code())
    sam.says("Sign in again")
    expect(sam.field("Email address")).to_have_value("sam@example.com")
    sam.looks_right("sign-in-took-a-while")


def test_after_signing_in_the_page_that_was_asked_for_comes(visitor):
    visitor.protected().sign_out()
    visitor.go("/security/activity")
    expect(visitor.page).to_have_url(re.compile("/sign-in"))
    visitor.field("Email address").fill(visitor.email)
    visitor.field("Password").fill(visitor.password)
    visitor.press("Sign in")
    visitor.give_code(visitor.phone.code())
    expect(visitor.page).to_have_url(re.compile("/security/activity$"))


def test_show_reveals_the_password(visitor):
    visitor.go("/sign-in")
    visitor.field("Password").fill("a password to see")
    visitor.page.get_by_role("button", name="Show").click()
    expect(visitor.page.locator("#current-password")).to_have_attribute("type", "text")
