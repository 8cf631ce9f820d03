"""The first page of whoever works here, and the settings of the hub."""
from colleague import come_in, let_in
from demo import PASSWORD
from runner import test
from visitors import sign_in


@test("the {} comes to the desk after signing in", "caseworker", "coordinator", "officer", "admin")
def first_page(visitors, role):
    with visitors.visitor() as page:
        sign_in(page, role)
        assert page.url.endswith("/desk") and page.locator("h1").count() == 1
        assert page.locator(".todo").count() <= 7


@test("the {} comes to a page of their own after signing in", "newcomer", "volunteer")
def own_page(visitors, role):
    with visitors.visitor() as page:
        sign_in(page, role)
        assert page.url.endswith("/my")


@test("without scripts, a case worker goes from the desk to the households that wait, and takes one on")
def case_worker(visitors):
    with visitors.visitor("caseworker", java_script_enabled=False) as page:
        page.goto("/desk")
        page.locator(".todo a[href='/households/waiting']").click()
        page.locator(".cards h2 a").first.click()
        home = page.url
        page.locator("form[action$='/worker'] button").click()
        assert page.url == home and page.locator("form[action$='/worker']").count() == 0


@test("without scripts, a case worker asks for a colleague's household, and has it once the colleague says yes")
def handover(visitors):
    with visitors.visitor() as page:
        sign_in(page, "admin")
        page.wait_for_url("**/desk")
        let_in(page, "Nadia Next", "next@port-selby.example", "case_worker")
    with visitors.visitor("caseworker") as page:
        page.goto("/people")
        home = page.locator(".cards a[href^='/households/']").last.get_attribute("href")
    with visitors.visitor(java_script_enabled=False) as page:
        come_in(page, "next@port-selby.example", "eight quiet lanterns")
        page.goto(home)
        assert page.locator("form[action$='/contacts']").count() == 0
        page.click("a[href$='/handover']")
        page.click("main form button.main")
        assert page.locator(".problems").count() == 1
        page.check("input[value=known]")
        page.click("main form button.main")
        assert page.locator(".cards button[value=withdrawn]").count() == 1
        with visitors.visitor("caseworker", java_script_enabled=False) as other:
            other.goto("/handovers")
            other.click("button[value=yes]")
            assert other.locator(".empty").count() == 1
        page.goto(home)
        assert page.locator("form[action$='/contacts']").count() > 0


@test("without scripts, a coordinator decides on the first offer of the desk, and it is gone")
def coordinator(visitors):
    with visitors.visitor("coordinator", java_script_enabled=False) as page:
        page.goto("/desk/all")
        first = page.locator(".todo", has=page.locator("a[href^='/volunteers/']")).first
        title = first.locator("h2").inner_text()
        first.locator("a.button").click()
        page.locator("details", has=page.locator("form[action$='/closure']")).locator("summary").click()
        page.locator("form[action$='/closure'] button").click()
        page.goto("/desk/all")
        assert title not in page.locator(".todo h2").all_inner_texts()


@test("someone of two roles has one desk, with the things of both")
def merged(visitors):
    with visitors.visitor() as page:
        sign_in(page, "admin")
        page.wait_for_url("**/desk")
        let_in(page, "Maud Both", "both@port-selby.example", "case_worker", "coordinator")
    with visitors.visitor() as page:
        come_in(page, "both@port-selby.example", PASSWORD)
        assert page.url.endswith("/desk")
        page.goto("/desk/all")
        assert page.locator(".todo a[href='/households/waiting']").count() == 1
        assert page.locator(".todo a[href^='/volunteers/']").count() > 0
        page.goto("/desk/figures")
        assert page.locator(".bars").count() >= 2


@test("in Arabic the bars begin at the right")
def bars_from_the_right(visitors):
    with visitors.visitor("coordinator") as page:
        for tag, transform in ("en", "none"), ("ar", "matrix(-1, 0, 0, 1, 0, 0)"):
            page.goto(f"/desk/figures?lang={tag}")
            assert page.locator(".bars td svg").first.evaluate("bar => getComputedStyle(bar).transform") == transform


@test("what an administrator sets holds at once, and a mistake keeps what was typed")
def settings(visitors):
    with visitors.visitor() as page:
        sign_in(page, "admin")
        page.wait_for_url("**/desk")
        page.goto("/settings")
        page.fill("#helper_hours", "Tu 10:00–12:00")
        page.fill("#time_zone", "Atlantis")
        page.click("main form button.main")
        assert page.locator(".problems").count() == 1 and page.input_value("#helper_hours") == "Tu 10:00–12:00"
        assert "10:00–12:00" not in page.inner_text("footer")
        page.fill("#time_zone", "Europe/London")
        page.click("main form button.main")
        assert page.locator("[role=status]").count() == 1 and "10:00–12:00" in page.inner_text("footer")
        page.fill("#helper_hours", "Mo–Fr 9:00–17:00")
        page.click("main form button.main")
