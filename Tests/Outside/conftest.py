import subprocess

import pytest
from countersign import ROOT, Server
from mailbox import post_office


@pytest.fixture
def server():
    with Server() as running:
        yield running


@pytest.fixture
def post():
    """Starts mail servers, `post()`, and ends them with the test."""
    with post_office() as start:
        yield start


@pytest.fixture(scope="session")
def postgres():
    """The address of a PostgreSQL that lives as long as the tests."""
    process = subprocess.Popen(
        [ROOT / "script/with-postgres", "sh", "-c", 'echo "$COUNTERSIGN_TEST_POSTGRES"; read -r _'],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )
    address = process.stdout.readline().strip()
    assert address.startswith("postgres://"), "PostgreSQL did not start"
    yield address
    process.communicate("\n", timeout=30)
