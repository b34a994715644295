"""What a whole sign-in over the portal costs beside the one Argon2id hash that it cannot do without: as processor time,
for on a machine that does other things too, the time on the wall says who was let in first. A server that is idle but for
these sign-ins is counted whole, its services with it."""

import ctypes
import ctypes.util
import http.client
import re
import statistics
import time
import urllib.parse

from load import Caller, Member, totp
from server import processor_time

PEOPLE = 16
PASSWORD = "violet anchor meadow lantern"
MEMORY, PASSES = 64 * 1024 * 1024, 3


class Browser:
    """Just enough of one: cookies, forms, no redirects followed."""

    def __init__(self, server):
        self.origin = server.url
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        self.host = f"localhost:{server.port}"
        self.cookies = {}

    def request(self, method, path, form=None):
        body = urllib.parse.urlencode(form) if form is not None else None
        headers = {"Host": self.host, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin,
                        "Sec-Fetch-Site": "same-origin"}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location"), page

    @staticmethod
    def token(page):
        return re.search(r'name="csrf" value="([^"]+)"', page)[1]

    def sign_in(self, name, code):
        """The four requests of a sign-in; seconds they took together."""
        begun = time.perf_counter()
        _, _, page = self.request("GET", "/sign-in")
        status, place, page = self.request(
            "POST", "/sign-in", {"csrf": self.token(page), "email": name, "password": PASSWORD})
        assert status in (302, 303), (status, page[-1500:])
        _, _, page = self.request("GET", urllib.parse.urlsplit(place).path)
        status, place, page = self.request("POST", "/sign-in/app", {"csrf": self.token(page), "code": code})
        took = time.perf_counter() - begun
        assert status in (302, 303), (status, page[-1500:])
        return took


def hash_once():
    """Seconds of processor time for the hash alone, by the same library with the same parameters."""
    sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
    # Without it the library takes its slowest code, whatever the processor can do.
    assert sodium.sodium_init() >= 0
    out = ctypes.create_string_buffer(128)
    begun = time.process_time()
    assert sodium.crypto_pwhash_str_alg(
        out, PASSWORD.encode(), ctypes.c_ulonglong(len(PASSWORD)), ctypes.c_ulonglong(PASSES),
        ctypes.c_size_t(MEMORY), ctypes.c_int(2)) == 0
    return time.process_time() - begun


def hashes_and_sign_ins(server, key):
    """(a hash, a sign-in) in seconds of processor time and a sign-in on the wall, turn by turn, the mean of each: the
    kernel counts a process's time in hundredths of a second."""
    caller = Caller(server, key)
    people = [Member(caller, f"bench-sign-in-{number}", password=PASSWORD) for number in range(PEOPLE)]
    hashed, signed_in, on_the_wall = [], [], []
    hash_once()
    for person in people:
        hashed.append(hash_once())
        before = processor_time(server.process)
        on_the_wall.append(Browser(server).sign_in(person.name, totp(person.secret, int(time.time()) // 30)))
        signed_in.append(processor_time(server.process) - before)
    return statistics.mean(hashed), statistics.mean(signed_in), statistics.mean(on_the_wall)
