"""A phone with an authenticator app in it: oathtool, and a clock that may be wrong."""

import subprocess
import time
from urllib.parse import parse_qs, unquote, urlsplit


def code_at(secret, moment, digits=6, period=30, algorithm="SHA1"):
    """The code that oathtool makes: an implementation that is not ours."""
    made = subprocess.run(
        ["oathtool", f"--totp={algorithm}", "--base32", f"--digits={digits}", f"--time-step-size={period}s",
         "--now", f"@{int(moment)}", secret],
        check=True, capture_output=True, text=True,
    )
    return made.stdout.strip()


class Phone:
    """Shows codes by the server's clock, each once: it moves the clock on rather than show a code again."""

    def __init__(self, secret, clock, ahead=0):
        self.secret = "".join(secret.split()).upper()
        self.clock = clock
        self.ahead = ahead
        self._last_step = None

    @classmethod
    def scanning(cls, uri, clock, ahead=0):
        """What an app does with the text of a QR code."""
        parts = urlsplit(uri)
        assert (parts.scheme, parts.netloc) == ("otpauth", "totp"), uri
        fields = {key: values[0] for key, values in parse_qs(parts.query, strict_parsing=True).items()}
        assert fields.get("algorithm", "SHA1") == "SHA1" and fields.get("digits", "6") == "6", uri
        assert fields.get("period", "30") == "30", uri
        phone = cls(fields["secret"], clock, ahead)
        phone.issuer = fields["issuer"]
        phone.account = unquote(parts.path.lstrip("/")).split(":", 1)[-1].strip()
        return phone

    def now(self):
        return (self.clock.now() if self.clock else time.time()) + self.ahead

    def code(self):
        """A code not shown before. The clock moves on by as much as that takes."""
        step = int(self.now()) // 30
        if self._last_step is not None and step <= self._last_step:
            behind = self._last_step + 1 - step
            self.clock.advance(30 * behind)
            step += behind
        # A code shown in the last second of its step would be the server's previous one on arrival.
        if self.now() % 30 > 27:
            self.clock.advance(4)
            step = int(self.now()) // 30
        self._last_step = step
        return code_at(self.secret, step * 30)

    def code_now(self):
        """What it shows at this moment, shown before or not."""
        return code_at(self.secret, self.now())

    def wrong_code(self):
        """Six digits that are no code of this secret anywhere near now."""
        near = {code_at(self.secret, self.now() + 30 * step) for step in range(-4, 5)}
        hour = self._codes_of_the_hours()
        return next(code for code in ("000000", "111111", "123456", "654321", "999999", "271828", "314159")
                    if code not in near and code not in hour)

    def _codes_of_the_hours(self):
        """All codes within an hour and a little, in one run of oathtool."""
        made = subprocess.run(
            ["oathtool", "--totp=SHA1", "--base32", "--now", f"@{int(self.now()) - 3900}", "--window=260", self.secret],
            check=True, capture_output=True, text=True,
        )
        return set(made.stdout.split())
