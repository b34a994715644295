"""Fills a database: one account is made over the API, and its rows are written again under other ids."""

import json
import os
import sqlite3
import sys
import time

from load import Caller, Member
from sealing import KeyRing

TEMPLATE = "bench-template"
# What only tells of the template's making.
NOT_COPIED = {"event", "outbox", "answer", "session", "sign_in", "known_browser", "challenge", "draft", "throttle"}
BATCH = 10_000


class Accounts:
    """Those in a database, all with one secret, and the last step that their codes were used of."""

    def __init__(self, ids, secret):
        self.all = [(account, secret) for account in ids]
        self.last_step = 0


def populate(server, size):
    """(accounts, API key) of a database of that many accounts; what a run with --keep left is used again."""
    note = server.folder / "accounts.json"
    if note.exists():
        kept = json.loads(note.read_text())
        accounts = Accounts(kept["ids"], kept["secret"])
        accounts.last_step = int(time.time()) // 30 + 1
        return accounts, kept["key"]

    server.start()
    key = server.api_key()
    caller = Caller(server, key)
    member = Member(caller, TEMPLATE)
    caller.close()
    server.stop()

    database = sqlite3.connect(server.data / "countersign.sqlite", isolation_level=None)
    rows = _rows_of(database, member.id)
    ring = KeyRing(server.data / "master.key")
    ids = []
    database.execute("PRAGMA synchronous = OFF")
    begun = time.monotonic()
    for first in range(0, size, BATCH):
        made = [_copied(ring, rows, member, first + number) for number in range(min(BATCH, size - first))]
        database.execute("BEGIN")
        for table, columns, _ in rows:
            places = ", ".join("?" * len(columns))
            database.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})",
                (row for account in made for name, row in account[1] if name == table),
            )
        database.execute("COMMIT")
        ids += [account[0] for account in made]
        _progress(len(ids), size, time.monotonic() - begun)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    os.sync()
    note.write_text(json.dumps({"ids": ids, "secret": member.secret, "key": key}))
    return Accounts(ids, member.secret), key


def _rows_of(database, account):
    """Every row that belongs to the account: (table, columns, values), its own first."""
    tables = [name for (name,) in database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
    found = []
    for table in sorted(tables, key=lambda name: name != "account"):
        if table in NOT_COPIED:
            continue
        columns = [column[1] for column in database.execute(f"PRAGMA table_info({table})")]
        owner = "id" if table == "account" else next((c for c in ("account_id", "account") if c in columns), None)
        if owner:
            for row in database.execute(f"SELECT * FROM {table} WHERE {owner} = ?", (account,)):
                found.append((table, columns, row))
    assert {"account", "factor"} <= {table for table, _, _ in found}, [table for table, _, _ in found]
    return found


def _copied(ring, rows, member, number):
    """(new id, its rows): other ids and names, and what is sealed sealed for its new place."""
    account, factor, name = _new_id(number), _new_id(number), f"bench-{number:07}"
    others = {member.id: account, member.factor: factor}

    def renamed(value):
        if isinstance(value, bytes):
            return value.replace(TEMPLATE.encode(), name.encode())
        if not isinstance(value, str):
            return value
        return others.get(value, value.replace(TEMPLATE, name))

    made = []
    for table, columns, row in rows:
        fresh = [renamed(value) for value in row]
        own = row[columns.index("id")] if "id" in columns else member.id
        for index, (column, value) in enumerate(zip(columns, row)):
            if isinstance(value, bytes) and value.startswith(b"\x01"):
                place = f"{table}.{column}"
                plain = _opened(ring, value, place, own, member.id)
                fresh[index] = ring.seal(plain, place, others[own], account)
        made.append((table, fresh))
    return account, made


_plain = {}


def _opened(ring, value, place, row, account):
    if value not in _plain:
        _plain[value] = ring.open(value, place, row, account)
    return _plain[value]


def _new_id(number):
    """As the server makes them: milliseconds, then chance, in letters that sort by time."""
    bits = (1_700_000_000_000 + number) << 80 | int.from_bytes(os.urandom(10), "big")
    return "".join("0123456789abcdefghjkmnpqrstvwxyz"[bits >> shift & 31] for shift in range(125, -5, -5))


def _progress(done, size, seconds):
    if sys.stderr.isatty() or done == size:
        bar = "#" * (30 * done // size)
        end = "\n" if done == size else ""
        print(f"\rFilling {done:>9,} of {size:,} accounts [{bar:<30}] {seconds:.0f} s", end=end, file=sys.stderr, flush=True)
