#!/usr/bin/env python3
"""A real SMTP server (aiosmtpd) for tests, on a free loopback port.

It prints one line of JSON when it is ready: {"port": …, "certificate": …, "journal": …}. Everything that clients do is
appended to the journal, one JSON object a line, before it is answered. A line on standard input changes the mode; the
end of standard input ends the program, so that none outlives the test that started it.

Modes: accept, slow (DATA is answered only when the mode changes), silent (no greeting), greeting-421, greeting-554,
defer-recipient, defer-data, refuse-sender, refuse-recipient, refuse-data, drop-after-data, drop-at-mail, rude (a reply
with control characters and many lines).
"""

import argparse
import asyncio
import base64
import email
import email.policy
import json
import logging
import os
import ssl
import subprocess
import sys
import tempfile
import warnings

from aiosmtpd.smtp import SMTP, AuthResult


class Sink:
    def __init__(self, options):
        self.options = options
        self.mode = options.mode
        self.mode_changed = asyncio.Event()
        self.journal = os.path.join(options.folder, "journal.jsonl")
        open(self.journal, "w").close()

    def note(self, what, **facts):
        with open(self.journal, "a") as journal:
            journal.write(json.dumps({"what": what, **facts}) + "\n")

    def change_mode(self, mode):
        self.mode = mode
        self.mode_changed.set()
        self.mode_changed = asyncio.Event()

    # What aiosmtpd asks.

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.note("ehlo", name=hostname, tls=session.ssl is not None)
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.note("mail", sender=address, options=options, tls=session.ssl is not None)
        if self.mode == "drop-at-mail":
            server.transport.abort()
            return "451 unseen"
        if self.mode == "refuse-sender":
            return "550 5.7.1 sender rejected"
        envelope.mail_from = address
        return "250 2.1.0 Ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.mode == "defer-recipient":
            return "451 4.7.1 greylisted, come back later"
        if self.mode == "refuse-recipient":
            return "550 5.1.1 no such user here"
        if self.mode == "rude":
            return "550-5.1.1 \x1b[31mred\x07\r\n" + "".join(f"550-line {n} {'x' * 300}\r\n" for n in range(40)) + "550 end\x00"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        self.note(
            "data",
            sender=envelope.mail_from,
            recipients=envelope.rcpt_tos,
            tls=session.ssl is not None,
            login=getattr(session, "login_name", None),
            content=base64.b64encode(envelope.original_content).decode(),
            parsed=parsed(envelope.original_content),
        )
        if self.mode == "slow":
            await self.mode_changed.wait()
        if self.mode == "drop-after-data":
            server.transport.abort()
            return "451 unseen"
        if self.mode == "defer-data":
            return "452 4.3.1 disk full"
        if self.mode == "refuse-data":
            return "554 5.6.0 content rejected"
        return "250 2.0.0 Ok: queued as 1234"

    def authenticate(self, server, session, envelope, mechanism, data):
        user, password = data.login.decode(), data.password.decode()
        self.note("auth", mechanism=mechanism, user=user, password=password, tls=session.ssl is not None)
        if f"{user}:{password}" != self.options.auth:
            return AuthResult(success=False, handled=False)
        session.login_name = user
        return AuthResult(success=True)


class Protocol(SMTP):
    """aiosmtpd's own, but for servers that do not even greet."""

    sink = None

    def connection_lost(self, error):
        self.sink.note("closed")
        super().connection_lost(error)

    async def _handle_client(self):
        mode = self.sink.mode
        self.sink.note("connection", tls=self.transport.get_extra_info("ssl_object") is not None)
        if mode == "silent":
            await self.sink.mode_changed.wait()
        if mode == "greeting-421":
            await self.push("421 4.3.2 too busy")
            self.transport.close()
            return
        if mode == "greeting-554":
            await self.push("554 5.7.1 you are not welcome")
            self.transport.close()
            return
        await super()._handle_client()


def parsed(content):
    """What Python's own mail reader makes of it: another program's eyes."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    parts = {
        part.get_content_type(): part.get_payload(decode=True).decode()
        for part in message.walk()
        if not part.is_multipart()
    }
    return {
        "headers": [name.lower() for name in message.keys()],
        "values": {name.lower(): str(message[name]) for name in message.keys()},
        "parts": parts,
        "defects": [repr(defect) for part in message.walk() for defect in part.defects],
    }


def certificate(folder, name):
    path, key = os.path.join(folder, "certificate.pem"), os.path.join(folder, "key.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", key, "-out", path, "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"],
        check=True, capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, key)
    return path, context


async def run(options):
    # A broken handshake or a login in clear text is what some tests are about.
    logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)
    warnings.simplefilter("ignore")
    sink = Sink(options)
    Protocol.sink = sink
    path, context = (None, None) if options.tls == "none" else certificate(options.folder, options.name)

    def protocol():
        return Protocol(
            sink,
            hostname="sink.test",
            tls_context=context if options.tls == "starttls" else None,
            authenticator=sink.authenticate if options.auth else None,
            auth_required=bool(options.auth),
            auth_require_tls=options.tls == "starttls",
            enable_SMTPUTF8=True,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        protocol, "127.0.0.1", 0, ssl=context if options.tls == "implicit" else None
    )
    ready = {"port": server.sockets[0].getsockname()[1], "certificate": path, "journal": sink.journal}
    print(json.dumps(ready), flush=True)
    commands = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    while line := await commands.readline():
        sink.change_mode(line.decode().strip())
        print(json.dumps({"mode": sink.mode}), flush=True)
    server.close()


if __name__ == "__main__":
    # Pipes of other programs that the tests were just starting: kept open here, they would seem to live on.
    os.closerange(3, 1024)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mode", default="accept")
    parser.add_argument("--tls", choices=["none", "starttls", "implicit"], default="none")
    parser.add_argument("--name", default="mail.test", help="the name in the certificate")
    parser.add_argument("--auth", help="user:password that is demanded")
    parser.add_argument("--folder", help="for the journal and the certificate; default a temporary one")
    arguments = parser.parse_args()
    if arguments.folder:
        os.makedirs(arguments.folder, exist_ok=True)
        asyncio.run(run(arguments))
    else:
        with tempfile.TemporaryDirectory(prefix="countersign-smtp-") as folder:
            arguments.folder = folder
            asyncio.run(run(arguments))
