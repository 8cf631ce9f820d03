"""The second step of signing in, and being asked whether it is still you; in a hub of its own that is no demo."""
import re

from authenticator import set_up
from barriers import all_of
from demo import NewHub
from runner import expect_none, test
from start import HELEN, begin


def sign_in(page):
    page.goto("/sign-in")
    page.fill("#email", HELEN["email"])
    page.fill("#password", HELEN["password"])
    page.click("main form button")


@test("whoever runs a hub comes in by a code, once by a recovery code, and ends where they are signed in elsewhere")
def second_step(visitors):
    with NewHub(visitors.binary) as hub:
        new, problems = visitors.at(hub.address), []
        with new.visitor() as page, new.visitor() as other:
            begin(page, hub)
            problems += [(page.url, problem) for problem in all_of(page, "en", "ltr")]
            app = set_up(page)
            problems += [("the recovery codes", problem) for problem in all_of(page, "en", "ltr")]
            codes = page.locator("ol bdi").all_inner_texts()
            assert len(codes) == 10, codes
            page.click("main a.button.main")
            assert page.url.endswith("/setup/key"), page.url

            sign_in(other)
            assert "/sign-in/code" in other.url, other.url
            problems += [(other.url, problem) for problem in all_of(other, "en", "ltr")]
            other.fill("#code", "000000")
            other.click("main form button.main")
            assert other.locator(".problems").count() == 1
            other.goto("/desk")
            assert "/sign-in" in other.url, "something opens between password and code"
            sign_in(other)
            other.fill("#code", app.code())
            other.click("main form button.main")
            assert other.url.endswith("/desk"), other.url
            other.click("form[action='/sign-out'] button")
            other.wait_for_url("**/")
            sign_in(other)
            other.fill("#code", codes[0].lower())
            other.click("main form button.main")
            assert other.url.endswith("/desk"), other.url

            page.goto("/my/sessions")
            names = page.locator(".card h2").all_inner_texts()
            assert len(names) == 2 and all(re.fullmatch(r"Chrome on \w+", name) for name in names), names
            page.click("form[action='/my/other-sessions/end'] button")
            assert page.locator(".card").count() == 1
            other.goto("/desk")
            assert "/sign-in" in other.url
        expect_none(problems)
