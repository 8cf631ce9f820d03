"""Passkeys, from the page that makes them to the sign-in, with an authenticator that the browser itself plays."""
import base64
import json
import re
from contextlib import contextmanager

from barriers import all_of
from colleague import come_in, let_in
from demo import NewHub, PASSWORD, email
from mail import read_letter
from runner import expect_none, test
from start import HELEN, begin
from visitors import in_language

PHONE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
         "automaticPresenceSimulation": True}


class Phone:
    """An authenticator beside one page; what it holds can be put into another."""

    def __init__(self, page):
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        self.id = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})["authenticatorId"]

    def credentials(self):
        return self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"]

    def take(self, credentials):
        for credential in credentials:
            self.session.send("WebAuthn.addCredential", {"authenticatorId": self.id, "credential": credential})


def by_name(visitors, address=None):
    """The same hub by its name: at an address of numbers there are no passkeys."""
    return visitors.at((address or visitors.address).replace("127.0.0.1", "localhost"))


@contextmanager
def set_up(visitors):
    """A hub that is no demo, in front of the page where its first administrator sets up the second step."""
    with NewHub(visitors.binary) as hub:
        named = by_name(visitors, hub.address)
        with named.visitor() as page:
            begin(page, hub)
            yield named, page


def add(page, name):
    page.goto("/my/passkeys/new")
    page.fill("#name", name)
    page.click("[data-passkey=add]")
    page.wait_for_url("**/my/passkeys?added=yes")


def sign_in(page):
    page.goto("/sign-in")
    page.click("[data-passkey=show]")


def volunteer(page, role="volunteer"):
    page.goto("/sign-in")
    page.fill("#email", email(role))
    page.fill("#password", PASSWORD)
    page.click("main form button")
    page.wait_for_url("**/my")


@test("whoever runs a hub sets up a passkey in place of an app, comes in by it, and by the password only with it")
def in_place_of_app(visitors):
    problems = []
    with set_up(visitors) as (named, page):
        phone = Phone(page)
        page.click("a[href='/my/passkeys/new']")
        for tag, direction in ("en", "ltr"), ("ar", "rtl"):
            page.goto(in_language("/my/passkeys/new", tag))
            problems += [(page.url, problem) for problem in all_of(page, tag, direction)]
        page.goto(in_language("/my/passkeys/new", "en"))
        page.fill("#name", "My phone")
        page.click("[data-passkey=add]")
        page.wait_for_url("**/my/passkeys?added=yes")
        problems += [(page.url, problem) for problem in all_of(page, "en", "ltr")]
        assert "My phone" in page.inner_text(".card")
        page.goto("/desk")
        assert page.url.endswith("/desk"), page.url
        kept = phone.credentials()
        assert len(kept) == 1 and kept[0]["isResidentCredential"]

        with named.visitor() as other:
            own = Phone(other)
            own.take(kept)
            other.goto("/sign-in")
            problems += [(other.url, problem) for problem in all_of(other, "en", "ltr")]
            sign_in(other)
            other.wait_for_url("**/desk")
            # It has counted on: what the first page holds would be taken for a copy.
            kept = own.credentials()
        with named.visitor() as third:
            own = Phone(third)
            third.goto("/sign-in")
            third.fill("#email", HELEN["email"])
            third.fill("#password", HELEN["password"])
            third.click("main form button")
            third.wait_for_url("**/sign-in/code?*")
            assert third.locator("#code").count() == 0
            problems += [(third.url, problem) for problem in all_of(third, "en", "ltr")]
            third.goto("/desk")
            assert "/sign-in" in third.url, "something opens between password and passkey"
            own.take(kept)
            third.goto("/sign-in/code")
            third.click("[data-passkey=show]")
            third.wait_for_url("**/desk")
    expect_none(problems)


@test("a passkey that was taken away opens nothing any more")
def taken_away(visitors):
    named = by_name(visitors)
    with named.visitor() as page, named.visitor() as other:
        volunteer(page)
        phone = Phone(page)
        add(page, "A lost phone")
        own = Phone(other)
        own.take(phone.credentials())
        sign_in(other)
        other.wait_for_url("**/my")
        page.goto("/my/passkeys")
        assert "Last used" in page.inner_text(".card")
        page.click("form[action$='/removal'] button")
        page.wait_for_url("**/my/passkeys")
        assert page.locator(".card").count() == 0
        other.goto("/my")
        assert "/sign-in" in other.url, "what the passkey had opened is open still"
        sign_in(other)
        other.wait_for_selector(".problems")
        assert "/my" not in other.url


