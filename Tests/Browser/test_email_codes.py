"""P07 to P10: codes by e-mail: turning them on, one at each sign-in, another one, and mail that is late or refused."""

import re

import pytest
from countersign import code_in, text_of
from mailbox import CODE
from playwright.sync_api import expect


@pytest.fixture
def sam(visitor):
    """A member who turned on codes by e-mail, at the second step, where the first code has just been sent."""
    return at_the_second_step(visitor)


def at_the_second_step(visitor):
    visitor.sign_up().turn_on_email_codes().finish_backup_codes()
    visitor.sign_out()
    # The codes of the setup count too, so let their hour pass.
    visitor.server.clock.advance(3700)
    visitor.give_password()
    expect(visitor.heading("Check your email")).to_be_visible()
    return visitor


def mailed(visitor, number):
    """The code of a mail, counted from the first."""
    visitor.server.mail(visitor.email, CODE, after=number)
    return code_in(visitor.server.mails(visitor.email, CODE)[number])


def test_p07_p10_turning_them_on(visitor, server):
    visitor.sign_up()
    visitor.go("/security/two-factor/new")
    card = visitor.page.locator("main .choice").filter(has_text="Email codes")
    expect(card).to_contain_text("Weaker")
    card.click()
    visitor.confirm_it_is_me()
    visitor.says("Anyone who can read your email can get these codes.")
    visitor.looks_right("email-codes-set-up")
    visitor.press("Send a code to sam@example.com")
    expect(visitor.heading("Check your email")).to_be_visible()
    visitor.says("We sent a 6-digit code to sam@example.com")
    visitor.says("Your mail provider has accepted it")
    visitor.looks_right("email-codes-turn-on")
    mail = server.mail("sam@example.com", "turn on email codes")
    visitor.page.locator("#code").fill("000000" if code_in(mail) != "000000" else "111111")
    visitor.press("Turn on email codes")
    visitor.refuses("That code is not correct. Check that the email’s reference is one of those shown here")
    visitor.page.locator("#code").fill(code_in(mail))
    visitor.press("Turn on email codes")
    visitor.says("Email codes are on")
    visitor.says("We’ll email you a code each time you sign in.")
    visitor.looks_right("backup-codes-after-email")
    visitor.finish_backup_codes()
    expect(visitor.page.locator(".rows > li").first).to_contain_text("Email codes")
    visitor.looks_right("security-email-codes")
    server.mail("sam@example.com", "Sign-in by email code was added")


def test_p08_the_code_is_there_when_the_page_is_and_signs_in(sam, server):
    sam.says("We sent a 6-digit code to s•••@example.com")
    # Nothing is pressed: the page learns by itself what the mail server said.
    sam.says("Your mail provider has accepted it")
    expect(sam.page.locator("#code")).to_be_focused()
    sam.looks_right("sign-in-email")
    mail = server.mail(sam.email, CODE)
    assert text_of(mail).rstrip("\n").endswith(f"@localhost #{code_in(mail)}")
    reference = re.search(r"Reference (\w{4})", text_of(mail))[1]
    sam.says(f"Reference {reference}")
    for _ in range(3):
        sam.page.reload()
    sam.give_code(code_in(mail))
    sam.expect_signed_in()
    assert len(server.mails(sam.email, CODE)) == 1, "looking at the page sent another"


def test_p08_another_code_says_how_long_to_wait(sam, server):
    sam.press("Send another code")
    sam.says("You can ask for another code in")
    sam.says("still works.")
    sam.looks_right("sign-in-email-too-early")
    assert len(server.mails(sam.email, CODE)) == 1
    server.clock.advance(61)
    sam.press("Send another code")
    sam.says("Either code works.")
    sam.looks_right("sign-in-email-again")
    sam.give_code(mailed(sam, 0))
    sam.expect_signed_in()


