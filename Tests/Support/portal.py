"""A browser without scripts and without a window: quick enough to go through the portal hundreds of times."""

import html
import http.client
import re
import urllib.parse

from countersign import PATIENCE


class Page:
    def __init__(self, path, status, text):
        self.path = path
        self.status = status
        self.text = text

    def forms(self):
        """(action, hidden fields) of each form."""
        for attributes, inside in re.findall(r"<form\b([^>]*)>(.*?)</form>", self.text, re.S):
            hidden = {}
            for tag in re.findall(r"<input\b[^>]*>", inside):
                if _attribute(tag, "type") == "hidden":
                    hidden[_attribute(tag, "name")] = _attribute(tag, "value") or ""
            yield _attribute(attributes, "action"), hidden

    def words(self):
        """What one reads of it."""
        inside = self.text[self.text.find("<main"):]
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", inside)).split())

    def setup_secret(self):
        """What the QR code holds."""
        uri = html.unescape(re.search(r'otpauth://[^"]*', self.text)[0])
        return urllib.parse.parse_qs(urllib.parse.urlsplit(uri).query)["secret"][0]

    def backup_codes(self):
        return re.findall(r"\b[a-z0-9]{4}-[a-z0-9]{5}-[a-z0-9]{4}\b", self.text)


class Portal:
    """Keeps cookies, follows redirects, sends forms with their hidden fields. Raises OSError or HTTPException when the
    server goes away."""

    def __init__(self, server, cookies=None):
        self.server = server
        self.cookies = dict(cookies or {})
        self.page = None

    def get(self, path):
        return self._go("GET", path)

    def send(self, to=None, **fields):
        """Sends the form of the page that leads to `to`, or back to the page itself."""
        wanted = to or self.page.path.split("?")[0]
        for action, hidden in self.page.forms():
            if (action or self.page.path).split("?")[0] == wanted:
                named = {name.replace("_", "-"): value for name, value in fields.items()}
                return self._go("POST", action or self.page.path, urllib.parse.urlencode(hidden | named))
        raise AssertionError(f"no form to {wanted} on {self.page.path}:\n{self.page.text[:3000]}")

    def _go(self, method, path, body=None):
        for _ in range(8):
            status, headers, text = self._request(method, path, body)
            location = headers.get("Location")
            if not 300 <= status < 400 or not location:
                self.page = Page(path, status, text)
                return self.page
            method, path, body = "GET", location.removeprefix(self.server.url), None
        raise AssertionError(f"redirected in circles, last to {path}")

    def _request(self, method, path, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        headers = {"Host": f"localhost:{self.server.port}", "User-Agent": "Mozilla/5.0 Firefox/140.0"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.server.url,
                        "Sec-Fetch-Site": "same-origin"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            for line in answer.headers.get_all("Set-Cookie") or []:
                pair, *attributes = (part.strip() for part in line.split(";"))
                name, _, value = pair.partition("=")
                self.cookies[name] = value
                if "Max-Age=0" in attributes:
                    del self.cookies[name]
            return answer.status, answer.headers, text
        finally:
            connection.close()


def _attribute(tag, name):
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else None
