"""What people do, from beginning to end."""
from demo import PASSWORD, email
from runner import test
from visitors import sign_in


@test("on a phone, in Arabic and without scripts, someone finds a service by pictures")
def by_pictures(visitors):
    with visitors.visitor(java_script_enabled=False, locale="ar") as page:
        page.goto("/")
        assert page.locator("html").get_attribute("dir") == "rtl"
        page.locator(".tile[href*='topic=housing']").click()
        assert page.locator(".cards .card").count() > 0
        page.locator(".cards h3 a").first.click()
        assert page.locator("h1").inner_text().strip()


@test("on a phone, in Arabic and without scripts, a search tells what, where, when, cost and languages")
def by_words(visitors):
    with visitors.visitor(java_script_enabled=False, locale="ar") as page:
        page.goto("/")
        page.fill("#q", "لغة إنجليزية")
        page.locator(".search button").click()
        assert page.input_value("#q") == "لغة إنجليزية"
        page.locator(".cards h3 a").first.click()
        facts = page.locator(".facts dt").all_inner_texts()
        wanted = ["ما هو", "أين", "متى", "التكلفة", "اللغات"]
        assert page.locator(".facts dt use[href$='#info'], .facts dt use[href$='#place'], .facts dt use[href$='#clock'], "
                            ".facts dt use[href$='#cost'], .facts dt use[href$='#language']").count() == len(wanted), facts
        assert all(text.strip() for text in page.locator(".facts dd").all_inner_texts())


@test("without scripts, another language keeps the page and what was asked")
def another_language(visitors):
    with visitors.visitor(java_script_enabled=False, locale="ar") as page:
        page.goto("/services?q=housing&topic=housing")
        page.locator(".languages summary").click()
        page.locator(".languages a[lang=uk]").click()
        assert page.locator("html").get_attribute("lang") == "uk"
        assert page.input_value("main input[type=search]") == "housing"
        assert page.locator("select[name=topic]").input_value() == "housing"
        page.goto("/services")
        assert page.locator("html").get_attribute("lang") == "uk", "the language is forgotten on the next page"


def tab_to(page, selector, most=60):
    """Presses Tab until this has the focus, and sees to it that the focus can be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"the focus on {selector} can't be seen"
            return
    raise AssertionError(f"Tab does not reach {selector}")


@test("someone signs in and out by the keyboard alone")
def keyboard(visitors):
    with visitors.visitor() as page:
        page.goto("/")
        tab_to(page, ".menu a[href='/sign-in']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/sign-in")
        tab_to(page, "#email")
        page.keyboard.type(email("volunteer"))
        tab_to(page, "#password")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/my")
        tab_to(page, "form[action='/sign-out'] button")
        page.keyboard.press("Enter")
        page.wait_for_url("**/")
        assert page.locator("a[href='/sign-in']").count() > 0


@test("the first Tab goes to the content")
def skip_link(visitors):
    with visitors.visitor() as page:
        page.goto("/services")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


@test("a wrong password keeps the e-mail address and says a sentence")
def wrong_password(visitors):
    with visitors.visitor() as page:
        sign_in(page, "newcomer", "not-my-password")
        assert page.input_value("#email") == email("newcomer")
        assert page.input_value("#password") == ""
        assert "wrong" in page.locator(".problems").inner_text()
        assert page.evaluate("document.activeElement.className") == "problems", "the focus is not on what went wrong"


@test("an unknown address and a wrong password are told the same")
def unknown_address(visitors):
    said = []
    for role in ["newcomer", "nobody"]:
        with visitors.visitor() as page:
            sign_in(page, role, "not-my-password")
            said.append(page.locator(".problems").inner_text())
    assert said[0] == said[1]


@test("after signing out, the back button shows nothing private")
def back_button(visitors):
    with visitors.visitor() as page:
        sign_in(page, "newcomer")
        assert "Amal" in page.locator("h1").inner_text()
        page.click("form[action='/sign-out'] button")
        page.wait_for_url("**/")
        for _ in range(3):
            page.go_back()
            page.wait_for_load_state()
            assert "Amal" not in page.locator("body").inner_text(), page.url


@test("someone who must sign in first comes back to the page they asked for")
def asked_for(visitors):
    with visitors.visitor() as page:
        page.goto("/my/password")
        page.fill("#email", email("newcomer"))
        page.fill("#password", PASSWORD)
        page.click("main form button")
        page.wait_for_url("**/my/password")
