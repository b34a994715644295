"""A person at a browser: the acts that many stories share, in the words that the screens use."""

import re

from countersign import code_in
from phone import Phone
from playwright.sync_api import expect
from screen import Screen

PASSWORD = "violet anchor meadow lantern"


class Visitor(Screen):
    def __init__(self, browser, server, **options):
        super().__init__(browser, server, **options)
        self.email = None
        self.phone = None
        self.backup_codes = []

    # Getting in

    def sign_up(self, email="sam@example.com", name="Sam Okafor", password=PASSWORD):
        """From the sign-up page to a confirmed address and a session."""
        self.email, self.password = email, password
        self.fill_in_sign_up(email, name, password)
        self.press("Create account")
        expect(self.page).to_have_url(re.compile("/sign-up/confirm"))
        mail = self.server.mail(email, "confirm")
        self.field("6-digit code").fill(code_in(mail))
        self.press("Confirm email")
        self.page.wait_for_url(lambda url: "/sign-up" not in url)
        if "/sign-in" in self.page.url:
            self.give_password()
        return self

    def fill_in_sign_up(self, email, name, password):
        self.go("/sign-up")
        self.field("Email address").fill(email)
        self.field("Your name").fill(name)
        self.field("Create a password").fill(password)

    def give_password(self, password=None):
        """The first step of signing in."""
        if self.page.locator("#current-password").count() == 0:
            self.go("/sign-in")
        self.field("Email address").fill(self.email)
        self.field("Password").fill(password or self.password)
        self.press("Sign in")
        return self

    def give_code(self, code):
        """The second step, or one try at it."""
        self.page.locator("#code").fill(code)
        self.press("Sign in")
        return self

    def sign_in(self):
        self.give_password()
        expect(self.page).to_have_url(re.compile("/sign-in/app"))
        self.give_code(self.phone.code())
        self.expect_signed_in()
        return self

    def sign_out(self):
        self.page.locator(".masthead").get_by_role("button", name="Sign out").click()
        self.page.wait_for_url(lambda url: "/security" not in url)
        return self

    def expect_signed_in(self):
        self.go("/security")
        expect(self.heading("Security")).to_be_visible()

    def expect_signed_out(self):
        self.go("/security")
        expect(self.page).to_have_url(re.compile("/sign-in"))

    def confirm_it_is_me(self):
        """Answers the page that asks for fresh proof, if it is what came."""
        if "/security/confirm" not in self.page.url:
            return
        if self.page.locator("#code").count():
            self.page.locator("#code").fill(self.phone.code())
        else:
            self.page.locator("input[type=password]").fill(self.password)
        self.page.locator("main form button.btn--primary").first.click()
        self.page.wait_for_url(lambda url: "/security/confirm" not in url)

    # Protecting the account

    def begin_app(self):
        """To the page with the QR code."""
        self.go("/security/two-factor/app/new")
        self.confirm_it_is_me()
        expect(self.page.locator(".qr svg")).to_be_visible()
        return self

    def shown_key(self):
        return "".join(self.page.locator(".secret").text_content().split())

    def turn_on_app(self, ahead=0, name=None):
        """A confirmed authenticator app, up to the page that follows."""
        self.begin_app()
        self.phone = Phone(self.shown_key(), self.server.clock, ahead)
        if name:
            self.page.locator("#nickname").fill(name)
        self.page.locator("#code").fill(self.phone.code())
        self.press("Turn on")
        self.page.wait_for_url(lambda url: "/app/new" not in url)
        return self

    def turn_on_email_codes(self):
        """Confirmed codes by e-mail, up to the page that follows."""
        self.go("/security/two-factor/email")
        self.confirm_it_is_me()
        before = len(self.server.mails(self.email, "turn on email codes"))
        self.press(f"Send a code to {self.email}")
        mail = self.server.mail(self.email, "turn on email codes", after=before)
        self.page.locator("#code").fill(code_in(mail))
        self.press("Turn on email codes")
        self.page.wait_for_url(lambda url: "/two-factor/email" not in url)
        return self

    def shown_codes(self):
        return [text.strip() for text in self.page.locator(".codes li").all_text_contents()]

    def finish_backup_codes(self):
        """Reads the codes off the page as one who writes them down, and presses Finish."""
        expect(self.heading("Save your backup codes")).to_be_visible()
        self.backup_codes = self.shown_codes()
        self.page.get_by_label("I’ve saved these codes somewhere I can reach without my phone").check()
        self.press("Finish")
        self.page.wait_for_url(lambda url: "backup-codes" not in url)
        if "/security/offer" in self.page.url:
            self.press("Not now")
            self.page.wait_for_url(lambda url: "/security/offer" not in url)
        return self

    def protected(self, **who):
        """A member with an app and backup codes, signed in."""
        return self.sign_up(**who).turn_on_app().finish_backup_codes()
