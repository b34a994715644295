"""Looking after an account: what protects it, changing that, and taking it back."""

import re

import pytest
from countersign import code_in, link_in, text_of
from phone import Phone
from playwright.sync_api import expect
from visitor import PASSWORD

NEW_PASSWORD = "another quite long password"


@pytest.fixture
def sam(visitor):
    visitor.protected()
    return visitor


def row(visitor, name):
    return visitor.page.locator(".rows > li").filter(has_text=name)


def act(visitor, control):
    """Presses or follows, whichever it is, and proves who it is when asked."""
    visitor.page.get_by_role("link", name=control).or_(visitor.page.get_by_role("button", name=control)).first.click()
    visitor.confirm_it_is_me()


def test_p29_moving_to_a_new_phone_keeps_the_old_one_until_the_new_one_works(sam, visit, server):
    old = sam.phone
    sam.go("/security")
    act(sam, "Move to a new phone")
    sam.says("Until then")
    sam.looks_right("move")
    sam.press("Start")
    expect(sam.page.locator(".qr svg")).to_be_visible()
    sam.looks_right("move-qr")
    new = Phone.scanning(sam.decoded_qr("light"), server.clock)
    assert new.secret != old.secret

    meanwhile = visit()
    meanwhile.email, meanwhile.password, meanwhile.phone = sam.email, sam.password, old
    meanwhile.sign_in()

    sam.page.locator("#code").fill(new.code())
    sam.press("Switch to the new phone")
    sam.says("Your old phone stops working now")
    sam.looks_right("move-done")
    server.mail(sam.email, "was moved to a new phone")

    sam.phone = new
    sam.follow("Done")
    sam.sign_out()
    sam.give_password().give_code(old.code())
    expect(sam.page.locator(".summary-errors")).to_be_visible()
    sam.expect_signed_out()
    sam.give_password().give_code(new.code())
    sam.expect_signed_in()

    sam.sign_out()
    sam.give_password().give_code(sam.backup_codes[0])
    sam.says("4 backup codes left")


def test_a_way_in_is_renamed(sam):
    sam.go("/security")
    act(sam, re.compile("^Rename"))
    sam.looks_right("rename")
    sam.page.locator("main input[type=text]").fill("Sam’s <b>Pixel</b> & co")
    sam.press("Save")
    sam.says("Sam’s <b>Pixel</b> & co")
    sam.looks_right("security-renamed")


def test_another_way_is_asked_first(sam, server):
    sam.begin_app()
    second = Phone(sam.shown_key(), server.clock)
    sam.page.locator("#nickname").fill("Old tablet")
    sam.page.locator("#code").fill(second.code())
    sam.press("Turn on")
    sam.go("/security")
    row(sam, "Old tablet").get_by_role("button", name=re.compile("Ask for this first")).click()
    sam.confirm_it_is_me()
    sam.go("/security")
    expect(row(sam, "Old tablet")).to_contain_text("Asked first")
    sam.sign_out()
    sam.give_password().give_code(second.code())
    sam.expect_signed_in()


def test_one_of_two_apps_is_removed_and_its_codes_stop(sam, server):
    sam.begin_app()
    second = Phone(sam.shown_key(), server.clock)
    sam.page.locator("#nickname").fill("Old tablet")
    sam.page.locator("#code").fill(second.code())
    sam.press("Turn on")
    sam.go("/security")
    row(sam, "Old tablet").get_by_role("link", name=re.compile("^Remove")).click()
    sam.confirm_it_is_me()
    sam.says("Old tablet")
    sam.looks_right("remove")
    sam.page.locator("main form button").filter(has_text="Remove").click()
    sam.go("/security")
    expect(row(sam, "Old tablet")).to_have_count(0)
    server.mail(sam.email, "authenticator app was removed")
    sam.sign_out()
    sam.give_password().give_code(second.code())
    expect(sam.page.locator(".summary-errors")).to_be_visible()
    sam.give_code(sam.phone.code())
    sam.expect_signed_in()


def test_p18_turning_off_asks_says_what_goes_and_leaves_the_password(sam, server):
    server.clock.advance(11 * 60)
    sam.go("/security/two-factor/off")
    expect(sam.page).to_have_url(re.compile("/security/confirm"))
    sam.looks_right("confirm")
    sam.confirm_it_is_me()
    sam.says("You’ll sign in with your password only.")
    sam.looks_right("turn-off")
    sam.press("Turn off two-factor")
    sam.go("/security")
    sam.does_not_say("On since")
    server.mail(sam.email, "Two-factor is off")
    sam.sign_out()
    sam.give_password()
    sam.expect_signed_in()


