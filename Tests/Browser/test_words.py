"""Owners say it in their own words: apps, help and emails, in each language."""

import re

import pytest
from playwright.sync_api import expect
from staff import Staff


@pytest.fixture
def owner(browser, server):
    person = Staff(browser, server, "owner")
    yield person
    complaints = list(person.complaints)
    person.close()
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)


def test_an_owner_puts_an_email_into_their_own_words(owner, visit):
    owner.opens("/admin/settings")
    owner.follow("Change words")
    owner.looks_right("console-words")
    owner.follow("Deutsch")
    owner.page.locator("summary", has_text="Changes to an account").click()
    owner.follow("The password of your")
    owner.confirm_it_is_me()
    owner.looks_right("console-words-email")
    subject = owner.page.locator("#mail-passwordChanged-subject")
    expect(subject).to_have_value(re.compile("^Das Passwort"))
    lead = owner.page.locator("#mail-passwordChanged-lead")
    lead.fill("Ihr Passwort ist neu, {nmae}.")
    owner.press("Save")
    owner.refuses("There is no {nmae} here: nothing is filled in")
    expect(lead).to_have_value("Ihr Passwort ist neu, {nmae}.")
    owner.looks_right("console-words-problem")
    lead.fill("Ihr Passwort ist neu.\n\nFragen? Zimmer 7.")
    owner.press("Show preview")
    owner.says("It is not saved yet")
    owner.says("Ihr Passwort ist neu.")
    owner.looks_right("console-words-preview")
    owner.press("Save")
    owner.says("The words are saved")
    owner.looks_right("console-words-saved")
    owner.follow("Words of your own")
    expect(owner.page.locator("summary .tag")).to_have_text("1 changed")
    owner.page.locator("summary", has_text="1 changed").click()
    owner.looks_right("console-words-changed")
    owner.follow("The password of your")
    owner.press("Back to our words")
    owner.says("Our words are back")
    expect(owner.page.locator("#mail-passwordChanged-lead")).to_have_value(re.compile("^Das Passwort"))


def test_the_list_of_apps_and_help_say_what_the_owner_says(owner, visit):
    owner.opens("/admin/settings/words/apps?language=en")
    owner.looks_right("console-words-apps")
    owner.page.locator("#apps-hint").fill("We recommend <Aegis>.\nAsk room 7 for help.")
    owner.page.locator("#apps-androidList").fill("Aegis")
    owner.press("Save")
    owner.says("The words are saved")
    owner.opens("/admin/settings/words/help-clock?language=de")
    owner.looks_right("console-words-help")
    someone = visit()
    someone.go("/help/apps")
    someone.says("We recommend <Aegis>.")
    someone.looks_right("help-apps-own")


def test_an_owner_who_reads_german(owner, visit):
    owner.opens("/admin/settings")
    owner.go("/language")
    owner.press("Deutsch")
    owner.go("/admin/settings/words")
    owner.looks_right_in_german("console-words")
    owner.go("/admin/settings/words/email-second-step-code?language=de")
    owner.page.locator("#mail-secondStepCode-lead").fill("Ihr Code")
    owner.press("Speichern")
    owner.says("Behalten Sie {code}: Das wird ausgefüllt")
    owner.looks_right_in_german("console-words-problem")
