"""Every page, in every language, is open to everyone."""
from barriers import all_of
from demo import CAST, LANGUAGES
from runner import expect_none, test
from visitors import discover, in_language, shape

WITHOUT_ADDRESS = "Advice for women in danger"
# Between them they show every kind of fact: documents, an alert, places free, a name from the right, no address.
SERVICES = ["Asylum advice appointment", "Emergency beds", "Women’s circle", WITHOUT_ADDRESS]
ASKED = ["/services?topic=housing", "/services?q=سكن", "/services?q=housng", "/services?q=zzzzzz", "/there-is-nothing-here"]


def service(page, name):
    page.goto(f"/services?q={name}")
    return page.locator(".cards h3 a", has_text=name).get_attribute("href")


def public_paths(page):
    return list(dict.fromkeys([*discover(page).values(), *ASKED, *(service(page, name) for name in SERVICES)]))


def barriers(page, paths, language):
    problems = []
    for path in paths:
        page.faults.clear()
        page.goto(in_language(path, language))
        problems += [(path, problem) for problem in all_of(page, language, LANGUAGES[language])]
    return problems


@test("every public page is free of barriers in {}", *LANGUAGES)
def public(visitors, language):
    with visitors.visitor() as page:
        expect_none(barriers(page, public_paths(page), language))


@test("every page behind the sign-in is free of barriers for the {}", *CAST)
def behind_sign_in(visitors, role):
    with visitors.visitor() as page:
        known = set(discover(page)) - {"/"}
    with visitors.visitor(role) as page:
        own = [path for path in discover(page).values() if shape(path) not in known]
        assert "/my" in own, f"the pages found are {own}"
        expect_none([problem for language in LANGUAGES for problem in barriers(page, own, language)])


@test("a missing page is a 404, and says so")
def missing(visitors):
    with visitors.visitor() as page:
        assert page.goto("/there-is-nothing-here").status == 404
        assert page.locator("[role=alert]").is_visible()


@test("the service without an address says to call first, with a number to press")
def without_address(visitors):
    with visitors.visitor() as page:
        page.goto(service(page, WITHOUT_ADDRESS))
        assert page.locator("h1").inner_text() == WITHOUT_ADDRESS
        assert page.locator(".facts a[href^='tel:']").count() > 0


@test("the officer sees who opened the list of users")
def access_list(visitors):
    with visitors.visitor("admin") as page:
        page.goto("/users")
    with visitors.visitor("officer") as page:
        page.goto("/access-list")
        assert page.locator("tbody tr", has_text="Helen Price").count() > 0


@test("the officer checks and signs the log of changes, and takes the signature along")
def log_of_changes(visitors):
    with visitors.visitor("officer") as page:
        page.goto("/audit")
        page.get_by_role("button", name="Check the whole log now").click()
        assert page.locator(".notice.good").count() == 1
        page.get_by_role("button", name="Sign the log now").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Download the signature").first.click()
        with open(download.value.path()) as file:
            assert file.read().startswith("tessera audit head 1\n")


@test("the {} does not see the list of users", *[role for role in CAST if role != "admin"])
def users_hidden(visitors, role):
    with visitors.visitor(role) as page:
        assert page.locator("a[href='/users']").count() == 0
        assert page.goto("/users").status in (403, 404)
