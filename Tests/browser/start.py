"""A hub from an empty folder to the desk, by the questions of its first pages."""
from authenticator import set_up
from barriers import all_of
from demo import NewHub
from runner import expect_none, test
from visitors import in_language

HELEN = {"name": "Helen Price", "email": "helen@hub.example", "password": "seven quiet lanterns"}


def begin(page, hub):
    """The first questions of a new hub, up to where its first administrator sets up the second step."""
    page.goto("/start")
    page.fill("#code", hub.code())
    page.click("main button.main")
    page.fill("#hub_name", "Hafen Hub")
    page.click("main button.main")
    for field, value in HELEN.items():
        page.fill(f"#{field}", value)
    page.click("main button.main")


def looked_at(page):
    """What keeps people out of this page; in a window of its own that runs scripts, with the same cookies."""
    with_scripts = page.context.browser.new_context(
        base_url=page.url, viewport={"width": 360, "height": 740}, storage_state=page.context.storage_state())
    other, found = with_scripts.new_page(), []
    other.faults = []
    for tag, direction in ("en", "ltr"), ("ar", "rtl"):
        other.goto(in_language(page.url, tag))
        found += [(page.url, problem) for problem in all_of(other, tag, direction)]
    with_scripts.close()
    return found


@test("without scripts, an empty folder becomes a hub, one question after the other, and can be left between")
def empty_folder(visitors):
    with NewHub(visitors.binary) as hub:
        new, problems = visitors.at(hub.address), []
        with new.visitor(java_script_enabled=False) as page:
            page.goto("/start")
            problems += looked_at(page)
            page.fill("#code", "0000 0000" if hub.code() != "0000 0000" else "1111 1111")
            page.click("main button.main")
            assert page.locator(".problems").count() == 1
            page.fill("#code", hub.code())
            page.click("main button.main")
            problems += looked_at(page)
            page.fill("#hub_name", "Hafen Hub")
            page.uncheck("input[name=languages][value=fr]")
            page.click("main button.main")
            problems += looked_at(page)
            page.goto("/start")
            assert page.url.endswith("/start/administrator"), "what was answered is asked again"
            for field, value in HELEN.items():
                page.fill(f"#{field}", value)
            page.click("main button.main")
            assert "/my/second-factor" in page.url, page.url
            problems += looked_at(page)
            set_up(page)
            assert page.locator("main ol li").count() == 10
            page.click("main a.button.main")
            assert page.url.endswith("/setup/key")
            problems += looked_at(page)
            assert len(page.locator("main strong bdi").inner_text()) == 69
            page.goto("/desk")
            page.click(".todo a[href='/setup']")
            page.check("input[name=printed]")
            page.click("main button.main")
            problems += looked_at(page)
            page.fill("#helper_name", "Helen Price")
            page.fill("#helper_phone", "020 7946 0000")
            page.click("main button.main")
            problems += looked_at(page)
            assert "020 7946 0000" in page.inner_text("body")
            page.click("main button.main")
            page.check("input[value=case_worker]")
            page.check("input[value=coordinator]")
            page.click("main button.main")
            problems += looked_at(page)
            page.click("a[href='/imports/households']")
            page.set_input_files("#list", {"name": "list.csv", "mimeType": "text/csv", "buffer": b"First name,Legal basis\nNasra,public task\n"})
            page.click("main button.main")
            page.click("button[value=import]")
            page.wait_for_selector("[role=status]")
            page.goto("/setup")
            page.click("main button.main")
            assert page.url.endswith("/desk") and page.locator(".todo a[href='/households/waiting']").count() == 1
            assert "Hafen Hub" in page.inner_text(".name") and page.locator(".languages a[lang=fr]").count() == 0
            for gone in ["/start", "/start/hub", "/start/administrator", "/setup", "/setup/key"]:
                assert page.goto(gone).status == 404, gone
        expect_none(problems)
