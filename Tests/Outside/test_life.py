"""Starting and ending: signals, a second server, bad settings, keys that are missing."""

import os
import re
import shutil
import socket
import subprocess
import threading
import time

import pytest
from countersign import PATIENCE, PROGRAM, Server, eventually
from load import Caller, members, totp

pytestmark = pytest.mark.faults


def refused_to_start(server, within=30):
    """Launches and returns what it said as it refused."""
    server.launch()
    try:
        status = server.process.wait(timeout=within)
    except subprocess.TimeoutExpired:
        server.kill()
        raise AssertionError("it started") from None
    assert status in (1, 2, 64, 78), (status, server.log()[-2000:])
    said = server.log()
    assert "Fatal error" not in said and "Stack dump" not in said and len(said) < 5_000, said
    return said


@pytest.fixture
def server():
    made = Server()
    yield made
    made.__exit__()


def test_sigterm_ends_it_with_status_0(server):
    server.start()
    assert server.stop() == 0


def test_sigint_ends_it_too(server):
    server.start()
    server.process.send_signal(2)
    assert server.process.wait(timeout=20) == 0


def test_it_is_not_ready_from_the_moment_it_was_asked_to_end(server):
    server.start()
    body = b'{"account": "nobody", "first_factor": true, "code": "123456"}'
    head = (
        "POST /api/v1/verify HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {server.api_key()}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as slow:
        # Half a request, so that there is something to finish.
        slow.sendall(head.encode() + body[:20])
        time.sleep(0.5)
        server.process.send_signal(15)
        eventually("not ready", lambda: server.status("/readyz", base=server.operations) == 503)
        assert server.is_alive() and server.status("/healthz", base=server.operations) == 200
        slow.sendall(body[20:])
        assert slow.recv(64).startswith(b"HTTP/1.1 404")
    assert server.process.wait(timeout=PATIENCE) == 0


def test_doctor_sees_that_the_clock_was_set_back_whatever_was_written_since(server):
    server.clock.advance(86_400)
    server.start()
    members(server, server.api_key(), 1)
    server.stop()
    server.clock.set(time.time())
    assert "in the future" in server.command("doctor", expect=1).stdout
    server.start()
    server.api_key(label="later")
    server.stop()
    assert "in the future" in server.command("doctor", expect=1).stdout
    server.clock.advance(90_000)
    assert "behind no event" in server.command("doctor").stdout


def test_sigterm_under_load_answers_what_it_accepted(server):
    server.start()
    key = server.api_key()
    people = members(server, key, 40)
    answers, cut = [], []

    def call(member):
        try:
            status, verdict = Caller(server, key).verify(member.id, totp(member.secret, int(server.clock.now()) // 30))
            answers.append((member, status, verdict))
        except OSError as error:
            cut.append(error)

    threads = [threading.Thread(target=call, args=(member,)) for member in people]
    for thread in threads[:30]:
        thread.start()
    status = server.stop()
    for thread in threads[30:]:
        thread.start()
    for thread in threads:
        thread.join()
    assert status == 0
    assert all(verdict.get("outcome") == "accepted" or code == 503 for _, code, verdict in answers), answers
    assert len(cut) >= 10


def test_a_start_after_an_end_serves_the_same_accounts(server):
    server.start()
    key = server.api_key()
    member = members(server, key, 1)[0]
    server.stop()
    server.start()
    _, verdict = Caller(server, key).verify(member.id, totp(member.secret, int(server.clock.now()) // 30))
    assert verdict["outcome"] == "accepted"


def test_a_second_server_on_the_same_data_is_refused(server):
    server.start()
    second = Server(folder=server.folder, clock=False)
    second.log_file = server.folder / "second-log"
    said = refused_to_start(second)
    assert re.search(r"already|another|in use|running", said), said
    assert server.status("/readyz") == 200


def test_after_a_kill_the_data_is_free_again(server):
    server.start()
    server.kill()
    server.start()


def test_a_port_in_use_is_named(server):
    with socket.create_server(("127.0.0.1", server.port)):
        said = refused_to_start(server)
    assert re.search(rf"^countersign: .*\b{server.port}\b", said, re.M), said


@pytest.mark.parametrize("written, key, line", [
    ("listen: 127.0.0.1:0\nlisten-on: 127.0.0.1:8080\n", "listen-on", 2),
    ("public-url: not a url\n", "public-url", 1),
    ("\n\nsecond-factor: sometimes\n", "second-factor", 3),
    ("database: mysql://localhost/x\n", "database", 1),
    ("smtp: http://mail.example.org\n", "smtp", 1),
    ("sign-up: perhaps\n", "sign-up", 1),
    ("listen: 127.0.0.1:99999\n", "listen", 1),
    ("listen: 127.0.0.1:0\nlisten: 127.0.0.1:1\n", "listen", 2),
    ("audit-log: nowhere\n", "audit-log", 1),
])
def test_a_bad_setting_is_named_with_its_file_line_and_key(server, written, key, line):
    server.settings = {"data": str(server.data)}
    (server.folder / "countersign.yaml").write_text(written)
    said = refused_to_start(server)
    assert "countersign.yaml" in said and key in said and re.search(rf"\b{line}\b", said), said


@pytest.mark.parametrize("written", ["listen: [\n", "\tlisten: x\n", "- a\n- b\n", "just words\n", "listen: \"a\n",
                                     "\x00\x01\x02", "a: &a [*a]\n", "{" * 20_000])
def test_a_file_that_is_no_settings_file_is_refused(server, written):
    server.settings = {"data": str(server.data)}
    (server.folder / "countersign.yaml").write_text(written)
    assert "countersign.yaml" in refused_to_start(server)


def test_bad_flags_and_variables_are_named(server):
    server.settings |= {"second-factor": "sometimes"}
    assert "second-factor" in refused_to_start(server)
    for arguments in (["serve", "--no-such-flag"], ["no-such-command"], ["serve", "--listen"]):
        done = subprocess.run([PROGRAM, *arguments], cwd=server.folder, capture_output=True, text=True, timeout=30)
        assert done.returncode in (1, 2, 64) and done.stderr.strip()
    done = subprocess.run([PROGRAM, "serve"], cwd=server.folder, capture_output=True, text=True, timeout=30,
                          env=server.environment() | {"COUNTERSIGN_SIGN_UP": "perhaps"})
    assert done.returncode in (1, 2, 64, 78) and "COUNTERSIGN_SIGN_UP" in done.stderr + done.stdout


def test_print_config_says_what_holds_and_where_it_comes_from(server):
    (server.folder / "countersign.yaml").write_text("support-contact: help@example.org\n")
    done = subprocess.run(
        [PROGRAM, "serve", "--print-config", "--sign-up", "invitation"], cwd=server.folder, capture_output=True,
        text=True, timeout=30, env=server.environment() | {"COUNTERSIGN_SECOND_FACTOR": "required"},
    )
    assert done.returncode == 0, done.stderr
    said = done.stdout
    for value, source in (("help@example.org", "countersign.yaml"), ("required", "COUNTERSIGN_SECOND_FACTOR"),
                          ("invitation", "--sign-up"), ("127.0.0.1:8080", "default")):
        assert any(value in row and source in row for row in said.splitlines()), (value, source, said)


def test_a_key_file_without_a_key_in_use_is_refused(server):
    server.start()
    server.stop()
    key_file = server.data / "master.key"
    assert key_file.stat().st_mode & 0o777 == 0o600
    kept = key_file.read_text()
    key_file.write_text("other " + "A" * 43 + "=\n")
    said = refused_to_start(server)
    assert "key" in said
    key_file.unlink()
    assert "key" in refused_to_start(server)
    key_file.write_text(kept)
    key_file.chmod(0o600)
    server.start()


def test_mails_are_readable_by_their_owner_only(server):
    server.start()
    server.request("/api/v1/openapi.json")
    for folder, _, files in os.walk(server.data):
        for name in files:
            mode = os.stat(os.path.join(folder, name)).st_mode & 0o777
            assert mode & 0o077 == 0, (name, oct(mode))


def test_it_is_ready_within_half_a_second_on_data_it_has(server):
    server.clock = None
    server.start()
    server.stop()
    best = 60.0
    for _ in range(5):
        begun = time.monotonic()
        server.start()
        best = min(best, time.monotonic() - begun)
        server.stop()
    assert best < 1.0, f"{best:.2f} s, even for a debug build"


def test_a_backup_restores_elsewhere_and_revives_nothing_that_was_spent(server):
    server.start()
    key = server.api_key()
    member = members(server, key, 1)[0]
    caller = Caller(server, key)
    status, made = caller.call("POST", f"/accounts/{member.id}/backup-codes")
    assert status == 201
    code = made["codes"][0]
    backup = server.folder / "backup"
    server.command("backup", str(backup))
    step = int(server.clock.now()) // 30
    assert caller.verify(member.id, totp(member.secret, step))[1]["outcome"] == "accepted"
    assert caller.verify(member.id, code)[1]["outcome"] == "accepted"
    caller.close()
    server.stop()

    elsewhere = Server(clock=True)
    try:
        elsewhere.data.mkdir(parents=True)
        shutil.copy(server.data / "master.key", elsewhere.data / "master.key")
        elsewhere.command("restore", str(backup))
        elsewhere.start()
        caller = Caller(elsewhere, key)
        now = int(elsewhere.clock.now()) // 30
        for spent in (step, now - 1, now):
            _, verdict = caller.verify(member.id, totp(member.secret, spent))
            assert verdict["outcome"] == "rejected", "a code from before the restore was accepted after it"
        # Nothing tells which of them were used.
        for spent in made["codes"]:
            assert caller.verify(member.id, spent)[1]["outcome"] == "rejected", "a backup code came back to life"
        assert len(caller.call("POST", f"/accounts/{member.id}/backup-codes")[1]["codes"]) == 5
        elsewhere.clock.advance(120)
        now = int(elsewhere.clock.now()) // 30
        assert caller.verify(member.id, totp(member.secret, now))[1]["outcome"] == "accepted"
        assert elsewhere.command("audit", "verify").returncode == 0
    finally:
        elsewhere.__exit__()