@test("a letter tells its owner that a passkey was added")
def told(visitors):
    named = by_name(visitors)
    with named.visitor() as page:
        volunteer(page)
        Phone(page)
        add(page, "Told of")
        read_letter(page, "A passkey was added")
        assert email("volunteer") in page.locator(".facts").inner_text()
        page.goto("/my/passkeys")
        page.click("form[action$='/removal'] button")


def answer(page, challenge, known=()):
    """What the authenticator of this page answers, as the script of the hub would send it."""
    return page.evaluate("""async ([challenge, known]) => {
        const bytes = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), letter => letter.charCodeAt(0));
        const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
        const made = await navigator.credentials.get({publicKey: {challenge: bytes(challenge), rpId: "localhost", userVerification: "required",
            allowCredentials: known.map(id => ({type: "public-key", id: bytes(id)}))}});
        const {clientDataJSON, authenticatorData, signature, userHandle} = made.response;
        return JSON.stringify({id: text(made.rawId), clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData),
            signature: text(signature), userHandle: userHandle ? text(userHandle) : null});
    }""", [challenge, list(known)])


def asked(page):
    """What the hub asks of a passkey in this browser."""
    return page.evaluate("""async () => {
        const form = document.querySelector("form[action='/sign-in/passkey'], form[action='/sign-in/code']");
        const token = new URLSearchParams({form_token: form.elements.form_token.value});
        return (await fetch("/passkeys/challenge", {method: "POST", body: token})).json();
    }""")


def send(page, text):
    with page.expect_navigation():
        page.evaluate("""text => {
            const form = document.querySelector("form[action='/sign-in/passkey'], form[action='/sign-in/code']");
            form.elements.passkey.value = text;
            form.submit();
        }""", text)


@test("an answer given at another place of the same machine is refused, and so is one that was taken before")
def other_origin(visitors):
    named = by_name(visitors)
    with named.visitor() as page, named.visitor() as thief:
        volunteer(page)
        phone = Phone(page)
        add(page, "Copied")
        # A page of someone else, on another port: browsers let it ask for the same passkey, since the site is the same.
        thief.route("http://localhost:9/", lambda route: route.fulfill(body="<!DOCTYPE html><title>Evil</title>", content_type="text/html"))
        own = Phone(thief)
        own.take(phone.credentials())
        thief.goto("/sign-in")
        challenge = asked(thief)["challenge"]
        thief.goto("http://localhost:9/")
        evil = answer(thief, challenge)
        origin = json.loads(base64.urlsafe_b64decode(json.loads(evil)["clientDataJSON"] + "=="))["origin"]
        assert origin == "http://localhost:9", origin
        thief.goto("/sign-in")
        send(thief, evil)
        assert thief.locator(".problems").count() == 1, thief.url

        thief.goto("/sign-in")
        sound = answer(thief, asked(thief)["challenge"])
        send(thief, sound)
        thief.wait_for_url("**/my")
        thief.context.clear_cookies(name="s")
        thief.goto("/sign-in")
        send(thief, sound)
        assert thief.locator(".problems").count() == 1, "the same answer opens twice"
        page.goto("/my/passkeys")
        page.click("form[action$='/removal'] button")


@test("another's passkey is no second step")
def another(visitors):
    with set_up(visitors) as (named, page):
        phone = Phone(page)
        add(page, "Helen's")
        let_in(page, "Paul Other", "paul@hub.example", "case_worker")
        with named.visitor() as paul:
            come_in(paul, "paul@hub.example", "four quiet river stones")
            Phone(paul)
            add(paul, "Paul's")
        with named.visitor() as thief:
            thief.goto("/sign-in")
            thief.fill("#email", "paul@hub.example")
            thief.fill("#password", "four quiet river stones")
            thief.click("main form button")
            thief.wait_for_url("**/sign-in/code?*")
            own = Phone(thief)
            own.take(phone.credentials())
            question = asked(thief)
            assert len(question["known"]) == 1 and question["known"][0] not in [entry["credentialId"] for entry in own.credentials()]
            send(thief, answer(thief, question["challenge"]))
            assert thief.locator(".problems").count() == 1 and thief.url.endswith("/sign-in/code"), thief.url
            thief.goto("/desk")
            assert "/sign-in" in thief.url


@test("without scripts the pages say how to come in otherwise, and show no button that does nothing")
def without_scripts(visitors):
    named = by_name(visitors)
    with named.visitor(java_script_enabled=False) as page:
        page.goto("/sign-in")
        assert "A passkey needs JavaScript" in page.inner_text("main")
        assert not page.locator("[data-passkey]").first.is_visible()
        volunteer(page)
        page.goto("/my/passkeys/new")
        assert re.search("can't make a passkey here", page.inner_text("main"))
        assert not page.locator("[data-passkey]").first.is_visible()
