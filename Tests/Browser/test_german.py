"""In German: every page on the way, its mails, and what is said when something goes wrong."""

import re

import pytest
from countersign import code_in, link_in, text_of
from passkeys import Authenticator
from phone import Phone
from playwright.sync_api import expect
from screen import ENGLISH
from visitor import PASSWORD

GERMAN_CODE = r"^\d{6} ist Ihr Anmeldecode von "


def test_in_german_from_the_first_page_to_a_protected_account(visit, server):
    visitor = visit(locale="de-DE")
    page = visitor.page
    is_german = visitor.looks_right_in_german

    visitor.go("/sign-in")
    is_german("sign-in")
    visitor.go("/sign-up")
    is_german("sign-up")
    page.locator("#new-password").fill(PASSWORD)
    page.locator("input[type=email]").fill("sam@example.com")
    page.locator("input[name=name]").fill("Sam Okafor")
    page.locator("main form button.btn--primary").click()
    page.wait_for_url("**/sign-up/confirm*")
    is_german("sign-up-confirm")
    mail = server.mail("sam@example.com")
    assert not ENGLISH.search(str(mail["Subject"]) + text_of(mail)), text_of(mail)
    page.locator("#code").fill(code_in(mail))
    page.locator("main form button.btn--primary").first.click()
    page.wait_for_url(lambda url: "/sign-up" not in url)
    if "/sign-in" in page.url:
        page.locator("input[type=email]").fill("sam@example.com")
        page.locator("#current-password").fill(PASSWORD)
        page.locator("main form button.btn--primary").first.click()
    visitor.go("/security")
    is_german("security-unprotected")
    visitor.go("/security/two-factor/new")
    is_german("choose")
    visitor.go("/security/two-factor/app/new")
    is_german("app-new")
    phone = Phone(visitor.shown_key(), server.clock)
    page.locator("#code").fill(phone.wrong_code())
    page.locator("main form button.btn--primary").first.click()
    is_german("app-new-wrong-code")
    page.locator("#code").fill(phone.code())
    page.locator("main form button.btn--primary").first.click()
    is_german("backup-codes")
    for path in ("devices", "activity", "password", "email"):
        visitor.go(f"/security/{path}")
        is_german(path)
    for topic in ("clock", "new-phone", "lost-phone", "apps"):
        visitor.go(f"/help/{topic}")
        is_german(f"help-{topic}")


@pytest.fixture
def sam(visit, server):
    """A member with an app, whose language is German, signed out."""
    visitor = visit(locale="de-DE")
    server.command("account", "create", "--name", "sam@example.com", "--email", "sam@example.com", "--password-stdin",
                   "--json", said=PASSWORD)
    visitor.email, visitor.password = "sam@example.com", PASSWORD
    sign_in(visitor)
    visitor.go("/security/two-factor/app/new")
    visitor.phone = Phone(visitor.shown_key(), server.clock)
    give(visitor, visitor.phone.code())
    visitor.backup_codes = visitor.shown_codes()
    visitor.page.get_by_role("checkbox").check()
    visitor.page.locator("main form button.btn--primary").click()
    visitor.page.wait_for_url("**/security/offer")
    visitor.looks_right_in_german("offer")
    visitor.page.get_by_role("button", name="Nicht jetzt").click()
    visitor.page.wait_for_url("**/security")
    return visitor


def sign_in(visitor):
    visitor.go("/sign-in")
    visitor.page.locator("input[type=email]").fill(visitor.email)
    visitor.page.locator("#current-password").fill(visitor.password)
    press(visitor)


def give(visitor, code):
    visitor.page.locator("#code").fill(code)
    press(visitor)


def press(visitor):
    visitor.page.locator("main form button.btn--primary").first.click()


def sign_out(visitor):
    visitor.page.locator(".masthead").get_by_role("button", name="Abmelden").click()
    visitor.page.wait_for_url(re.compile("/sign-in"))


