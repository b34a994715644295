"""Creating an account and confirming its address (ways in: a code, a link)."""

import re

from countersign import code_in, link_in, text_of
from playwright.sync_api import expect
from visitor import PASSWORD


def test_a_new_member_signs_up_and_confirms_with_the_code(visitor, server):
    visitor.go("/sign-up")
    visitor.looks_right("sign-up")
    visitor.fill_in_sign_up("sam@example.com", "Sam Okafor", PASSWORD)
    visitor.press("Create account")
    visitor.says("sam@example.com")
    visitor.looks_right("sign-up-confirm")
    mail = server.mail("sam@example.com", "confirm")
    assert code_in(mail) in text_of(mail)
    visitor.field("6-digit code").fill(code_in(mail)[:3] + " " + code_in(mail)[3:])
    visitor.press("Confirm email")
    visitor.email, visitor.password = "sam@example.com", PASSWORD
    if "/sign-in" in visitor.page.url:
        visitor.give_password()
    visitor.expect_signed_in()
    visitor.looks_right("security-unprotected")


def test_the_link_in_the_mail_confirms_on_another_device(visitor, visit, server):
    visitor.fill_in_sign_up("sam@example.com", "Sam Okafor", PASSWORD)
    visitor.press("Create account")
    link = link_in(server.mail("sam@example.com", "confirm"), "/sign-up/")

    elsewhere = visit()
    elsewhere.go(link)
    elsewhere.press("Confirm email")
    elsewhere.says("Go back to your other window")
    elsewhere.looks_right("sign-up-confirmed-elsewhere")

    again = visit()
    again.go(link)
    if again.page.get_by_role("button", name="Confirm email").count():
        again.press("Confirm email")
    again.says("used")

    visitor.email, visitor.password = "sam@example.com", PASSWORD
    visitor.give_password()
    visitor.expect_signed_in()


def test_another_code_leaves_the_first_one_good(visitor, server):
    visitor.fill_in_sign_up("sam@example.com", "Sam Okafor", PASSWORD)
    visitor.press("Create account")
    first = code_in(server.mail("sam@example.com", "confirm"))
    visitor.press("Send another code")
    visitor.says("still works")
    server.clock.advance(61)
    visitor.press("Send another code")
    second = code_in(server.mail("sam@example.com", "confirm", after=1))
    assert first != second
    visitor.field("6-digit code").fill(first)
    visitor.press("Confirm email")
    visitor.page.wait_for_url(lambda url: "/sign-up" not in url)


def test_what_is_missing_is_said_beside_its_field(visitor):
    visitor.go("/sign-up")
    visitor.press("Create account")
    visitor.refuses("Enter your email address")
    visitor.looks_right("sign-up-errors")

    visitor.fill_in_sign_up("sam@example", "Sam", "short")
    visitor.press("Create account")
    visitor.refuses("Password must be 12 characters or more")
    expect(visitor.field("Your name")).to_have_value("Sam")
    expect(visitor.field("Create a password")).to_have_value("")

    visitor.fill_in_sign_up("not an address", "Sam", PASSWORD)
    visitor.press("Create account")
    visitor.refuses("Enter an email address in the correct format, like name@example.com")


def test_a_common_password_is_refused(visitor):
    visitor.fill_in_sign_up("sam@example.com", "Sam", "passwordpassword")
    visitor.press("Create account")
    visitor.refuses("Choose a less common password. This one appears in lists of leaked passwords")


def test_an_address_with_an_account_gets_a_mail_and_the_page_tells_nothing(visitor, visit, server):
    visitor.sign_up()
    stranger = visit()
    stranger.fill_in_sign_up("sam@example.com", "Someone", PASSWORD)
    stranger.press("Create account")
    expect(stranger.page).to_have_url(re.compile("/sign-up/confirm"))
    stranger.says("sam@example.com")
    mail = server.mail("sam@example.com", "already have an account")
    assert "/sign-in" in text_of(mail) and "/password/forgot" in text_of(mail)


def test_a_wrong_confirmation_code_confirms_nothing(visitor, server):
    visitor.fill_in_sign_up("sam@example.com", "Sam Okafor", PASSWORD)
    visitor.press("Create account")
    right = code_in(server.mail("sam@example.com", "confirm"))
    visitor.field("6-digit code").fill("000000" if right != "000000" else "111111")
    visitor.press("Confirm email")
    visitor.refuses("That code is not correct")
    visitor.email, visitor.password = "sam@example.com", PASSWORD
    visitor.expect_signed_out()


def test_the_link_of_the_first_start_makes_the_owner(visitor, server):
    found = re.search(r"http://localhost:\d+/\S+", server.log())
    assert found, f"no link in:\n{server.log()}"
    visitor.go(found[0])
    visitor.looks_right("first-owner")
