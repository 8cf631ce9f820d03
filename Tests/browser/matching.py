"""The whole way from a need to two people who meet, by everyone's own hand."""
import re

from mail import read_letter
from runner import test
from visitors import in_language

# Whom the demo made for each other: a mother of two who speaks Arabic, and a mentor who is free on Tuesday evenings.
NEED = re.compile("Arabic\u2069 and \u2068English\u2069 · North side")
OTHER = re.compile("Levantine Arabic\u2069 and \u2068English\u2069 ·")


def her_need(desk):
    for address in ("/round?page={}", "/round?list=waiting&page={}"):
        for page in range(1, 6):
            desk.goto(address.format(page))
            card = desk.locator("li.card", has_text=NEED).filter(has_text="Mentoring").filter(has_not_text=OTHER)
            if card.count():
                return card.first
    raise AssertionError("her need is in no list of the round")


def make_round(desk):
    desk.goto("/round")
    desk.click("form[action='/round'] button")


def approve_the_two(desk):
    """Prefers the pair, since another volunteer may fit as well; approves, takes it back, and approves again."""
    make_round(desk)
    her_need(desk).locator("a", has_text="Why").first.click()
    desk.locator("main a[href*='/offers/']", has_text="T. W.").first.click()
    if desk.locator("button[value=pinned]").count():
        desk.click("button[value=pinned]")
    make_round(desk)
    card = her_need(desk)
    assert "T. W." in card.inner_text(), card.inner_text()
    assert "Haddad" not in desk.content() and "Amal" not in desk.content(), "the round names her"
    card.locator("button", has_text="Approve").click()
    desk.locator("#silent ~ ul button", has_text="Take it back").first.click()
    her_need(desk).locator("button", has_text="Approve").click()


def answer(page, choice):
    page.locator(f"main button[value={choice}]").first.click()


@test("a coordinator matches two people; each is asked in their language, without scripts; they meet, and are asked how it goes")
def matching(visitors):
    plain = {"java_script_enabled": False}
    with visitors.visitor("coordinator") as desk, visitors.visitor("newcomer", locale="ar", **plain) as her, \
            visitors.visitor("volunteer", **plain) as him:
        approve_the_two(desk)
        her.goto(in_language("/my", "ar"))
        assert her.locator("main a[href*='/asks/']").count() == 0, "she hears of it before the ten minutes are over"
        desk.locator(".demo-bar button[value='1']").click()

        her.goto("/my")
        her.locator("main a[href*='/asks/']").first.click()
        assert her.locator("html[dir=rtl]").count() == 1
        assert "Tom" in her.inner_text("main") and "Whitfield" not in her.content()
        # She agreed to be known when she met her conversation partner, so she is not asked again.
        answer(her, "yes")

        # He comes by the link of his letter, without signing in.
        read_letter(desk, "A question for you")
        while "volunteer@" not in desk.inner_text(".facts"):
            desk.go_back()
            desk.locator(".cards h2 a", has_text="A question for you").nth(1).click()
        with visitors.visitor(None, **plain) as guest:
            guest.goto(in_language(desk.get_attribute("main .panel a", "href").split("#")[0], "en"))
            told = guest.inner_text("main")
            assert "4 people" in told and "6–10 years" in told and "North side" in told, told
            assert "Amal" not in guest.content() and "Haddad" not in guest.content(), "he reads her name before both said yes"
            answer(guest, "yes")
            answer(guest, "yes")

        him.goto("/my")
        him.locator("main a[href*='/engagements/']").first.click()
        assert "Amal" in him.inner_text("main") and "Haddad" not in him.inner_text("main"), him.inner_text("main")
        him.click("main button[value=met]")
        assert him.locator("main").inner_text() and him.locator(".problems").count() == 0
        desk.locator(".demo-bar button[value='7']").click()

        her.goto("/my")
        her.locator("main a[href*='/engagements/']").first.click()
        her.locator("main a[href*='/check-ins/']").first.click()
        her.locator("main button[type=submit], main form button").first.click()


@test("whoever is worried says so from any page, and one person reads it")
def worry(visitors):
    with visitors.visitor("newcomer", java_script_enabled=False) as her:
        her.goto("/my")
        her.locator("footer a[href^='/concerns']").first.click()
        her.fill("main textarea", "Zebulina is afraid of the stairs")
        her.click("main form button.main")
        assert her.locator(".problems").count() == 0
    with visitors.visitor("caseworker") as desk:
        desk.goto("/concerns")
        assert "stairs" not in desk.content() and desk.locator("main .card a[href^='/concerns/']").count() == 0, "someone else reads it"
    with visitors.visitor("coordinator") as lead:
        lead.goto("/concerns")
        lead.locator("main a[href^='/concerns/']").first.click()
        assert "afraid of the stairs" in lead.inner_text("main")
