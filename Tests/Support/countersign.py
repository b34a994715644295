"""A Countersign of one's own: started on free ports with a clock that can be advanced, ended with the test."""

import atexit
import email
import email.policy
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("TESTED_PROGRAM", ROOT / ".build/debug/countersign"))
READY_WITHIN = 60
# How long something that happens by itself may take before it counts as lost. What is well is not made slower by it,
# and a machine that does five things at once is not what is being tested.
PATIENCE = 40


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(what, answer, within=PATIENCE, every=0.05):
    """The first answer that is not empty. For what the server does after it has answered, such as sending mail."""
    end = time.monotonic() + within
    while True:
        found = answer()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"not within {within} s: {what}")
        time.sleep(every)


class Clock:
    """The server's clock: the machine's, moved forward at will by the library of clock.c. It never goes back."""

    _library = None

    def __init__(self, folder):
        self.ahead = 0
        self.file = Path(folder) / "clock"
        self._write()

    def _write(self):
        with open(self.file, "r+b" if self.file.exists() else "w+b", buffering=0) as file:
            file.write(struct.pack("=q", self.ahead))

    def advance(self, seconds):
        self.ahead += int(seconds)
        self._write()

    def set(self, moment):
        """For a server that does not run, over data of another time."""
        self.ahead = int(moment - time.time())
        self._write()

    def now(self):
        return time.time() + self.ahead

    def environment(self):
        return {"LD_PRELOAD": self.library(), "PRELOADED_CLOCK": str(self.file)}

    @classmethod
    def library(cls):
        """Compiled once a run."""
        if cls._library is None:
            folder = tempfile.mkdtemp(prefix="countersign-clock-")
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            made = f"{folder}/clock.so"
            subprocess.run(
                ["cc", "-O2", "-Wall", "-shared", "-fPIC", "-o", made, str(Path(__file__).with_name("clock.c"))],
                check=True)
            cls._library = made
        return cls._library


