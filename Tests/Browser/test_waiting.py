"""Six wrong codes: a wait that says until when and why, and the ways in that stay open."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def waiting(visitor):
    """A member who typed six wrong codes."""
    visitor.protected().sign_out()
    visitor.server.clock.advance(120)
    visitor.give_password()
    for _ in range(6):
        expect(visitor.page).to_have_url(re.compile("/sign-in/app"))
        visitor.give_code(visitor.phone.wrong_code())
    expect(visitor.page).to_have_url(re.compile("/sign-in/wait"))
    return visitor


def test_p25_the_wait_says_how_long_why_and_what_else_there_is(waiting):
    expect(waiting.page.get_by_role("heading", level=1)).to_have_text(re.compile("^Wait .* before trying again$"))
    waiting.says("The wrong code was entered 6 times in a row")
    waiting.says("This stops someone guessing")
    waiting.says("Get in now instead")
    waiting.says("Not you?")
    waiting.looks_right("wait")
    mail = waiting.server.mail("sam@example.com", "Someone with your password could not get in")
    assert "/not-me/" in str(mail.get_body(preferencelist=("plain",)).get_content())


def test_the_page_answers_429_with_retry_after(waiting):
    answer = waiting.page.reload()
    assert answer.status == 429
    assert 0 < int(answer.headers["retry-after"]) <= 60


def test_while_waiting_even_the_right_code_is_not_looked_at(waiting):
    waiting.go("/sign-in/app")
    if waiting.page.locator("#code").count():
        waiting.give_code(waiting.phone.code())
    expect(waiting.page).to_have_url(re.compile("/sign-in/wait"))
    waiting.expect_signed_out()


def test_p25_a_backup_code_gets_in_during_the_wait(waiting):
    waiting.page.locator("main a.choice").filter(has_text="Backup code").click()
    waiting.page.locator("#backup").fill(waiting.backup_codes[0])
    waiting.press("Sign in")
    waiting.says("4 backup codes left")
    waiting.expect_signed_in()


def test_two_codes_in_a_row_get_in_during_the_wait(waiting):
    waiting.page.locator("main a.choice").filter(has_text="Two codes in a row").click()
    waiting.looks_right("sign-in-pair")
    first = waiting.phone.code()
    waiting.server.clock.advance(30)
    second = waiting.phone.code()
    waiting.page.get_by_label("First code").fill(first)
    waiting.page.get_by_label("Next code").fill(second)
    waiting.press("Sign in")
    waiting.expect_signed_in()


def test_p25_after_the_wait_the_right_code_gets_in(waiting):
    waiting.server.clock.advance(61)
    waiting.follow("Try again")
    expect(waiting.page).to_have_url(re.compile("/sign-in/app"))
    waiting.give_code(waiting.phone.code())
    waiting.expect_signed_in()


def test_the_next_wrong_code_waits_twice_as_long(waiting):
    waiting.server.clock.advance(61)
    waiting.go("/sign-in/app")
    waiting.give_code(waiting.phone.wrong_code())
    expect(waiting.page).to_have_url(re.compile("/sign-in/wait"))
    waiting.says("2 minutes")
