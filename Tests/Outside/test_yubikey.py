"""YubiKeys with programs that are not ours: Yubico's own client, a PAM module, and Debian's validation server."""

import base64
import json
import os
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from countersign import Server, eventually, free_port
from load import Caller
from yubikey import LAYOUTS, YubiKey, typed


@pytest.fixture(scope="module")
def server():
    with Server(yubikey_validation="own") as running:
        yield running


def client(server, *more):
    made = json.loads(server.command("yubikey", "client", "create", "--label", "tests", "--json", *more).stdout)
    return str(made["id"]), made["key"]


def ask(server, asker, code, key=None, path="/wsapi/2.0/verify"):
    """What Yubico's client makes of a code: 0 good, 2 replayed, 3 wrong, 1 something else."""
    done = subprocess.run(
        ["ykclient", "--url", server.url + path, "--apikey", key or asker[1], asker[0], code],
        capture_output=True, text=True, timeout=30,
    )
    return done.returncode, done.stdout + done.stderr


def member(server, name, key):
    server.command("account", "create", "--name", name, "--json", "--password-stdin", "--email", f"{name}@example.com",
                   said="violet-harbour-93-lanterns\n")
    server.command("factor", "add", "--account", name, "--kind", "yubikey", "--public-id", key.public_id)
    return Caller(server, server.api_key(label=name))


# Yubico's client asks us


def test_ykclient_takes_our_answer_for_good_once_and_then_for_replayed(server):
    key, asker = YubiKey("vvcccccccccb").give_to(server), client(server)
    code = key.touch()
    assert ask(server, asker, code)[0] == 0
    status, said = ask(server, asker, code)
    assert status == 2, said
    assert ask(server, asker, key.touch(), path="/wsapi/verify")[0] == 0
    key.replug()
    assert ask(server, asker, key.touch())[0] == 0


def test_ykclient_refuses_our_answer_if_its_key_is_not_ours(server):
    key, asker = YubiKey("vvccccccccce").give_to(server), client(server)
    code = key.touch()
    status, said = ask(server, asker, code, key=base64.b64encode(secrets.token_bytes(20)).decode())
    assert status not in (0, 2), said
    assert ask(server, asker, YubiKey("vvccccccccce").touch())[0] not in (0, 2), "a forged code"
    assert ask(server, ("999", asker[1]), code)[0] not in (0, 2), "no such client"
    assert ask(server, asker, code)[0] == 0, "none of them has spent it"
    server.command("yubikey", "client", "revoke", asker[0])
    assert ask(server, asker, key.touch())[0] not in (0, 2)


def test_of_twenty_clients_with_one_code_one_is_told_it_is_good(server):
    key, asker = YubiKey("vvcccccccccd").give_to(server), client(server)
    code = key.touch()
    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(lambda _: ask(server, asker, code)[0], range(20)))
    assert sorted(statuses) == [0] + [2] * 19


def test_a_pam_module_lets_people_in_by_asking_us(server, tmp_path):
    key, asker = YubiKey("vvcccccccccf").give_to(server), client(server)
    mapping = tmp_path / "keys"
    mapping.write_text(f"sam:{key.public_id}\n")
    (tmp_path / "countersign").write_text(
        f"auth required pam_yubico.so id={asker[0]} key={asker[1]} authfile={mapping} "
        f"urllist={server.url}/wsapi/2.0/verify\n"
    )
    wrapper = subprocess.run(["sh", "-c", "ldconfig -p | grep -o '/.*libpam_wrapper.so' | head -1"],
                             capture_output=True, text=True).stdout.strip() or "libpam_wrapper.so"

    def enter(code):
        done = subprocess.run(
            ["pamtester", "countersign", "sam", "authenticate"], input=code + "\n", capture_output=True, text=True,
            env=os.environ | {"LD_PRELOAD": wrapper, "PAM_WRAPPER": "1", "PAM_WRAPPER_SERVICE_DIR": str(tmp_path)},
            timeout=30,
        )
        return done.returncode == 0

    code = key.touch()
    assert enter(code)
    assert not enter(code), "the same code once more"
    assert not enter(YubiKey("vvcccccccccf").touch()), "a forged code"
    assert enter(key.touch())


