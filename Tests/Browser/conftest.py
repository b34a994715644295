"""One browser for all stories; for each story a server of its own and visitors with cookies of their own."""

import re
from pathlib import Path

import pytest
from countersign import PATIENCE, Server
from mailbox import post_office
from playwright.sync_api import expect, sync_playwright
from visitor import Visitor

expect.set_options(timeout=PATIENCE * 500)
SCREENSHOTS = Path(__file__).parent / "screenshots"


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def post():
    """Starts mail servers, `post()`, and ends them with the story."""
    with post_office() as start:
        yield start


@pytest.fixture
def settings():
    """What a story's server is told beyond its defaults; a story changes it with `parametrize`."""
    return {}


@pytest.fixture
def server(settings):
    with Server(**settings) as running:
        yield running


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    setattr(item, "report_" + report.when, report)
    return report


@pytest.fixture
def visit(browser, server, request):
    """Opens a browser of somebody's own: `visit()`, `visit(locale="de-DE")`, `visit(java_script_enabled=False)`."""
    visitors = []

    def open_visitor(**options):
        visitor = Visitor(browser, server, **options)
        visitors.append(visitor)
        return visitor

    yield open_visitor

    failed = getattr(request.node, "report_call", None)
    complaints = []
    for number, visitor in enumerate(visitors):
        if failed is not None and failed.failed:
            name = re.sub(r"\W+", "-", request.node.name)
            visitor.picture(SCREENSHOTS / "failed" / f"{name}-{number}.png")
        complaints += visitor.complaints
        visitor.close()
    if failed is not None and not failed.failed:
        assert not complaints, "the browser complained:\n" + "\n".join(complaints)


@pytest.fixture
def visitor(visit):
    return visit()
