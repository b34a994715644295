"""Two tabs, the back button, a double press: what people do without thinking of it."""

import re

import pytest
from phone import Phone
from playwright.sync_api import expect


@pytest.fixture
def sam(visitor):
    visitor.protected().sign_out()
    visitor.server.clock.advance(120)
    return visitor.give_password()


def test_finishing_in_one_tab_the_other_goes_on_at_its_next_press(sam, server):
    other = sam.tab()
    other.goto(f"{server.url}/sign-in/app")
    expect(other.get_by_role("heading", name="Enter the code from your app")).to_be_visible()
    sam.give_code(sam.phone.code())
    sam.page.wait_for_url(re.compile("/security"))
    other.locator("#code").fill(sam.phone.code())
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.wait_for_url(re.compile("/security"))
    expect(other.get_by_role("heading", name="Security", level=1)).to_be_visible()


def test_signing_out_in_one_tab_the_other_signs_in_again_and_is_where_it_was(sam, server):
    sam.give_code(sam.phone.code())
    sam.page.wait_for_url(re.compile("/security"))
    other = sam.tab()
    other.goto(f"{server.url}/security/devices")
    sam.sign_out()
    other.get_by_role("link", name="Activity").first.click()
    other.wait_for_url(re.compile("/sign-in"))
    server.clock.advance(60)
    other.get_by_label("Email address", exact=True).fill(sam.email)
    other.get_by_label("Password", exact=True).fill(sam.password)
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.locator("#code").fill(sam.phone.code())
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.wait_for_url(re.compile("/security/activity"))


def test_back_after_signing_in_shows_no_form_that_would_count_a_wrong_code(sam):
    code = sam.phone.code()
    sam.give_code(code)
    sam.page.wait_for_url(re.compile("/security"))
    sam.page.go_back()
    if sam.page.locator("#code").count():
        sam.give_code(code)
    sam.expect_signed_in()


def test_back_after_signing_out_shows_nothing_of_the_account(sam):
    sam.give_code(sam.phone.code())
    sam.page.wait_for_url(re.compile("/security"))
    sam.go("/security/activity")
    sam.sign_out()
    sam.page.go_back()
    expect(sam.page).to_have_url(re.compile("/sign-in"))
    sam.does_not_say("What happened in your account")


def test_a_code_pressed_twice_counts_once(sam):
    sam.page.locator("#code").fill(sam.phone.code())
    sam.page.get_by_role("button", name="Sign in", exact=True).dblclick()
    sam.page.wait_for_url(re.compile("/security"))
    sam.expect_signed_in()


def test_an_app_turned_on_in_one_tab_is_not_turned_on_again_in_the_other(visitor, server):
    visitor.sign_up().begin_app()
    other = visitor.tab()
    other.goto(f"{server.url}/security/two-factor/app/new")
    phone = Phone(visitor.shown_key(), server.clock)
    visitor.page.locator("#code").fill(phone.code())
    visitor.press("Turn on")
    expect(visitor.heading("Save your backup codes")).to_be_visible()
    other.locator("#code").fill(phone.code())
    other.get_by_role("button", name="Turn on").click()
    # That setup is over. What comes is a new one, said to be new, and nothing was lost.
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    visitor.go("/security")
    expect(visitor.page.locator(".rows > li").filter(has_text="Authenticator app")).to_have_count(1)


def test_a_form_left_open_while_signing_in_anew_says_so_and_keeps_what_was_typed(sam, server):
    sam.give_code(sam.phone.code())
    sam.page.wait_for_url(re.compile("/security"))
    sam.go("/security/name")
    other = sam.tab()
    other.goto(f"{server.url}/security")
    other.locator(".masthead").get_by_role("button", name="Sign out").click()
    other.wait_for_url(re.compile("/sign-in"))
    sam.page.locator("main input[type=text]").fill("Sam the Second")
    sam.press("Save")
    expect(sam.page.get_by_role("heading", level=1)).to_have_text(re.compile("open too long|Sign in"))
    sam.looks_right("form-open-too-long")
