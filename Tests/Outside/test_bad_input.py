"""What a stranger can send: every answer is a 4xx with words, and the same process goes on serving."""

import json
import re
import socket

import pytest
from countersign import Server


@pytest.fixture(scope="module")
def server():
    with Server(clock=False) as running:
        yield running
        assert running.is_alive(), running.log()[-3000:]


@pytest.fixture(scope="module")
def key(server):
    return server.api_key()


def raw(server, request, end=True):
    """Bytes as they are, and what comes back: the status (None when the connection is just closed), head, body."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=15) as connection:
        try:
            connection.sendall(request)
            if end:
                connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        received = b""
        try:
            while piece := connection.recv(65536):
                received += piece
                if not end and b"\r\n\r\n" in received:
                    break
        except OSError:
            pass
    if not received.startswith(b"HTTP/1.1 "):
        assert not received, received[:200]
        return None, b"", b""
    head, _, body = received.partition(b"\r\n\r\n")
    return int(head.split()[1]), head, body


def post(server, key, body, path="/verify", content_type="application/json", headers=None):
    return server.request("/api/v1" + path, body, "POST", {
        "Authorization": f"Bearer {key}", "Content-Type": content_type,
    } | (headers or {}))


def assert_problem(answer, allowed=range(400, 500)):
    status, headers, body = answer
    assert status in allowed, (status, body[:300])
    assert headers["Content-Type"].startswith("application/problem+json"), headers["Content-Type"]
    problem = json.loads(body)
    assert problem["status"] == status and problem["title"], problem


GOOD = {"account": "nobody", "first_factor": True, "code": "123456"}

BODIES = {
    "nothing": b"",
    "space": b"  \r\n ",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"verify"',
    "a number": b"17",
    "half": b'{"account":"nobody","code":',
    "two values": json.dumps(GOOD).encode() * 2,
    "no account": b'{"first_factor":true,"code":"123456"}',
    "no code": b'{"first_factor":true,"account":"nobody"}',
    "a number for a name": b'{"account":17,"first_factor":true,"code":"123456"}',
    "a number for a code": b'{"account":"nobody","first_factor":true,"code":123456}',
    "null for a code": b'{"account":"nobody","first_factor":true,"code":null}',
    "a text for a truth": b'{"account":"nobody","first_factor":"true","code":"123456"}',
    "a code twice": b'{"account":"nobody","first_factor":true,"code":"123456","code":"654321"}',
    "an account twice": b'{"account":"nobody","first_factor":true,"account":"somebody","code":"654321"}',
    "code and codes": b'{"account":"nobody","first_factor":true,"code":"123456","codes":["123456","654321"]}',
    "three codes": b'{"account":"nobody","first_factor":true,"codes":["1","2","3"]}',
    "not UTF-8": b'{"account":"nob\xff\xfedy","first_factor":true,"code":"123456"}',
    "half a character": b'{"account":"nobody\xc3","first_factor":true,"code":"123456"}',
    "UTF-16": json.dumps(GOOD).encode("utf-16"),
    "a lone surrogate": b'{"account":"\\ud800","first_factor":true,"code":"123456"}',
    "a NUL": b'{"account":"no\\u0000body","first_factor":true,"code":"123456"}',
    "a raw control character": b'{"account":"no\x01body","first_factor":true,"code":"123456"}',
    "deep lists": b"[" * 100_000,
    "deep lists, closed": b"[" * 10_000 + b"]" * 10_000,
    "deep objects": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
    "deep inside": b'{"account":"nobody","first_factor":true,"code":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    "a huge number": b'{"account":"nobody","first_factor":true,"code":1e99999}',
    "a long number": b'{"account":"nobody","first_factor":true,"code":' + b"9" * 10_000 + b"}",
    "a long name": json.dumps(GOOD | {"account": "n" * 30_000}).encode(),
    "a long code": json.dumps(GOOD | {"code": "1" * 30_000}).encode(),
    "a mark heap": json.dumps(GOOD | {"account": "e" + "\u0301" * 20_000}).encode(),
    "two megabytes": json.dumps(GOOD | {"account": "n" * 2_000_000}).encode(),
    "a comment": b'{"account":"nobody",/* hello */"first_factor":true,"code":"123456"}',
    "a comma too many": b'{"account":"nobody","first_factor":true,"code":"123456",}',
    "XML": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
}


@pytest.mark.parametrize("name", BODIES)
def test_verify_refuses(server, key, name):
    assert_problem(post(server, key, BODIES[name]))


@pytest.mark.parametrize("path", ["/accounts", "/accounts/x/factors", "/accounts/x/factors/y/confirm",
                                  "/accounts/x/backup-codes", "/accounts/x/unlock"])
@pytest.mark.parametrize("name", ["null", "half", "not UTF-8", "deep lists", "two megabytes", "a lone surrogate"])
def test_every_other_door_refuses(server, key, path, name):
    assert_problem(post(server, key, BODIES[name], path))


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x", ""])
def test_other_content_types_are_refused_or_read_as_json(server, key, kind):
    assert_problem(post(server, key, json.dumps(GOOD).encode(), content_type=kind))


@pytest.mark.parametrize("authorization", [
    None, "", "Bearer", "Bearer ", "Bearer x", "Bearer " + "x" * 20_000, "Basic bm9ib2R5Og==", "bearer \x7f",
    "Bearer a b",
])
def test_without_a_right_key_nothing_is_answered(server, authorization):
    headers = {"Content-Type": "application/json"} | ({} if authorization is None else {"Authorization": authorization})
    status, answer, body = server.request("/api/v1/verify", json.dumps(GOOD).encode(), "POST", headers)
    assert status in (400, 401, 431), (status, body)
    if status == 401:
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert_problem((status, answer, body))


@pytest.mark.parametrize("field, values", [
    ("name", ["", " ", "a" * 5_000, "a\u0000b", "a\nb", "\u202eevil", "a@b@c", 5, None, [], {}]),
    ("email", ["", "x", "@", "a@", "a b@c.d", "a@b\r\nBcc: x@y.z", "a" * 400 + "@example.com", 5, [], {}]),
    ("external_id", ["", "x" * 10_000, 5, [], "a\u0000b"]),
    ("password", ["", "short", 5, [], "p" * 5_000, "a\u0000bcdefghijklmnop"]),
])
def test_accounts_with_odd_fields_are_refused(server, key, field, values):
    for value in values:
        body = {"name": f"odd-{field}"} | {field: value}
        assert_problem(post(server, key, json.dumps(body).encode(), "/accounts"))


@pytest.mark.parametrize("secret", [
    "", "A", "!!!!", "0189", "JBSWY3DP", "A" * 20_000, 5, None, [], "JBSWY3DPEHPK3PX\u0000",
])
def test_odd_secrets_are_refused(server, key, secret):
    status, made = server.api(key, "/accounts", {"name": f"secret-{abs(hash(str(secret)))}"})
    assert status == 201, made
    body = {"kind": "totp", "secret": secret, "confirmed": True}
    if secret is None:
        body["digits"] = 17
    assert_problem(post(server, key, json.dumps(body).encode(), f"/accounts/{made['id']}/factors"))


@pytest.mark.parametrize("query", ["after=x", "after=-1", "after=99999999999999999999", "after=1&after=2", "after=%00",
                                   "after=%ff", "limit=0", "limit=-5", "limit=1e9"])
def test_odd_queries_are_refused(server, key, query):
    key_of_events = server.api_key(label=f"events-{query}", scope="events")
    assert_problem(server.request(f"/api/v1/events?{query}", headers={"Authorization": f"Bearer {key_of_events}"}))


REQUESTS = {
    "no HTTP at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)),
    "an empty line": b"\r\n\r\n",
    "no version": b"GET /\r\n\r\n",
    "a version to come": b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
    "an odd method": b"GE\x00T / HTTP/1.1\r\nHost: a\r\n\r\n",
    "a header without a colon": b"GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n",
    "a header with a NUL": b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n",
    "a folded header": b"GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n",
    "a huge header": b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: a\r\n" * 20_000 + b"\r\n",
    "a long path": b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    "two lengths": b"POST /api/v1/verify HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
    "a negative length": b"POST /api/v1/verify HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "a length beyond all": b"POST /api/v1/verify HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "length and chunks": b"POST /api/v1/verify HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n"
                         b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n",
    "a broken chunk": b"POST /api/v1/verify HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                      b"zz\r\n{}\r\n0\r\n\r\n",
    "an endless chunk": b"POST /api/v1/verify HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n"
                        + b"a" * 100_000,
    "another proxy's request": b"GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n",
    "a tunnel": b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n",
    "an upgrade to nothing": b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
    "HTTP/2 at once": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(9),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_what_is_hardly_http_does_no_harm(server, name):
    status, head, _ = raw(server, REQUESTS[name])
    assert status is None or 300 <= status < 500, head[:300]
    assert server.status("/healthz") == 200


@pytest.mark.parametrize("path", [
    "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fmaster.key", "/%00", "/%ff%fe", "/%",
    "/security/two-factor/app/%00/move", "/not-me/" + "x" * 5_000, "/help/%2e%2e", "//evil.example/%2e%2e", "/\\evil",
    "/sign-in?next=//evil.example", "/api/v1/accounts/%ff", "/api/v1/accounts?name=%ff",
    "/password/reset/%0d%0aSet-Cookie:x",
])
def test_odd_paths_find_nothing(server, path):
    status, head, body = raw(server, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    assert status is not None and status < 500, head[:200]
    assert b"root:" not in body and b"evil" not in head.lower() and b"set-cookie:x" not in head.lower()


FORMS = {
    "nothing": b"",
    "not UTF-8": b"email=%ff%fe&password=%c3",
    "raw bytes": bytes(range(256)),
    "a field twice": b"email=a@example.com&email=b@example.com&password=x",
    "two megabytes": b"email=" + b"a" * 2_000_000,
    "many fields": b"&".join(b"f%d=1" % number for number in range(20_000)),
    "a NUL": b"email=a%00b@example.com&password=x",
    "only separators": b"&&&===&;;",
}


def send_form(server, path, body, headers=None):
    return server.request(path, body, "POST", {
        "Content-Type": "application/x-www-form-urlencoded", "Origin": server.url, "Sec-Fetch-Site": "same-origin",
    } | (headers or {}))


@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/sign-up/confirm", "/sign-in/app", "/password/forgot",
                                  "/sign-out", "/language", "/security/password", "/not-me/x"])
@pytest.mark.parametrize("name", FORMS)
def test_forms_with_anything_in_them_are_refused(server, path, name):
    status, _, body = send_form(server, path, FORMS[name])
    assert 400 <= status < 500, (status, body[:300])


@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/password/forgot", "/language"])
@pytest.mark.parametrize("name", FORMS)
def test_a_right_token_makes_a_bad_form_no_better(server, path, name):
    _, headers, page = server.request(path)
    token = re.search(rb'name="csrf" value="([^"]+)"', page)[1]
    cookies = {"Cookie": "; ".join(cookie.split(";")[0] for cookie in headers.get_all("Set-Cookie"))}
    status, _, body = send_form(server, path, b"csrf=" + token + b"&" + FORMS[name], cookies)
    assert b"<h1" in body, "no page with words"
    # An empty field is a slip of a person, who gets the form again; what no form of ours can send is refused.
    is_slip = status == 200 and b"summary-errors" in body and name in ("nothing", "only separators")
    assert is_slip or 400 <= status < 500, (status, body[:300])

    harmless = {"/language": b"language=de"}.get(path, b"email=")
    status, _, body = send_form(server, path, b"csrf=" + token + b"&" + harmless, cookies)
    assert status in (200, 303, 400, 422), "the token itself was refused; nothing was tested"


def test_a_file_upload_in_place_of_a_form_is_refused(server):
    body = b'--x\r\nContent-Disposition: form-data; name="email"; filename="a"\r\n\r\na\r\n--x--\r\n'
    status, _, _ = server.request("/sign-in", body, "POST", {
        "Content-Type": "multipart/form-data; boundary=x", "Origin": server.url, "Sec-Fetch-Site": "same-origin",
    })
    assert 400 <= status < 500


def test_slow_and_silent_connections_do_not_shut_others_out(server):
    idle = [socket.create_connection(("127.0.0.1", server.port), timeout=15) for _ in range(200)]
    try:
        for number, connection in enumerate(idle):
            if number % 2:
                connection.sendall(b"POST /api/v1/verify HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n{")
        assert server.status("/sign-in") == 200
    finally:
        for connection in idle:
            connection.close()
    assert server.status("/healthz") == 200
