"""What a household needs: opened by its case worker, and nobody's name anywhere near the coordinator."""
from runner import test
from visitors import in_language

WORDS = "Zebulina needs someone to talk to"


def household(desk, given):
    desk.goto("/households/new")
    desk.fill("#given", given)
    desk.fill("#district", "North side")
    desk.check("input[name=safe][value=no]")
    desk.click("form[action='/households'] button.main")
    if desk.locator("input[name=someone_else]").count():
        desk.check("input[name=someone_else]")
        desk.click("form[action='/households'] button.main")
    return desk.url.split("?")[0].split("#")[0]


def opens(desk, home, language):
    path = home[home.index("/households/"):]
    desk.goto(in_language(f"{path}/needs/new", language))
    assert desk.locator("h1").count() == 1
    assert desk.locator("a[href*='/services?q=']").count() >= 1, "no way to the directory for what specialists do"
    desk.click("main button.main")
    assert desk.locator(".problems").count() == 1, "a need without a program was taken"
    desk.check("input[name=program][value=mentoring]")
    desk.check("input[name=urgency][value='2']")
    desk.check("input[name=times][value='2-evening']")
    desk.fill("#words", WORDS)
    desk.click("main button.main")
    assert desk.url.endswith("#needs"), desk.url
    return path


@test("a case worker opens a need")
def need(visitors):
    with visitors.visitor("caseworker") as desk:
        path = opens(desk, household(desk, "Zebulina"), "en")
        # The same again is the need that is there, and no error.
        desk.goto(f"{path}/needs/new")
        desk.check("input[name=program][value=mentoring]")
        desk.click("main button.main")
        assert desk.url.endswith("#needs")


@test("a case worker opens a need from the right to the left, without JavaScript")
def need_in_arabic(visitors):
    with visitors.visitor("caseworker", java_script_enabled=False, locale="ar") as desk:
        opens(desk, household(desk, "Zebulona"), "ar")
        assert desk.locator("html[dir=rtl]").count() == 1


@test("the coordinator adds places, and reads the name of nobody who is looked for")
def places(visitors):
    with visitors.visitor("coordinator") as desk:
        desk.goto("/offers")
        assert "Zebul" not in desk.content() and WORDS not in desk.content()
        desk.check("input[name=program][value=class]")
        desk.fill("#title", "Evening class by the sea")
        desk.fill("#capacity", "0")
        desk.click("main button.main")
        assert desk.locator(".problems").count() == 1
        assert desk.input_value("#title") == "Evening class by the sea", "what was written is lost"
        desk.fill("#capacity", "8")
        desk.click("main button.main")
        assert "Evening class by the sea" in desk.inner_text(".cards")
        for path in ("/volunteers", "/offers"):
            desk.goto(path)
            assert "Zebul" not in desk.content() and WORDS not in desk.content()
