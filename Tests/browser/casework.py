"""The case worker's story, and that of someone who comes in by a card."""
import re

from runner import expect_none, test
from start import looked_at
from visitors import sign_in

HODAN = {"given": "Hodan", "family": "Warsame", "born": "1991", "language": "som", "phone": "07700 900888", "words": "only in the morning",
         "district": "Overton", "arrived": "2026-10-01"}


def register(page, details):
    page.goto("/households/new")
    for field, value in details.items():
        page.fill(f"#{field}", value)
    page.check("input[name=safe][value=yes]")
    page.click("form[action='/households'] button.main")


@test("a case worker registers a household, finds it in other letters, and hands over a card")
def household(visitors):
    with visitors.visitor("caseworker") as desk:
        register(desk, HODAN)
        assert "Hodan Warsame" in desk.inner_text("h1")
        home = desk.url
        desk.goto("/people")
        desk.fill("#q", "Hodaan Warsamee")
        desk.click(".search button")
        assert "Hodan Warsame" in desk.inner_text(".cards")
        assert "Hodaan" not in desk.url, "a name stands in the address"
        register(desk, HODAN)
        assert desk.locator(".notice.warn").count() == 1, "the same person could be registered twice without a word"
        desk.goto(home)
        desk.locator("form[action*='consents/share_with_match'] button[value=given]").click()
        assert desk.locator(".timeline .done").count() == 1
        desk.locator("form[action$='/card'] button").click()
        code = desk.locator(".card-print bdi").nth(0).inner_text()
        pin = desk.locator(".card-print bdi").nth(1).inner_text()
        assert re.fullmatch(r"\d{4}( \d{4}){5}", code) and re.fullmatch(r"\d{6}", pin)
        comes_in(visitors, code, pin)
        desk.goto(home)
        desk.locator("form[action$='/card/revocation'] button").click()
        refused(visitors, code, pin)
        desk.goto(home)
        desk.locator("form[action$='/links/end'] button").click()
        assert "Stopped on" in desk.inner_text("main"), "the desk does not see that the links were stopped"


def comes_in(visitors, code, pin):
    with visitors.visitor(java_script_enabled=False, locale="ar") as phone:
        phone.goto("/sign-in")
        phone.click("main a[href='/card']")
        phone.fill("#code", code)
        phone.fill("#pin", pin)
        phone.click("main button.main")
        assert phone.url.endswith("/my") and "Hodan" in phone.inner_text("h1")


def refused(visitors, code, pin):
    with visitors.visitor() as phone:
        phone.goto("/card")
        phone.fill("#code", code)
        phone.fill("#pin", pin)
        phone.click("main button.main")
        assert phone.locator(".problems").count() == 1


@test("a list of households is looked at, then taken in, in the browser")
def bring_a_list(visitors):
    rows = "Case no,First name,Legal basis\n9001,Nasra,public task\n9002,Guled,consent\n"
    with visitors.visitor("caseworker") as desk:
        desk.goto("/imports/households")
        desk.set_input_files("#list", {"name": "list.csv", "mimeType": "text/csv", "buffer": rows.encode()})
        desk.click("main button.main")
        desk.wait_for_selector(".notice.good")
        desk.click("button[value=import]")
        desk.wait_for_selector("[role=status]")
        desk.goto("/people")
        desk.fill("#q", "Nasra")
        desk.click(".search button")
        # Nobody has them in care yet: the name opens with the household.
        cards = desk.inner_text(".cards")
        assert "N." in cards and "Nasra" not in cards, cards


@test("a long list shows how far it is without JavaScript, and ends at the same address")
def watch_a_list(visitors):
    rows = "Case no,First name,DOB,Legal basis\n" + "".join(f"{number},Nasra,1990-05-31,public task\n" for number in range(20000, 40000))
    with visitors.visitor("caseworker", java_script_enabled=False) as desk:
        desk.goto("/imports/households")
        desk.set_input_files("#list", {"name": "long.csv", "mimeType": "text/csv", "buffer": rows.encode()})
        desk.click("main button.main")
        place, seen = desk.url, desk.locator("progress").count()
        assert "/imports/households/runs/" in place and seen == 1, "no bar was seen"
        assert place.endswith(desk.locator("main a.button").get_attribute("href"))
        problems = looked_at(desk)
        desk.wait_for_selector("button[value=import]", timeout=120_000)
        assert desk.url == place and "20,000" in desk.inner_text("main")
    expect_none(problems)
