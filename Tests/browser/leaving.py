"""Whoever is watched can be elsewhere at once."""
from contextlib import contextmanager

from runner import test

ELSEWHERE = "https://www.wikipedia.org/"


@contextmanager
def reader(visitors, **options):
    """Someone who came from the start page to a list of services; elsewhere is not asked for real."""
    with visitors.visitor(**options) as page:
        page.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="<h1>Elsewhere</h1>", content_type="text/html"))
        page.goto("/")
        page.goto("/services?topic=housing")
        yield page


@test("the button leaves, and the back button does not show the page that was left")
def button(visitors):
    with reader(visitors) as page:
        page.click(".leave")
        page.wait_for_url(ELSEWHERE)
        page.go_back()
        assert "topic=housing" not in page.url


@test("the button leaves without scripts")
def without_scripts(visitors):
    with reader(visitors, java_script_enabled=False) as page:
        page.click(".leave")
        page.wait_for_url(ELSEWHERE)


@test("Escape three times leaves")
def escape(visitors):
    with reader(visitors) as page:
        for _ in range(3):
            page.keyboard.press("Escape")
        page.wait_for_url(ELSEWHERE)


@test("Escape twice, or three times slowly, stays")
def stays(visitors):
    with reader(visitors) as page:
        for pause in [0, 1500, 1500]:
            page.wait_for_timeout(pause)
            page.keyboard.press("Escape")
        page.wait_for_timeout(300)
        assert page.url.endswith("topic=housing")


@test("the button is in sight at the end of a long page")
def in_sight(visitors):
    with reader(visitors) as page:
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        box = page.locator(".leave").bounding_box()
        assert 0 <= box["y"] <= 740 - box["height"] and 0 <= box["x"] <= 360 - box["width"], box
