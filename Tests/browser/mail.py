"""What the hub writes to people, from the button to the mailbox."""
import re
import time

from runner import test


def read_letter(page, subject):
    """Opens the newest mail of this subject; the jobs look every few seconds."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        page.goto("/demo/mailbox")
        link = page.locator(".cards h2 a", has_text=subject)
        if link.count():
            link.first.click()
            return
        time.sleep(0.5)
    raise AssertionError(f"no mail \"{subject}\" came")


@test("the administrator sends a test letter, reads it in the mailbox and follows its link, without scripts")
def letter(visitors):
    with visitors.visitor("admin", java_script_enabled=False) as page:
        page.goto("/letters")
        page.click("form[action='/letters/test'] button")
        page.wait_for_url("**/letters")
        read_letter(page, "A test letter")
        assert "admin@port-selby.example" in page.locator(".facts").inner_text()
        page.locator("main .panel a").click()
        assert page.url.endswith("/letters"), page.url


@test("a week of the demo passes, and whoever is signed in stays where they are")
def week(visitors):
    # Someone who signs in here: the clock is moved for all.
    with visitors.visitor("coordinator") as page:
        page.goto("/my/password")
        before = page.locator(".demo-bar bdi").first.inner_text()
        page.locator(".demo-bar button[value='7']").click()
        page.wait_for_load_state()
        assert page.url.endswith("/my/password"), page.url
        after = page.locator(".demo-bar bdi").first.inner_text()
        assert before != after and before.split(",")[0] == after.split(",")[0], (before, after)
        assert re.search(r"\d{4}", after)
