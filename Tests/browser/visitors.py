"""People in front of a browser: each has cookies, a window and a language of their own."""
import os
import re
from contextlib import contextmanager
from copy import copy
from urllib.parse import parse_qsl, urlencode, urlsplit

from demo import PASSWORD, email


class Visitors:
    def __init__(self, playwright, address):
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        self.browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        self.address = address
        self.signed_in = {}

    def at(self, address):
        """The same browser in front of another hub, where nobody is signed in yet."""
        other = copy(self)
        other.address, other.signed_in = address, {}
        return other

    @contextmanager
    def visitor(self, role=None, width=360, **options):
        """A page of a fresh window; `role` signs in by the cookie of that member of the cast."""
        context = self.browser.new_context(
            base_url=self.address, viewport={"width": width, "height": 740}, storage_state=self.cookies(role), **options)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.faults = faults = []
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.on("console", lambda line: faults.append(f"console: {line.text}") if is_fault(line, page) else None)
        try:
            yield page
        finally:
            context.close()

    def cookies(self, role):
        if role and role not in self.signed_in:
            with self.visitor() as page:
                sign_in(page, role)
                self.signed_in[role] = page.context.storage_state()
        return self.signed_in.get(role)


def is_fault(line, page):
    """A refused address says so in the console as well; that the page itself is a 404 is no fault of the page."""
    is_own_status = line.text.startswith("Failed to load resource") and line.location.get("url") == page.url
    return line.type == "error" and not is_own_status


def sign_in(page, role, password=PASSWORD):
    page.goto("/sign-in")
    page.fill("#email", email(role))
    page.fill("#password", password)
    page.click("main form button")


def in_language(path, language):
    """The same address in this language; Unicode is kept readable, the browser encodes it."""
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


def shape(path):
    """What addresses of the same page have in common: `/services/:id`, and the names of what is asked."""
    parts = urlsplit(path)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)} - {"lang"})
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27,}", ":id", parts.path) + ("?" + "&".join(names) if names else "")


def discover(page, start="/", most=60):
    """One address of each shape that can be reached by links from here."""
    found, waiting = {}, [start]
    while waiting and len(found) < most:
        path = waiting.pop(0)
        if shape(path) in found:
            continue
        found[shape(path)] = path
        page.goto(path)
        for link in page.eval_on_selector_all("a[href]:not([download])", "links => links.map(link => link.href)"):
            if link.startswith(f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}/"):
                parts = urlsplit(link)
                query = urlencode([pair for pair in parse_qsl(parts.query) if pair[0] != "lang"])
                waiting.append(parts.path + (f"?{query}" if query else ""))
    return found