def test_a_password_change_ends_the_other_sessions(sam, visit, server):
    other = visit()
    other.email, other.password, other.phone = sam.email, sam.password, sam.phone
    other.sign_in()
    sam.go("/security/password")
    sam.confirm_it_is_me()
    sam.looks_right("password")
    sam.page.locator("#current-password").fill("wrong, quite wrong")
    sam.page.locator("#new-password").fill(NEW_PASSWORD)
    sam.page.locator("main form button.btn--primary").click()
    expect(sam.page.locator(".summary-errors")).to_be_visible()
    sam.page.locator("#current-password").fill(PASSWORD)
    sam.page.locator("#new-password").fill(NEW_PASSWORD)
    sam.page.locator("main form button.btn--primary").click()
    sam.expect_signed_in()
    other.expect_signed_out()
    server.mail(sam.email, "The password of your .* was changed")
    other.give_password()
    expect(other.page.locator(".summary-errors")).to_contain_text("Email address or password is not correct")
    other.password = NEW_PASSWORD
    other.sign_in()


def test_a_forgotten_password_does_not_skip_the_second_step(sam, server):
    sam.sign_out()
    sam.go("/sign-in")
    sam.field("Email address").fill(sam.email)
    sam.follow("Forgotten your password?")
    sam.looks_right("password-forgot")
    sam.page.locator("main input[type=email]").fill(sam.email)
    sam.page.locator("main form button.btn--primary").click()
    sam.looks_right("password-forgot-sent")
    link = link_in(server.mail(sam.email, "Set a new password"), "/password/")
    sam.go(link)
    sam.looks_right("password-reset")
    sam.page.locator("#new-password").fill(NEW_PASSWORD)
    sam.page.locator("main form button.btn--primary").click()
    sam.expect_signed_out()
    sam.password = NEW_PASSWORD
    sam.give_password()
    expect(sam.page).to_have_url(re.compile("/sign-in/app"))
    sam.expect_signed_out()
    sam.give_password().give_code(sam.phone.code())
    sam.expect_signed_in()

    sam.go(link)
    expect(sam.page.locator("#new-password")).to_have_count(0)


def test_the_page_for_a_forgotten_password_does_not_tell_who_has_an_account(visitor, server):
    visitor.sign_up().sign_out()
    seen = []
    for name in ("sam@example.com", "nobody@example.com"):
        visitor.go("/password/forgot")
        visitor.page.locator("main input[type=email]").fill(name)
        visitor.page.locator("main form button.btn--primary").click()
        seen.append(visitor.main().replace(name, "…"))
    assert re.sub(r"\d\d:\d\d", "", seen[0]) == re.sub(r"\d\d:\d\d", "", seen[1])
    server.mail("sam@example.com", "Set a new password")
    assert not server.mails("nobody@example.com")


def test_sessions_are_listed_and_ended(sam, visit):
    phone = visit(user_agent="Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0")
    phone.email, phone.password, phone.phone = sam.email, sam.password, sam.phone
    phone.sign_in()
    sam.go("/security/devices")
    sam.says("This browser")
    sam.says("Firefox")
    sam.looks_right("devices")
    row(sam, "Firefox").get_by_role("button").first.click()
    sam.confirm_it_is_me()
    phone.expect_signed_out()
    sam.expect_signed_in()


def test_signing_out_everywhere_else_ends_every_other_session(sam, visit):
    others = [visit(), visit()]
    for other in others:
        other.email, other.password, other.phone = sam.email, sam.password, sam.phone
        other.sign_in()
    sam.go("/security/devices")
    act(sam, "Sign out everywhere else")
    for other in others:
        other.expect_signed_out()
    sam.expect_signed_in()


def test_signing_out_everywhere_ends_this_session_too(sam, visit):
    other = visit()
    other.email, other.password, other.phone = sam.email, sam.password, sam.phone
    other.sign_in()
    sam.go("/security/devices")
    sam.press("Sign out everywhere")
    sam.confirm_it_is_me()
    sam.expect_signed_out()
    other.expect_signed_out()


def test_the_address_changes_once_both_mailboxes_agreed(sam, server):
    sam.go("/security/email")
    sam.confirm_it_is_me()
    sam.looks_right("email")
    sam.page.locator("main input[type=email]").fill("sam@new.example")
    sam.press("Send the codes")
    sam.looks_right("email-confirm")
    new = server.mail("sam@new.example")
    old = server.mail("sam@example.com", "code to change")
    sam.page.get_by_label("Code sent to sam@new.example").fill(code_in(new))
    sam.press("Change email address")
    sam.go("/security")
    sam.says("sam@example.com")
    sam.go("/security/email/codes")
    sam.page.get_by_label("Code sent to sam@example.com").fill(code_in(old))
    sam.press("Change email address")
    sam.go("/security")
    sam.says("sam@new.example")
    sam.sign_out()
    sam.email = "sam@new.example"
    sam.sign_in()