# We ask others


@pytest.fixture
def yubiserver():
    """Debian's validation server, with one client: (address, client id, key, a way to give it keys)."""
    # It becomes a user of its own, who has to write there.
    folder = Path(tempfile.mkdtemp(prefix="yubiserver-"))
    folder.chmod(0o777)
    database, port = folder / "yubiserver.sqlite", free_port()
    # The package's own schema, which its first start would copy.
    database.write_bytes(open("/etc/yubiserver/yubiserver.sqlite.init", "rb").read())
    database.chmod(0o666)
    # Twenty letters; clients are given their Base64.
    api_key = secrets.token_hex(10)

    def admin(*arguments):
        subprocess.run(["yubiserver-admin", "-b", database, *arguments], check=True, capture_output=True)

    admin("-p", "-a", "countersign", api_key)
    subprocess.Popen(
        ["yubiserver", "-d", database, "-p", str(port), "-l", folder / "log"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    client_id = sqlite3.connect(database).execute("SELECT id FROM apikeys").fetchone()[0]
    eventually("yubiserver listens", lambda: listens(port))
    yield f"http://127.0.0.1:{port}/wsapi/2.0/verify", client_id, base64.b64encode(api_key.encode()).decode(), lambda key: admin(
        "-y", "-a", key.public_id, key.public_id, key.private_id, key.aes_key)
    # It has left its parent; its database, which nobody else has, tells it from others.
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if str(database).encode() in (folder / "cmdline").read_bytes():
                os.kill(int(folder.name), signal.SIGKILL)
        except OSError:
            continue
    shutil.rmtree(folder, ignore_errors=True)


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_debians_yubiserver_judges_codes_for_us(yubiserver, tmp_path):
    address, client_id, api_key, give = yubiserver
    file = tmp_path / "key"
    file.write_text(api_key + "\n")
    with Server(yubikey_validation=address, yubikey_client_id=client_id, yubikey_client_key_file=file) as server:
        key = YubiKey("ccccccbcgujh", session=9)
        give(key)
        app = member(server, "sam", key)
        code = key.touch()
        assert app.verify("sam", code)[1]["outcome"] == "accepted"
        server.clock.advance(2)
        assert app.verify("sam", code)[1]["reason"] == "already_used"
        server.clock.advance(2)
        assert app.verify("sam", YubiKey("ccccccbcgujh").touch())[1]["reason"] == "wrong_code"
        server.clock.advance(2)
        assert app.verify("sam", key.touch())[1]["outcome"] == "accepted"
        # A key that was imported here is judged here.
        own = YubiKey("vvcccccccccb").give_to(server)
        assert member(server, "ada", own).verify("ada", own.touch())[1]["outcome"] == "accepted"


def test_a_validator_that_is_away_costs_nothing(tmp_path):
    file = tmp_path / "key"
    file.write_text(base64.b64encode(secrets.token_bytes(20)).decode())
    nowhere = f"http://127.0.0.1:{free_port()}/wsapi/2.0/verify"
    with Server(yubikey_validation=nowhere, yubikey_client_id=1, yubikey_client_key_file=file) as server:
        key = YubiKey("ccccccbcgujh", session=9)
        app = member(server, "sam", key)
        for _ in range(3):
            answer = app.verify("sam", key.touch())[1]
            assert (answer["reason"], answer["tries_left"]) == ("unavailable", 5)
        assert "validation server gives no answer" in server.log()
        assert key.public_id not in server.log(), "no code, not even its beginning"


# From a file to a sign-in


def test_a_file_of_keys_is_imported_whole_or_not_at_all(server, tmp_path):
    keys = [YubiKey(f"cccccccccc{a}{b}") for a in "bdefg" for b in "hijkl"]
    file = tmp_path / "keys.csv"
    file.write_text("".join(key.csv_row(1000 + number) for number, key in enumerate(keys)))
    dry = json.loads(server.command("import", "yubico-csv", str(file), "--dry-run", "--json").stdout)
    assert dry["dry_run"] and [row["outcome"] for row in dry["rows"]] == ["new"] * 25
    assert keys[0].public_id not in server.command("yubikey", "list").stdout
    done = json.loads(server.command("import", "yubico-csv", str(file), "--json").stdout)
    assert [row["outcome"] for row in done["rows"]] == ["new"] * 25
    again = server.command("import", "yubico-csv", str(file))
    assert "25 here already" in again.stdout
    assert not any(key.aes_key in again.stdout for key in keys)

    other = YubiKey(keys[3].public_id)
    fresh = YubiKey("ccccccccccvv")
    file.write_text(fresh.csv_row(1) + other.csv_row(2))
    refused = server.command("import", "yubico-csv", str(file), expect=1)
    assert "different" in refused.stdout and "nothing was written" in refused.stderr
    assert fresh.public_id not in server.command("yubikey", "list").stdout
    file.write_text(fresh.csv_row(1) + "what is this\n")
    assert "row 2" in server.command("import", "yubico-csv", str(file), expect=2).stderr

    listed = [json.loads(line) for line in server.command("yubikey", "list", "--json").stdout.splitlines()]
    assert {"public_id", "serial", "enabled"} <= set(listed[0])
    assert next(key for key in listed if key["public_id"] == keys[4].public_id)["serial"] == 1004


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_key_signs_in_over_the_api_in_every_layout(server, layout):
    key = YubiKey("vv" + "".join("cbdefghijk"[(list(LAYOUTS).index(layout) + number) % 10] for number in range(10)))
    key.give_to(server)
    app = member(server, "layout-" + layout.replace(" ", "-"), key)
    name = "layout-" + layout.replace(" ", "-")
    assert app.verify(name, typed(key.touch(), layout))[1]["outcome"] == "accepted"


@pytest.mark.parametrize("arguments", [
    ["yubikey", "add", "--public-id", "vvcccccccccb"],
    ["yubikey", "add", "--public-id", "not-modhex", "--private-id", "0" * 12, "--aes-key", "0" * 32],
    ["yubikey", "add", "--public-id", "vvcccccccccb", "--private-id", "0" * 12, "--aes-key", "short"],
    ["yubikey", "client", "create", "--label", ""],
    ["yubikey", "disable", "??"],
    ["import", "yubico-csv", "/nowhere/keys.csv"],
    ["factor", "add", "--account", "x", "--secret", "JBSWY3DPEHPK3PXP", "--aes-key", "0" * 32],
])
def test_wrong_arguments_end_with_2_and_show_no_secret(server, arguments):
    said = server.command(*arguments, expect=2).stderr
    assert said and "0" * 32 not in said


def test_a_key_of_someone_else_is_not_found(server):
    assert "no key" in server.command("yubikey", "remove", "vvvvvvvvvvvv", expect=1).stderr


def test_the_codes_themselves_stand_nowhere(server):
    """Neither in the log nor in the database: a code that was not used is still good."""
    key, asker = YubiKey("vvcccccccccg").give_to(server), client(server)
    wrong, right = YubiKey("vvcccccccccg").touch(), key.touch()
    assert ask(server, asker, wrong)[0] not in (0, 2)
    assert ask(server, asker, right)[0] == 0
    eventually("the events are sealed", lambda: b"validation.accepted" in raw(server))
    for code in (wrong, right):
        assert code[12:] not in server.log() and code[12:].encode() not in raw(server)
    assert key.aes_key.encode() not in raw(server) and bytes.fromhex(key.aes_key) not in raw(server)
    assert base64.b64decode(asker[1]) not in raw(server)


def raw(server):
    return b"".join(path.read_bytes() for path in server.data.glob("countersign.sqlite*"))
