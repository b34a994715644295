"""A mail server with moods: it is slow, refuses, hangs up, and comes back."""

import ssl
import subprocess
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


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
    """Keeps what it was given. `moods` answer the next transactions: None takes the mail, text is the reply,
    "hang up" ends the connection after the data."""

    def __init__(self, port, tls=None, implicit=False, login=None):
        self.mails = []
        self.moods = []
        self.plain_text_commands = []
        self._login = login
        context = None
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
        self._options = dict(
            enable_SMTPUTF8=True, timeout=20,
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
        mood = self.moods.pop(0) if self.moods else None
        if mood == "hang up":
            server.transport.close()
            return "421 closing"
        if mood:
            return mood
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"
