"""Gives a database a past: events of a year in their chain, as the server would have sealed them, so that
`countersign audit verify` passes; and people who differ in how they are protected and when they signed in last.
The form of an event is that of `Countersign/Audit`; if it changes there and not here, `audit verify` says so."""

import hashlib
import json
import os
import random
import sqlite3
import struct
import sys
import time

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sealing import KeyRing

YEAR = 365 * 86_400_000
BATCH = 20_000
# What a usual log is made of: (share in a thousand, kind, actor, data).
KINDS = [
    (520, "second_step.accepted", "app", {"kind": "totp"}),
    (180, "sign_in.succeeded", "member", {"amr": "pwd otp mfa"}),
    (120, "password.accepted", "visitor", {}),
    (80, "second_step.failed", "app", {"kind": "totp", "lane": "common", "reason": "wrong_code"}),
    (50, "password.wrong", "visitor", {}),
    (20, "session.signed_out", "member", {}),
    (15, "staff.opened_person", "staff", {}),
    (10, "account.unlocked", "staff", {"budget": "false", "reason": "=lost phone"}),
    (5, "factor.added", "member", {"kind": "totp"}),
]


def make_people_differ(server, size):
    """One in five without a factor, one in ten with mailed codes alone; nine in ten have signed in."""
    database = sqlite3.connect(server.data / "countersign.sqlite", isolation_level=None)
    database.execute("BEGIN")
    database.execute("DELETE FROM factor WHERE CAST(substr(account_id, 10, 1) AS BLOB) < '6'")
    database.execute("""
        UPDATE account_summary SET is_current = 1,
            kinds = CASE WHEN account_id IN (SELECT account_id FROM factor) THEN 'totp' ELSE '' END,
            factors = CASE WHEN account_id IN (SELECT account_id FROM factor) THEN 1 ELSE 0 END""")
    now = int(time.time() * 1000)
    database.execute(
        "UPDATE account_summary SET last_sign_in_at = ? - abs(random()) % ? WHERE abs(random()) % 10 > 0", (now, YEAR))
    database.execute("COMMIT")
    database.close()


def write_events(server, ids, count):
    """That many sealed events, the last of them an hour ago. The server must not run."""
    database = sqlite3.connect(server.data / "countersign.sqlite", isolation_level=None)
    epoch, position, head = database.execute("SELECT epoch, position, hash FROM chain_head").fetchone()
    ring = KeyRing(server.data / "master.key")
    chance = random.Random(4)
    keys = {}
    staff = [row[0] for row in database.execute("SELECT id FROM account WHERE role <> 'member'")] or ids[:1]
    indexes = database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'event' AND sql IS NOT NULL").fetchall()
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA cache_size = -400000")
    for name, _ in indexes:
        database.execute(f"DROP INDEX {name}")
    kinds = [kind for kind in KINDS for _ in range(kind[0])]
    end = int(time.time() * 1000) - 3_600_000
    begun = time.monotonic()
    for first in range(0, count, BATCH):
        rows = []
        for number in range(first, min(count, first + BATCH)):
            _, kind, actor, data = chance.choice(kinds)
            account = chance.choice(ids)
            at = end - YEAR + YEAR * number // count
            event = _event_id(at, number)
            actor = {"app": "app:bench/bench", "visitor": "visitor", "member": f"member:{account}",
                     "staff": f"member:{chance.choice(staff)}"}[actor]
            data = json.dumps(data, separators=(",", ":"), sort_keys=True)
            personal = _personal(database, ring, keys, account, chance)
            position += 1
            head = hashlib.sha256(
                _fields(b"countersign-chain-1") + _bytes(head) + struct.pack(">qq", epoch, position)
                + _bytes(_canonical(event, at, kind, account, actor, data, personal))).digest()
            rows.append((event, at, kind, account, actor, data, personal, position, head))
        database.execute("BEGIN")
        database.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        database.execute("UPDATE chain_head SET position = ?, hash = ?", (position, head))
        database.execute("COMMIT")
        _progress("events", first + len(rows), count, time.monotonic() - begun)
    for number, (_, sql) in enumerate(indexes, 1):
        database.execute(sql)
        _progress("indexes", number, len(indexes), time.monotonic() - begun)
    database.execute("ANALYZE")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    os.sync()


def _canonical(event, at, kind, account, actor, data, personal):
    return (_fields(b"countersign-event-1", event.encode()) + struct.pack(">q", at) + _fields(kind.encode())
            + b"\1" + _bytes(account.encode()) + _fields(actor.encode(), data.encode()) + _bytes(personal))


def _bytes(raw):
    return struct.pack(">q", len(raw)) + raw


def _fields(*raws):
    return b"".join(map(_bytes, raws))


def _personal(database, ring, keys, account, chance):
    """Address and browser, sealed under the account's own key."""
    if account not in keys:
        if len(keys) > 200_000:
            keys.clear()
        sealed, = database.execute("SELECT personal_key FROM account WHERE id = ?", (account,)).fetchone()
        keys[account] = AESGCM(ring.open(sealed, "account.personal_key", account, account))
    plain = json.dumps({
        "address": f"203.0.113.{chance.randrange(256)}",
        "user_agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
    }, separators=(",", ":"), sort_keys=True).encode()
    nonce = chance.randbytes(12)
    associated = _fields(b"countersign-personal-1", account.encode())
    return b"\1" + nonce + keys[account].encrypt(nonce, plain, associated)


def _event_id(at, number):
    bits = at << 80 | number
    return "".join("0123456789abcdefghjkmnpqrstvwxyz"[bits >> shift & 31] for shift in range(125, -5, -5))


def _progress(what, done, size, seconds):
    if sys.stderr.isatty() or done == size:
        bar = "#" * (30 * done // size)
        end = "\n" if done == size else ""
        print(f"\rWriting {done:>11,} of {size:,} {what} [{bar:<30}] {seconds:.0f} s", end=end, file=sys.stderr, flush=True)
