"""A mail server with moods: it is slow, refuses, hangs up, and comes back."""

import asyncio
import re
import ssl
import subprocess
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from countersign import free_port


def certificate(folder):
    """A certificate for localhost that nobody vouches for, and its key."""
    key, made = Path(folder) / "mail.key", Path(folder) / "mail.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-keyout", key, "-out", made, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        check=True, capture_output=True,
    )
    return made, key


class Mailbox(Controller):
    """Keeps what it was given. `moods` answer the next transactions, of mails whose subject `concerns` them: None takes
    the mail, text is the reply, "hang up" ends the connection after the data, "take and hang up" does so with
    the mail taken, "hold" answers only after `release`."""

    def __init__(self, port, tls=None, implicit=False, login=None):
        self.mails = []
        self.moods = []
        self.concerns = ""
        self.held = threading.Event()
        self.released = threading.Event()
        self._login = login
        context = None
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
        self._options = dict(
            enable_SMTPUTF8=True, timeout=300,
            **(dict(tls_context=context, require_starttls=bool(login)) if context and not implicit else {}),
            **(dict(authenticator=self._check, auth_required=True, auth_require_tls=True) if login else {}),
        )
        super().__init__(self, hostname="127.0.0.1", port=port, ssl_context=context if implicit else None)

    def factory(self):
        return SMTP(self, **self._options)

    def _check(self, server, session, envelope, mechanism, data):
        name, password = data.login.decode(), data.password.decode()
        return AuthResult(success=(name, password) == self._login)

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        mood = self.moods.pop(0) if self.moods and re.search(self.concerns, str(mail["Subject"])) else None
        if mood == "hold":
            self.held.set()
            await asyncio.to_thread(self.released.wait, 60)
            if server.transport is None or server.transport.is_closing():
                return "421 whoever brought it has gone"
            mood = None
        if mood == "hang up":
            server.transport.close()
            return "421 closing"
        if mood == "take and hang up":
            self.mails.append(mail)
            server.transport.close()
            return "421 closing"
        if mood:
            return mood
        self.mails.append(mail)
        return "250 taken"

    def release(self):
        self.released.set()

    def about(self, subject):
        """The mails about something, in the order they came."""
        return [mail for mail in list(self.mails) if re.search(subject, str(mail["Subject"]))]


# The subject of a mail with a code to sign in.
CODE = r"^\d{6} is your .* sign-in code$"


@contextmanager
def post_office():
    """Starts mail servers and ends them."""
    started = []

    def start(port=None, **options):
        mailbox = Mailbox(port or free_port(), **options)
        mailbox.start()
        started.append(mailbox)
        return mailbox

    yield start
    for mailbox in started:
        mailbox.release()
        try:
            mailbox.stop()
        except (AssertionError, RuntimeError, OSError):
            pass
