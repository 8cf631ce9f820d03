"""Coming in by a link in a letter, and by the town's own identity provider: one that nobody here wrote (oidc-provider-mock)."""
import json
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

from barriers import all_of
from demo import Demo, email, free_port
from mail import read_letter
from runner import expect_none, test
from visitors import sign_in

USERS = [
    {"sub": "1001", "email": email("volunteer"), "email_verified": True},
    {"sub": "2002", "email": email("caseworker"), "email_verified": False},
    {"sub": "3003", "email": "nobody@elsewhere.example", "email_verified": True},
    {"sub": "4004", "email": email("volunteer"), "email_verified": True},
]


@contextmanager
def provider():
    port = free_port()
    words = [word for user in USERS for word in ("--user-claims", json.dumps(user))]
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 30
        while True:
            try:
                urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=5).read()
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < until, "the provider did not start"
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def go(page, subject):
    """From the button of the hub to that of the provider, and back."""
    page.goto("/sign-in")
    page.locator("main a", has_text="Town hall account").click()
    page.wait_for_url("**/oauth2/authorize?*")
    page.locator(f"button:has-text('{subject}')").first.click()
    page.wait_for_load_state()


@test("people of the town come in by its own identity provider: those who are users here, each by one account")
def town_account(visitors):
    problems = []
    with provider() as issuer, Demo(visitors.binary) as demo:
        own = visitors.at(demo.address)
        with own.visitor() as admin:
            sign_in(admin, "admin")
            admin.wait_for_url("**/desk")
            admin.goto("/settings")
            admin.fill("#provider_issuer", "http://id.example.org")
            admin.fill("#provider_client", "tessera")
            admin.fill("#provider_secret", "a long secret")
            admin.click("main form[action='/settings'] button.main")
            assert admin.locator(".problems li").count() == 2, "no TLS, and no name for the button"
            admin.fill("#provider_issuer", issuer)
            admin.fill("#provider_secret", "a long secret")
            admin.fill("#provider_name", "Town hall account")
            admin.click("main form[action='/settings'] button.main")
            admin.wait_for_url("**/settings?saved=yes")
            assert "a long secret" not in admin.content()
        with own.visitor() as page:
            page.goto("/sign-in")
            problems += [(page.url, problem) for problem in all_of(page, "en", "ltr")]
            go(page, "1001")
            page.wait_for_url("**/my")
            assert "code=" not in page.url
        for subject, why in ("2002", "an address that nobody confirmed"), ("3003", "nobody here"), ("4004", "another account with the same address"):
            with own.visitor() as page:
                go(page, subject)
                assert page.locator(".problems").count() == 1 and page.url.startswith(demo.address), why
                page.goto("/my")
                assert "/sign-in" in page.url, why
    expect_none(problems)


@test("a volunteer comes in by a link in a letter, in the browser where it was asked for, and without scripts")
def link(visitors):
    with visitors.visitor(java_script_enabled=False) as page, visitors.visitor() as other, visitors.visitor("admin") as admin:
        page.goto("/sign-in")
        page.click("a[href='/sign-in/mail']")
        page.fill("#email", email("volunteer"))
        page.click("main button.main")
        page.wait_for_url("**/sign-in/mail/sent")
        known = page.inner_text("main")
        read_letter(admin, "Your link to sign in")
        address = admin.locator("main .panel a").get_attribute("href")
        # A program that looks through mail opens the link first; that uses it up for nobody.
        other.goto(address)
        assert other.locator("main form").count() == 0, "another browser is let in"
        page.goto(address)
        page.click("main button.main")
        page.wait_for_url("**/my")
        page.goto(address)
        assert page.locator("[role=alert]").count() == 1 and page.locator("main form").count() == 0, "the link works twice"
        other.goto("/sign-in/mail")
        other.fill("#email", "nobody@elsewhere.example")
        other.click("main button.main")
        other.wait_for_url("**/sign-in/mail/sent")
        assert other.inner_text("main") == known
