"""Whoever is watched can be elsewhere at once."""
from contextlib import contextmanager

from demo import LANGUAGES
from runner import expect_none, test
from visitors import in_language

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


CONTROLS = "main form :is(input:not([type=hidden]), select, textarea, button)"
# The controls that the button lies over, as the page stands.
COVERED = """controls => {
    const button = document.querySelector(".leave").getBoundingClientRect();
    const isCovered = box => box.left < button.right && button.left < box.right && box.top < button.bottom && button.top < box.bottom;
    return controls.filter(control => control.checkVisibility() && isCovered(control.getBoundingClientRect())).map(control => control.outerHTML.slice(0, 100));
}"""

# What floats covers a part of what is beside it, at one scroll or another; along the whole edge it ends the page.
FLOATS = """() => {
    const button = document.querySelector(".leave").getBoundingClientRect();
    return button.left > 0 || button.right < document.documentElement.clientWidth || button.bottom < innerHeight;
}"""


def covered(page):
    """At the end of the page, and where the reader is, on the way through the form and back."""
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    found = ["the button floats over the form"] if page.evaluate(FLOATS) else []
    found += [f"at the end: {control}" for control in page.eval_on_selector_all(CONTROLS, COVERED)]
    page.evaluate("scrollTo(0, 0)")
    page.focus("main")
    for key in "Tab", "Shift+Tab":
        page.keyboard.press(key)
        while page.evaluate("Boolean(document.activeElement.closest('main'))") and page.evaluate("document.activeElement.localName") != "main":
            found += [f"in focus: {control}" for control in page.eval_on_selector_all(":focus", COVERED)]
            page.keyboard.press(key)
    return found


@test("the button covers nothing of a form in {}, at the end of the page and where the reader is", *LANGUAGES)
def covers_nothing(visitors, language):
    problems = []
    for role, paths in {None: ["/sign-in", "/card"], "caseworker": ["/households/new"], "newcomer": ["/concerns/new", "/my/requests"]}.items():
        for width in 320, 360:
            with visitors.visitor(role, width=width) as page:
                for path in paths:
                    page.goto(in_language(path, language))
                    problems += [(f"{path} at {width} px", problem) for problem in covered(page)]
    expect_none(problems)
