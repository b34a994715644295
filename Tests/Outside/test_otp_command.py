"""`countersign otp` and oathtool answer alike."""

import base64
import random
import subprocess

import pytest
from countersign import PROGRAM
from phone import code_at

CHANCE = random.Random(2026)
CASES = [
    (CHANCE.randbytes(CHANCE.choice([10, 16, 20, 32, 64])), CHANCE.choice(["SHA1", "SHA256", "SHA512"]),
     CHANCE.choice([6, 7, 8]), CHANCE.choice([15, 30, 45, 60, 86400]),
     CHANCE.choice([0, 59, 1111111109, 1234567890, 2000000000, 20000000000, CHANCE.randrange(2**33)]))
    for _ in range(40)
]


def otp(*arguments):
    return subprocess.run([PROGRAM, "otp", "code", *arguments], capture_output=True, text=True, timeout=30)


@pytest.mark.parametrize("secret, algorithm, digits, period, moment", CASES, ids=range(len(CASES)))
def test_a_time_based_code_is_oathtools(secret, algorithm, digits, period, moment):
    text = base64.b32encode(secret).decode()
    ours = otp("--secret", text, "--algorithm", algorithm, "--digits", str(digits), "--period", str(period),
               "--at", str(moment))
    assert ours.returncode == 0, ours.stderr
    assert ours.stdout.strip() == code_at(text, moment, digits, period, algorithm)


@pytest.mark.parametrize("counter", [0, 1, 9, 2**31, 2**32, 2**63 - 1])
def test_a_counted_code_is_oathtools(counter):
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    theirs = subprocess.run(["oathtool", "--hotp", "--base32", f"--counter={counter}", secret],
                            check=True, capture_output=True, text=True)
    ours = otp("--secret", secret, "--counter", str(counter))
    assert ours.returncode == 0, ours.stderr
    assert ours.stdout.strip() == theirs.stdout.strip()


@pytest.mark.parametrize("arguments", [
    [], ["--secret", ""], ["--secret", "not base32!"], ["--secret", "JBSWY3DPEHPK3PXP", "--digits", "5"],
    ["--secret", "JBSWY3DPEHPK3PXP", "--digits", "99"], ["--secret", "JBSWY3DPEHPK3PXP", "--period", "0"],
    ["--secret", "JBSWY3DPEHPK3PXP", "--algorithm", "MD5"],
    ["--secret", "JBSWY3DPEHPK3PXP", "--at", "99999999999999999999"],
])
def test_nonsense_is_refused_with_words(arguments):
    done = otp(*arguments)
    assert done.returncode in (1, 2, 64) and done.stderr.strip() and not done.stdout.strip()
