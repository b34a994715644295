"""soft-webauthn's key behind a pipe: it wants an older fido2 than the other tests, so it runs in an environment of its own.

A line of JSON in, {"act": "create" or "get", "options": …, "origin": …}; a line out, as a browser's toJSON() makes it.
"""

import json
import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode


def from_text(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def to_text(value):
    """Bytes as base64url without padding, wherever they are."""
    if isinstance(value, bytes):
        return urlsafe_b64encode(value).decode().rstrip("=")
    if isinstance(value, dict):
        return {name: to_text(member) for name, member in value.items()}
    return value


def main():
    from soft_webauthn import SoftWebauthnDevice

    key = SoftWebauthnDevice()
    for line in sys.stdin:
        asked = json.loads(line)
        options = asked["options"]
        options["challenge"] = from_text(options["challenge"])
        if "user" in options:
            options["user"]["id"] = from_text(options["user"]["id"])
        made = getattr(key, asked["act"])({"publicKey": options}, asked["origin"])
        made["id"] = made["rawId"]
        print(json.dumps(to_text(made) | {"clientExtensionResults": {}}), flush=True)


if __name__ == "__main__":
    main()
