"""What other products promise of setting up and of help, one story a promise; the numbers are those of the list that
Countersign was measured against."""

import re
from pathlib import Path

import pytest
from countersign import text_of
from passkeys import Authenticator
from phone import Phone
from playwright.sync_api import expect
from yubikey import YubiKey

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


def test_every_promise_has_a_story_but_those_that_staff_keep():
    """P19 and P30 are kept in the console."""
    stories = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    named = re.findall(r"^def test_((?:p\d\d_)+)", stories, re.M)
    kept = {int(number) for numbers in named for number in re.findall(r"\d\d", numbers)}
    assert set(range(1, 34)) - kept <= {19, 30}


@pytest.mark.parametrize("settings", [{"yubikey_validation": "own"}])
def test_p02_p21_the_choice_names_each_way_with_its_strength_and_what_it_takes(visitor, visit):
    visitor.sign_up()
    visitor.go("/security/two-factor/new")
    choices = visitor.page.locator("main .choice")
    expect(choices).to_have_count(5)
    for place, name, strength, takes in (
        (0, "Passkey", "Strongest", "fingerprint"),
        (1, "Authenticator app", "Strong", "6-digit code"),
        (2, "Security key", "Strongest", "USB or NFC key you touch"),
        (3, "YubiKey", "Strong", "touch it"),
        (4, "Email codes", "Weaker", "email you a code"),
    ):
        expect(choices.nth(place)).to_contain_text(name)
        expect(choices.nth(place)).to_contain_text(strength)
        expect(choices.nth(place)).to_contain_text(takes)
    visitor.looks_right("choose-all")
    choices.nth(2).click()
    visitor.confirm_it_is_me()
    buttons = visitor.page.locator("main form [data-kind]")
    expect(buttons.first).to_have_text("Add a security key")
    visitor.go("/security")
    expect(visitor.page.locator("main .choice")).to_have_count(5)
    plain = visit(java_script_enabled=False)
    plain.email, plain.password = visitor.email, visitor.password
    plain.give_password()
    plain.go("/security/two-factor/new")
    expect(plain.page.locator("main .choice").filter(has_text="Passkey")).to_be_hidden()
    plain.says("Passkeys and security keys need JavaScript.")


def test_p05_scanning_and_typing_are_one_page_and_its_button_says_what_it_does(visitor):
    visitor.sign_up().begin_app()
    expect(visitor.page.locator(".qr svg")).to_be_visible()
    expect(visitor.page.locator("#code")).to_be_visible()
    expect(visitor.page.get_by_role("button", name="Turn on")).to_be_visible()
    assert visitor.page.get_by_role("button", name=re.compile("Continue|Submit")).count() == 0


@pytest.mark.parametrize("settings", [{"yubikey_validation": "own"}])
@pytest.mark.parametrize("kind", ["app", "email", "yubikey", "passkey"])
def test_p10_after_each_setup_the_page_says_so_and_what_changes_and_a_mail_confirms_it(visitor, server, kind):
    visitor.sign_up()
    if kind == "app":
        visitor.turn_on_app()
        told, changes, mail = "Authenticator app is on", "asked for a code when you sign in", "authenticator app was"
    elif kind == "email":
        visitor.turn_on_email_codes()
        told, changes, mail = "Email codes are on", "email you a code each time", "email code was"
    elif kind == "yubikey":
        key = YubiKey().give_to(server)
        visitor.go("/security/two-factor/yubikey/new")
        visitor.confirm_it_is_me()
        visitor.page.locator("#code").fill(key.touch())
        visitor.page.keyboard.press("Enter")
        told, changes, mail = "YubiKey is on", "asked to touch it when you sign in", "YubiKey was"
    else:
        Authenticator(visitor)
        visitor.go("/security/two-factor/keys/new")
        visitor.confirm_it_is_me()
        visitor.press("Create a passkey")
        told, changes, mail = "You’ve set up a passkey", "use your face, fingerprint or PIN", "passkey or security key was"
    expect(visitor.heading("Save your backup codes")).to_be_visible()
    visitor.says(told)
    visitor.says(changes)
    visitor.does_not_say("Authenticator app is on") if kind != "app" else None
    visitor.looks_right(f"backup-codes-after-{kind}")
    assert "/not-me/" in text_of(server.mail(visitor.email, f"{mail} added"))


@pytest.mark.parametrize("agent, first, second", [(IPHONE, "iPhone and iPad", "Android"),
                                                  (ANDROID, "Android", "iPhone and iPad")])
def test_p22_apps_are_listed_by_platform_the_visitors_own_first(visit, agent, first, second):
    visitor = visit(user_agent=agent, viewport={"width": 390, "height": 844})
    visitor.sign_up().begin_app()
    visitor.page.get_by_text("Show apps for my device").click()
    words = visitor.main()
    assert words.index(first) < words.index(second)
    visitor.says("Google Authenticator")
    visitor.does_not_say("Windows Phone")


def test_p23_one_is_told_to_keep_the_entry_and_losing_it_is_prepared_for(visitor):
    visitor.sign_up().begin_app()
    visitor.says("Keep the entry in the app afterwards")
    visitor.turn_on_app()
    visitor.says("Don’t delete the")
    visitor.finish_backup_codes()
    visitor.says("backup codes get you in without them")


def test_p28_an_app_in_a_browser_takes_the_link_or_the_key(visitor, server):
    visitor.sign_up().begin_app()
    link = visitor.page.get_by_role("link", name="Open in an app on this device").get_attribute("href")
    phone = Phone.scanning(link, server.clock)
    visitor.page.get_by_text("I can’t scan the code").click()
    assert visitor.shown_key() == phone.secret
    visitor.page.get_by_text("Show apps for my device").click()
    visitor.says("Browser extension")
    visitor.page.locator("#code").fill(phone.code())
    visitor.press("Turn on")
    visitor.says("Authenticator app is on")


def test_p32_it_says_that_it_takes_about_two_minutes_before_one_begins(visitor):
    visitor.sign_up()
    visitor.go("/security")
    visitor.says("about 2 minutes")
    visitor.go("/security/two-factor/new")
    visitor.says("It takes about 2 minutes.")


@pytest.mark.parametrize("scripts", [True, False], ids=["", "without JavaScript"])
def test_p33_anyone_may_say_whether_help_helped_and_what_was_missing(visit, server, scripts):
    visitor = visit(java_script_enabled=scripts)
    visitor.go("/help/clock")
    visitor.press("Yes")
    visitor.says("Thank you. That helps us to make this page better")
    if scripts:
        visitor.looks_right("help-thanks")
    visitor.go("/help/new-phone")
    visitor.page.get_by_text("What was missing?").click()
    visitor.page.locator("main input[type=text]").fill("how to move from Authy, my code is 123456")
    visitor.press("Send")
    visitor.says("Thank you")
    log = server.log()
    assert "how to move from Authy," in log and "123456" not in log
    status, _, figures = server.request("/metrics", base=server.operations)
    assert status == 200 and b'help_answers_total{helped="yes",topic="clock"} 1' in figures.replace(
        b'topic="clock",helped="yes"', b'helped="yes",topic="clock"'), figures.decode()[-3000:]