class Server:
    """`countersign serve` and the commands beside it, all on one temporary data folder."""

    def __init__(self, folder=None, clock=True, **settings):
        self._own = None if folder else tempfile.TemporaryDirectory(prefix="countersign-")
        self.folder = Path(folder or self._own.name)
        self.data = self.folder / "data"
        self.clock = Clock(self.folder) if clock else None
        self.port = free_port()
        self.operations_port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.operations = f"http://127.0.0.1:{self.operations_port}"
        self.settings = {
            "listen": f"127.0.0.1:{self.port}",
            "operations-listen": f"127.0.0.1:{self.operations_port}",
            "public-url": self.url,
            "data": str(self.data),
        } | {key.replace("_", "-"): str(value) for key, value in settings.items()}
        self.variables = {}
        self.process = None
        self.log_file = self.folder / "log"

    # Life

    def environment(self):
        kept = {key: value for key, value in os.environ.items() if not key.startswith("COUNTERSIGN_")}
        return kept | {"TZ": "UTC", "LC_ALL": "C.UTF-8"} | (self.clock.environment() if self.clock else {})

    def flags(self):
        return [part for key, value in self.settings.items() for part in (f"--{key}", value)]

    def launch(self, wrap=()):
        """Starts the process without waiting for it."""
        log = open(self.log_file, "ab")
        self.process = subprocess.Popen(
            [*wrap, PROGRAM, "serve", *self.flags()],
            cwd=self.folder, env=self.environment() | self.variables, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )
        log.close()
        return self

    def start(self, wrap=()):
        self.launch(wrap)
        end = time.monotonic() + READY_WITHIN
        while not self.is_ready():
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended with {self.process.returncode}:\n{self.log()[-3000:]}")
            if time.monotonic() > end:
                self.stop()
                raise AssertionError(f"the server was not ready in {READY_WITHIN} s:\n{self.log()[-3000:]}")
            time.sleep(0.02)
        return self

    def is_ready(self):
        return self.status("/readyz", base=self.operations) == 200

    def is_alive(self):
        return self.process is not None and self.process.poll() is None

    def stop(self):
        """Asks it to end, as a service manager does, and returns its exit status."""
        if not self.is_alive():
            return self.process.returncode if self.process else None
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the server did not end within {PATIENCE} s of SIGTERM")

    def restart(self):
        """What it does by itself each minute, such as looking after requests, it does at once when it starts."""
        self.stop()
        return self.start()

    def kill(self):
        if self.is_alive():
            self.process.kill()
            self.process.wait()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        try:
            self.stop()
        finally:
            if self._own:
                self._own.cleanup()

    def log(self):
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    # Talking to it

    def command(self, *arguments, said=None, expect=0):
        """Runs `countersign …` against the same data."""
        variables = {
            "COUNTERSIGN_" + key.upper().replace("-", "_"): value for key, value in self.settings.items()
        }
        done = subprocess.run(
            [PROGRAM, *arguments], cwd=self.folder, env=self.environment() | variables, input=said or "",
            capture_output=True, text=True, timeout=120,
        )
        if expect is not None and done.returncode != expect:
            raise AssertionError(
                f"countersign {' '.join(arguments)} ended with {done.returncode}, not {expect}:\n"
                f"{done.stdout}{done.stderr}"
            )
        return done

    def api_key(self, label="tests", scope="verify,accounts,factors,import", reach="all"):
        made = self.command(
            "api-key", "create", "--label", label, "--scope", scope, "--reach", reach, "--json"
        )
        return json.loads(made.stdout)["key"]

    def request(self, path, body=None, method=None, headers=None, base=None, timeout=PATIENCE):
        """One request outside the browser: (status, headers, bytes). Never follows a redirect."""
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        request = urllib.request.Request(
            (base or self.url) + path, data=data, method=method or ("POST" if data is not None else "GET"),
            headers=({"Content-Type": "application/json"} if data is not None else {}) | (headers or {}),
        )
        try:
            with _opener.open(request, timeout=timeout) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read()

    def status(self, path, base=None):
        try:
            return self.request(path, base=base, timeout=5)[0]
        except OSError:
            return None

    def api(self, key, path, body=None, method=None, headers=None):
        """One call of the API: (status, decoded JSON)."""
        status, _, raw = self.request(
            "/api/v1" + path, body, method, {"Authorization": f"Bearer {key}"} | (headers or {})
        )
        return status, json.loads(raw) if raw else None

    # Mail

    def mails(self, to=None, about=None):
        """Mails written so far, oldest first."""
        paths = sorted((self.data / "mail").glob("*.eml"), key=lambda path: (path.stat().st_mtime_ns, path.name))
        read = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]
        return [
            mail for mail in read
            if (to is None or to in str(mail["To"])) and (about is None or re.search(about, str(mail["Subject"])))
        ]

    def mail(self, to, about=None, after=0, within=PATIENCE):
        """The newest mail to someone, waited for, past the first `after` ones of its kind."""
        def newest():
            found = self.mails(to, about)
            return found[-1] if len(found) > after else None

        try:
            return eventually(f"a mail to {to} about {about}", newest, within=within)
        except AssertionError as error:
            subjects = [str(mail["Subject"]) for mail in self.mails(to)]
            raise AssertionError(f"{error}; there are {subjects}") from None


def text_of(mail):
    return mail.get_body(preferencelist=("plain",)).get_content()


def code_in(mail):
    found = re.match(r"(\d{6})\b", str(mail["Subject"])) or re.search(r"\b(\d{6})\b", text_of(mail))
    assert found, f"no code in: {mail['Subject']}\n{text_of(mail)}"
    return found[1]


def link_in(mail, containing):
    for link in re.findall(r"https?://[^\s<>\"]+", text_of(mail)):
        if containing in link:
            return link.rstrip(".,;:")
    raise AssertionError(f"no link with {containing} in:\n{text_of(mail)}")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
