import subprocess

import pytest
from countersign import ROOT, Server


@pytest.fixture
def server():
    with Server() as running:
        yield running


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
