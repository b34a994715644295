"""What an operator watches: every metric is explained, on the page itself and in docs/metrics.md, and says what happened."""

import re

from countersign import ROOT, eventually
from load import Caller, members, totp


def exposition(server):
    status, headers, body = server.request("/metrics", base=server.operations)
    assert status == 200 and headers["Content-Type"].startswith("text/plain; version=0.0.4")
    return body.decode()


def samples(server, name):
    """{labels: value} of one metric."""
    return {labels: float(value) for labels, value in
            re.findall(rf"^{name}(\{{[^}}]*\}})? (\S+)$", exposition(server), re.M)}


def test_every_metric_is_explained_where_it_stands_and_in_the_docs(server):
    server.request("/help")
    key = server.api_key()
    members(server, key, 1)
    page = exposition(server)
    documented = {row[0]: row[1:] for row in
                  re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", (ROOT / "docs/metrics.md").read_text(), re.M)}
    kinds = dict(re.findall(r"^# TYPE (\w+) (\w+)$", page, re.M))
    helps = dict(re.findall(r"^# HELP (\w+) (.+)$", page, re.M))
    assert {"countersign_store_commits", "http_requests_total", "process_resident_memory_bytes"} <= set(kinds)
    for name, kind in kinds.items():
        assert documented.get(name) == (kind, helps.get(name)), name
    # What this server had no reason to say yet.
    assert set(documented) - set(kinds) <= {"help_answers_total"}


def test_events_and_mails_are_counted(server):
    key = server.api_key()
    [member] = members(server, key, 1)
    caller = Caller(server, key)
    status, verdict = caller.verify(member.id, totp(member.secret, int(server.clock.now()) // 30))
    assert (status, verdict["outcome"]) == (200, "accepted")
    status, verdict = caller.verify(member.id, totp(member.secret, int(server.clock.now()) // 30))
    assert (status, verdict["outcome"]) == (200, "rejected")
    for kind in ("second_step.accepted", "second_step.failed"):
        label = f'{{kind="{kind}"}}'
        assert eventually(kind, lambda: samples(server, "countersign_events_total").get(label)) == 1
    assert samples(server, "countersign_alarm_raised") == {"": 0}
    before = samples(server, "countersign_mails")['{state="accepted"}']
    server.command("account", "create", "--name", "sam", "--email", "sam@example.com", "--password-stdin", "--json",
                   said="violet anchor meadow lantern")
    server.command("factor", "add", "--account", "sam", "--kind", "totp", "--secret", "JBSWY3DPEHPK3PXP", "--json")
    assert eventually("the notice is sent", lambda: samples(server, "countersign_mails")['{state="accepted"}'] > before)
