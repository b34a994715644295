"""Many verifications at once, from plain sockets: enough to keep a server busy while it is being ended."""

import base64
import hashlib
import hmac
import http.client
import json
import secrets
import struct
import threading
from concurrent.futures import ThreadPoolExecutor

from countersign import PATIENCE


def totp(secret, step, digits=6):
    """RFC 6238 with SHA-1, here because oathtool once per request is too slow for load."""
    mac = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 10**digits:0{digits}}"


class Caller:
    """One keep-alive connection to the API."""

    def __init__(self, server, key):
        self.server = server
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self.connection = None

    def call(self, method, path, body=None, headers=None):
        """(status, decoded JSON). Raises OSError or HTTPException when the server goes away."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        try:
            self.connection.request(
                method, "/api/v1" + path, None if body is None else json.dumps(body), self.headers | (headers or {})
            )
            answer = self.connection.getresponse()
            raw = answer.read()
            return answer.status, json.loads(raw) if raw else None
        except BaseException:
            self.close()
            raise

    def verify(self, account, code):
        return self.call("POST", "/verify", {"account": account, "first_factor": True, "code": code})

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Member:
    """An account with an authenticator app, made over the API."""

    def __init__(self, caller, name, **more):
        self.name = name
        self.secret = base64.b32encode(secrets.token_bytes(20)).decode()
        status, made = caller.call("POST", "/accounts", {"name": name} | more)
        assert status == 201, (status, made)
        self.id = made["id"]
        status, made = caller.call("POST", f"/accounts/{self.id}/factors", {
            "kind": "totp", "label": "phone", "secret": self.secret, "confirmed": True,
        })
        assert status == 201, (status, made)
        self.factor = made["id"]


def members(server, key, count, prefix="member"):
    with ThreadPoolExecutor(8) as pool:
        local = threading.local()

        def make(number):
            if not hasattr(local, "caller"):
                local.caller = Caller(server, key)
            return Member(local.caller, f"{prefix}-{number}")

        return list(pool.map(make, range(count)))
