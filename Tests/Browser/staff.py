"""Somebody of the staff at a browser."""

import json

from phone import Phone
from visitor import PASSWORD, Visitor


def made(server, role, name, email=None):
    """An account of that role with an authenticator app: (email, phone)."""
    email = email or f"{role}@example.com"
    account = json.loads(server.command(
        "account", "create", "--name", email, "--email", email, "--display-name", name, "--role", role,
        "--password-stdin", "--json", said=PASSWORD,
    ).stdout)
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    server.command("factor", "add", "--account", email, "--kind", "totp", "--secret", secret, "--json")
    return account["id"], email, Phone(secret, server.clock)


class Staff(Visitor):
    """Signed in to the console, or on the way to it."""

    def __init__(self, browser, server, role="owner", name="Lee Brandt", email=None, **options):
        super().__init__(browser, server, **options)
        self.id, self.email, self.phone = made(server, role, name, email)
        self.password = PASSWORD

    def opens(self, path):
        """Goes to a page of the console, and proves who it is when asked."""
        self.go(path)
        if "/sign-in" in self.page.url:
            self.give_password()
            self.give_code(self.phone.code())
            self.page.wait_for_url(lambda url: "/sign-in" not in url)
        self.confirm_it_is_me()
        return self
