"""A YubiKey whose codes Yubico's own `ykgenerate` makes, and what keyboards make of the keys that it presses."""

import secrets
import subprocess

MODHEX = "cbdefghijklnrtuv"

# What the sixteen keys type on other keyboards, in the order of MODHEX.
LAYOUTS = {
    "usual": MODHEX,
    "caps lock": MODHEX.upper(),
    "dvorak": "jxe.uidchtnbpygk",
    "bepo": "xkipe,cdtsr'oèv.",
    "norman": "cbedtgyrniopfkuv",
    "turkish q": "cbdefghıjklnrtuv",
    "turkish f": "vçeğaütnkmlzıorc",
}


def typed(code, layout):
    return code.translate(str.maketrans(MODHEX, LAYOUTS[layout]))


class YubiKey:
    """Types another code at each touch."""

    def __init__(self, public_id="vvcccccccccb", session=1):
        self.public_id = public_id
        self.aes_key = secrets.token_hex(16)
        self.private_id = secrets.token_hex(6)
        self.session = session
        self.use = 0

    def touch(self):
        made = subprocess.run(
            ["ykgenerate", self.aes_key, self.private_id, f"{self.session:04x}", f"{self.use * 64 & 0xffff:04x}", "00",
             f"{self.use:02x}"],
            check=True, capture_output=True, text=True,
        )
        self.use += 1
        return self.public_id + made.stdout.strip()

    def replug(self):
        self.session += 1
        self.use = 0

    def csv_row(self, serial):
        """As the Personalization Tool's Yubico format and `ykman --config-output` write it."""
        return f"{serial},{self.public_id},{self.private_id},{self.aes_key},,2026-11-22T10:00:00,\n"

    def give_to(self, server):
        """Lets this server judge its codes."""
        server.command(
            "yubikey", "add", "--public-id", self.public_id, "--private-id", self.private_id, "--aes-key", "-",
            said=self.aes_key + "\n",
        )
        return self