def test_p08_without_javascript(visit, server):
    sam = at_the_second_step(visit(java_script_enabled=False))
    server.clock.advance(61)
    sam.press("Send another code")
    sam.says("Either code works.")
    sam.give_code(mailed(sam, 1))
    sam.expect_signed_in()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_p09_mail_nine_minutes_late_and_two_resends_any_of_the_three_gets_in(sam, server, number):
    for _ in range(2):
        server.clock.advance(180)
        sam.press("Send another code")
        sam.says("Either code works.")
    server.clock.advance(180)
    sam.page.get_by_text("I haven’t got the email").click()
    sam.says("Wait a few minutes: it can take up to 10.")
    sam.says("Look in your spam folder")
    if number == 0:
        sam.looks_right("sign-in-email-late")
    sam.give_code(mailed(sam, number))
    sam.expect_signed_in()


def test_p09_the_page_tells_what_the_mail_server_does(visitor, server, post):
    mailbox = post()
    sam = at_the_second_step(visitor)
    # Another page meanwhile, or this one looks for a server that is away.
    sam.go("/help")
    server.settings["smtp"] = f"smtp://127.0.0.1:{mailbox.port}"
    server.restart()
    sam.go("/sign-in/email")
    status = sam.page.locator("#mail-status")

    mailbox.concerns, mailbox.moods = CODE, ["hold"]
    server.clock.advance(61)
    sam.press("Send another code")
    assert mailbox.held.wait(10)
    expect(status).to_have_text("Sending…")
    sam.looks_right("sign-in-email-sending")
    mailbox.release()
    # Nobody touches the page meanwhile.
    expect(status).to_contain_text("Your mail provider has accepted it")

    mailbox.moods = ["451 4.7.1 come back later"]
    server.clock.advance(61)
    sam.press("Send another code")
    expect(status).to_contain_text("Your mail provider asked us to wait")
    sam.looks_right("sign-in-email-deferred")

    server.clock.advance(61)
    expect(status).to_contain_text("Your mail provider has accepted it")

    server.clock.advance(61)
    mailbox.moods = ["550 5.1.1 no such person"]
    sam.press("Send another code")
    expect(status).to_contain_text("Your mail provider refused it")
    sam.looks_right("sign-in-email-refused")
    sam.give_code(code_in(mailbox.about(CODE)[0]))
    sam.expect_signed_in()


def test_another_browser_s_code_is_recognised(sam, visit, server):
    other = visit()
    other.email, other.password = sam.email, sam.password
    other.give_password()
    other.give_code(mailed(sam, 0))
    other.refuses("That code belongs to a sign-in in another browser. We’ve sent one for this browser")
    other.looks_right("sign-in-email-other-browser")
    other.expect_signed_out()


def test_a_backup_code_in_the_field_gets_in(sam):
    sam.give_code(sam.backup_codes[0])
    sam.says("4 backup codes left")
    sam.says("add another way now")
    sam.looks_right("backup-code-used-no-app")
    sam.expect_signed_in()


def test_the_fifth_wrong_code_ends_what_was_sent_and_another_comes(sam, server):
    right = mailed(sam, 0)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(4):
        sam.give_code(wrong)
    sam.says("1 try left for this code.")
    sam.looks_right("sign-in-email-last-try")
    sam.give_code(wrong)
    sam.refuses("That was too many wrong codes. We’ve sent a new one")
    sam.give_code(mailed(sam, 1))
    sam.expect_signed_in()


def test_who_has_only_email_gets_a_longer_code_while_codes_are_paused(sam, server):
    for _ in range(6):
        codes = {code_in(mail) for mail in server.mails(sam.email, CODE)}
        sam.give_code(next(code for code in ("000000", "111111", "222222") if code not in codes))
    expect(sam.page).to_have_url(re.compile("/sign-in/wait"))
    sam.looks_right("wait-email")
    sam.page.locator("main .choice").filter(has_text="Email codes").click()
    sam.says("We sent a longer code")
    sam.looks_right("sign-in-email-long")
    mail = server.mail(sam.email, r"^\w{4}-\w{4}-\w{4} is your")
    sam.give_code(str(mail["Subject"]).split()[0])
    sam.expect_signed_in()
