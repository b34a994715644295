"""Every page of the console on a large database, beside one keyed SELECT through the same server and store; and the
memory that an export of the whole log costs."""

import http.client
import json
import statistics
import threading
import time

from load import Caller, totp
from signing_in import PASSWORD, Browser

STAFF = "bench-owner@example.com"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
REQUESTS = 200
LIMIT = 20
EXPORT_LIMIT = 32


def make_staff(server):
    """An owner with an authenticator app."""
    known = server.command("account", "show", STAFF, "--json", expect=None)
    if known.returncode == 0:
        return json.loads(known.stdout)["account"]["id"]
    made = server.command(
        "account", "create", "--name", STAFF, "--email", STAFF, "--role", "owner", "--password-stdin", "--json",
        said=PASSWORD)
    server.command("factor", "add", "--account", STAFF, "--kind", "totp", "--secret", SECRET, "--json")
    return json.loads(made.stdout)["id"]


def p95(times):
    return statistics.quantiles(times, n=20)[-1]


def timed(act, count=REQUESTS):
    times = []
    for number in range(count + 10):
        begun = time.perf_counter()
        act(number)
        times.append(time.perf_counter() - begun)
    # The first ones warm what every server has warm.
    return times[10:]


def keyed_select(server, key):
    """Over the API, an account by an id of an app's own that nobody has: one SELECT by a key, and nothing else."""
    caller = Caller(server, key)

    def look(number):
        status, _ = caller.call("GET", f"/accounts/by-external-id/nobody-{number}")
        assert status == 404, status

    times = timed(look)
    caller.close()
    return times


def pages(server, ids, staff):
    """Paths by what they show; a list where each request opens another."""
    after = ids[len(ids) // 2]
    return {
        "overview": ["/admin"],
        "people": ["/admin/people"],
        "people, by last sign-in": ["/admin/people?sort=sign-in"],
        "people without two-factor": ["/admin/people?show=none"],
        "people with a passkey": ["/admin/people?show=passkey"],
        "people paused": ["/admin/people?show=paused"],
        "people who never signed in": ["/admin/people?show=never"],
        "people with one way": ["/admin/people?show=one&sort=sign-in"],
        "people waiting": ["/admin/people?show=waiting"],
        "people, a page in the middle": [f"/admin/people?after=62656e63682d30303530303030.{after}"],
        "people, searched for": [f"/admin/people?q=bench-{number:07}" for number in range(0, len(ids), max(1, len(ids) // 300))],
        "a person": [f"/admin/people/{account}" for account in ids[:300]],
        "audit log": ["/admin/audit"],
        "audit log, refused": ["/admin/audit?outcome=refused"],
        "audit log, one kind": ["/admin/audit?kind=account.unlocked"],
        "audit log, one person": [f"/admin/audit?person={account}" for account in ids[:300]],
        "audit log, done by staff": [f"/admin/audit?by=member:{staff}"],
        "audit log, last month": ["/admin/audit?from=2020-01-01&through=2030-01-01"],
        "one event": [f"/admin/audit/{number}" for number in range(2, 302)],
        "delivery": ["/admin/delivery"],
        "a form to help a person": [f"/admin/people/{account}/help/issue-bypass-code" for account in ids[:300]],
        "requests": ["/admin/requests", "/admin/requests?tab=approvals", "/admin/requests?tab=turn-off"],
        "rules": ["/admin/policy"],
        "rules to be changed": ["/admin/policy/edit"],
        "history of the rules": ["/admin/policy/history"],
        "staff": ["/admin/staff"],
        "settings": ["/admin/settings"],
        "words": ["/admin/settings/words", "/admin/settings/words/apps"],
    }


def measure(server, ids, key, staff, report):
    browser = Browser(server)
    browser.sign_in(STAFF, totp(SECRET, int(time.time()) // 30))
    base = p95(keyed_select(server, key))
    report.figure("one keyed SELECT over the API, p95", base * 1000, unit=" ms")
    for name, paths in pages(server, ids, staff).items():
        def show(number, paths=paths):
            status, place, page = browser.request("GET", paths[number % len(paths)])
            assert status == 200, (status, place, paths[number % len(paths)], page[:500])

        report.figure(f"{name}: p95, in keyed SELECTs", p95(timed(show)) / base, LIMIT)


def measure_export(server, memory, report):
    """Reads the whole log as a file, and watches the server meanwhile."""
    browser = Browser(server)
    browser.sign_in(STAFF, totp(SECRET, int(time.time()) // 30 + 1))
    for path in ("/admin/audit.csv", "/admin/audit.jsonl"):
        idle, most, is_over = memory(server.process)[0], [0.0], threading.Event()

        def watch(most=most, is_over=is_over):
            while not is_over.is_set():
                most[0] = max(most[0], memory(server.process)[0])
                time.sleep(0.02)

        watcher = threading.Thread(target=watch)
        watcher.start()
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Host": browser.host, "Cookie": cookies})
        answer = connection.getresponse()
        assert answer.status == 200, (answer.status, answer.headers)
        lines = 0
        while chunk := answer.read(1 << 20):
            lines += chunk.count(b"\n")
        took = time.perf_counter() - begun
        is_over.set()
        watcher.join()
        report.figure(f"{path}: lines", lines)
        report.figure(f"{path}: lines a second", lines / took)
        report.figure(f"{path}: memory above idle", most[0] - idle, EXPORT_LIMIT, " MiB")