def test_the_activity_is_told_in_plain_words(sam):
    sam.sign_out()
    sam.sign_in()
    sam.go("/security/activity")
    sam.says("Signed in")
    sam.says("Chrom")
    sam.looks_right("activity")


def test_not_me_shows_first_and_freezes_only_when_pressed(sam, visit, server):
    mail = server.mail(sam.email, "authenticator app was added")
    link = link_in(mail, "/not-me/")
    owner = visit()
    owner.go(link)
    expect(owner.heading("Secure your account")).to_be_visible()
    owner.looks_right("not-me")
    sam.expect_signed_in()
    owner.press("Freeze my account")
    owner.says("Your account is frozen")
    owner.looks_right("not-me-done")
    sam.expect_signed_out()
    sam.give_password()
    sam.says("Your account is frozen")
    sam.looks_right("frozen")


def test_every_change_of_security_sends_a_mail_with_a_way_to_object(sam, server):
    mail = server.mail(sam.email, "authenticator app was added")
    assert link_in(mail, "/not-me/")
    assert "Chrom" in text_of(mail)
    assert mail["To"] and mail["From"] and mail["Date"] and mail["Message-ID"]


def test_an_account_is_deleted_after_a_wait_and_kept_until_then(sam, visit, server):
    sam.go("/security")
    sam.follow("Delete my account")
    sam.confirm_it_is_me()
    sam.says("is deleted for good on")
    sam.says("This stays")
    sam.looks_right("delete")
    sam.press("Delete my account")
    sam.says("Your account will be deleted on")
    sam.looks_right("security-leaving")
    sam.go("/security/delete")
    sam.confirm_it_is_me()
    sam.looks_right("delete-planned")
    sam.press("Keep my account")
    sam.says("Your account stays")

    before = len(server.mails(sam.email, "going to be deleted"))
    sam.go("/security/delete")
    sam.confirm_it_is_me()
    sam.press("Delete my account")
    link = link_in(server.mail(sam.email, "going to be deleted", after=before), "/keep-account/")
    reader = visit()
    reader.go(link)
    expect(reader.heading("Keep your account?")).to_be_visible()
    reader.looks_right("keep-account")
    sam.go("/security")
    sam.says("Your account will be deleted on")
    reader.press("Keep my account")
    expect(reader.heading("Your account stays")).to_be_visible()
    reader.looks_right("keep-account-done")
    sam.go("/security")
    sam.does_not_say("Your account will be deleted on")

    sam.go("/security/delete")
    sam.confirm_it_is_me()
    sam.press("Delete my account")
    sam.says("Your account will be deleted on")
    # What is due is looked at as the server starts.
    server.stop()
    server.clock.advance(15 * 24 * 3600)
    server.start()
    server.mail(sam.email, "account is deleted")
    sam.give_password()
    expect(sam.page.locator(".summary-errors")).to_contain_text("Email address or password is not correct")


def test_an_app_that_somebody_else_added_goes_again(sam, visit, server):
    """From the mail to the button; the mailbox alone does nothing."""
    server.clock.advance(60)
    before = len(server.mails(sam.email, "authenticator app was added"))
    sam.begin_app()
    stranger = Phone(sam.shown_key(), server.clock)
    sam.page.locator("#nickname").fill("Not mine")
    sam.page.locator("#code").fill(stranger.code())
    sam.press("Turn on")
    link = link_in(server.mail(sam.email, "authenticator app was added", after=before), "/not-me/")
    server.clock.advance(60)
    owner = visit()
    owner.email, owner.password, owner.phone = sam.email, sam.password, sam.phone
    owner.go(link)
    owner.says("What someone else added doesn’t count")
    owner.looks_right("not-me-undo")
    owner.follow("Undo this change")
    expect(owner.page).to_have_url(re.compile("/sign-in"))
    owner.give_password().give_code(sam.phone.code())
    owner.says("Not mine is removed again")
    owner.looks_right("undo")
    owner.press("Undo this change")
    owner.says("The change is undone")
    expect(row(owner, "Not mine")).to_have_count(0)
    sam.expect_signed_out()


def test_a_passkey_is_offered_after_the_first_setup_and_not_again(visitor):
    visitor.sign_up().turn_on_app()
    visitor.page.get_by_label("I’ve saved these codes somewhere I can reach without my phone").check()
    visitor.press("Finish")
    expect(visitor.heading("Sign in without typing?")).to_be_visible()
    visitor.says("Your backup codes are saved")
    visitor.looks_right("offer")
    visitor.press("Not now")
    expect(visitor.heading("Security")).to_be_visible()
    visitor.does_not_say("never locked out")
    visitor.sign_out()
    visitor.sign_in()