def test_in_german_the_second_step_and_every_other_way(sam, server):
    shows = sam.looks_right_in_german
    sign_out(sam)
    server.clock.advance(120)
    sign_in(sam)
    shows("sign-in-app")
    for typed in ("", "12345", sam.phone.wrong_code(), sam.phone.wrong_code()):
        give(sam, typed)
    shows("sign-in-app-wrong")
    for page in ("methods", "backup", "two-codes", "lost", "lost/ask"):
        sam.go(f"/sign-in/{page}")
        shows(f"sign-in-{page.replace('/', '-')}")
    sam.page.locator("main input[type=text]").first.fill("Mein Telefon liegt im Meer")
    press(sam)
    shows("lost-code")
    mail = server.mail(sam.email, "um Hilfe beim Anmelden")
    assert not ENGLISH.search(text_of(mail)), text_of(mail)
    give(sam, code_in(mail))
    sam.page.wait_for_url(re.compile("/sign-in/lost/CS-"))
    shows("lost-waiting")
    sign_in(sam)
    for _ in range(4):
        give(sam, sam.phone.wrong_code())
    expect(sam.page).to_have_url(re.compile("/sign-in/wait"))
    shows("wait")
    sam.go("/sign-in/backup")
    sam.page.locator("#backup").fill(sam.backup_codes[0])
    press(sam)
    shows("backup-code-used")


def test_in_german_changing_things(sam, server):
    shows = sam.looks_right_in_german
    server.clock.advance(700)
    sam.go("/security/two-factor/off")
    shows("confirm")
    give(sam, sam.phone.code())
    shows("turn-off")
    for link, name in (("rename", "rename"), ("remove", "remove"), ("move", "move")):
        sam.go("/security")
        sam.page.locator(f".rows a[href*='/{link}']").first.click()
        shows(name)
    sam.go("/security/two-factor/backup-codes/new")
    shows("backup-codes-new-set")
    sam.go("/security/two-factor/backup-codes")
    shows("backup-codes-shown-before")
    for page in ("sign-out", "security/name", "privacy", "help", "help/keys", "help/email-delay", "language",
                 "no-such-page"):
        sam.go(f"/{page}")
        shows(page.replace("/", "-"))
    sam.go(link_in(server.mail(sam.email, "hinzugefügt"), "/not-me/"))
    shows("not-me")
    mail = server.mail(sam.email, "hinzugefügt")
    assert not ENGLISH.search(text_of(mail)), text_of(mail)
    sam.page.locator("main form button.btn--danger").click()
    shows("not-me-done")


@pytest.mark.parametrize("settings", [{"yubikey_validation": "own"}])
def test_in_german_every_kind(sam, server):
    shows = sam.looks_right_in_german
    Authenticator(sam)
    sam.go("/security/two-factor/new")
    shows("choose-all")
    sam.go("/security/two-factor/keys/new")
    shows("passkey-setup")
    sam.go("/security/two-factor/yubikey/new")
    shows("yubikey-setup")
    sam.go("/security/two-factor/email")
    shows("email-codes-set-up")
    press(sam)
    shows("email-codes-turn-on")
    give(sam, code_in(server.mail(sam.email, "um E-Mail-Codes einzuschalten")))
    sam.page.wait_for_url("**/security")
    shows("security-email-codes")
    sign_out(sam)
    server.clock.advance(3700)
    sign_in(sam)
    sam.go("/sign-in/methods")
    shows("methods-two-kinds")
    sam.page.locator("main .choice").filter(has_text="E-Mail").click()
    expect(sam.page).to_have_url(re.compile("/sign-in/email"))
    shows("sign-in-email")
    mail = server.mail(sam.email, GERMAN_CODE)
    assert not ENGLISH.search(text_of(mail)), text_of(mail)
    give(sam, code_in(mail))
    sam.page.wait_for_url("**/security")
