"""Sealed notes: what even the hub can't read, from the key to the note that another colleague is let read."""
import re

from barriers import all_of
from demo import Demo, PASSWORD
from runner import expect_none, test
from visitors import in_language

WORDS = "The neighbor in the blue house watches her door."


def at(page, path, language, problems):
    page.goto(in_language(path, language))
    problems += [(f"{path} {language}", problem) for problem in all_of(page, language, "rtl" if language == "ar" else "ltr")]


def is_asked(page):
    """Whoever signed in more than five minutes ago shows that it is still them, and goes on."""
    if page.locator("input[name=proof]").count():
        page.fill("input[name=proof]", PASSWORD)
        page.click("main form button.main")


@test("a note is sealed to those who are named, opens by their password and by nothing else, and a reader lets another read ({})", "en", "ar")
def sealed_notes(visitors, language):
    with Demo(visitors.binary) as hub:
        town, problems = visitors.at(hub.address), []
        # Without scripts, as long as a phone asks for none.
        with town.visitor("caseworker", java_script_enabled=language == "en") as worker:
            worker.goto(in_language("/people", language))
            worker.fill("#q", "Amal Haddad")
            worker.click(".search button")
            worker.click(".cards a >> nth=0")
            worker.click("a[href$='/protection']")
            place = re.sub(r"^https?://[^/]+|\?.*", "", worker.url)
            assert worker.locator("input[name=key]").count() == 0, "someone who was not named is asked for a password"
            at(worker, f"{place}/new", language, problems) if language == "en" else worker.goto(in_language(f"{place}/new", language))
            worker.fill("#words", WORDS)
            worker.click("main form button.main")
            assert worker.locator("main .timeline li").count() == 2 and WORDS not in worker.content()
            worker.goto(in_language("/my/sealing-key", language))
            worker.fill("#password", PASSWORD)
            worker.click("main form button.main")
            is_asked(worker)
            code = worker.locator("main .panel bdi").inner_text()
            assert re.fullmatch(r"([0-9A-Z]{4}-){5}[0-9A-Z]{4}", code), code

        with town.visitor("coordinator") as reader:
            at(reader, "/my/sealing-key", language, problems)
            at(reader, "/protection", language, problems)
            reader.click(".cards a")
            at(reader, place, language, problems)
            reader.fill("#key", "not the password")
            reader.click("main form button.main")
            is_asked(reader)
            assert reader.locator(".problems").count() == 1 and WORDS not in reader.content()
            problems += [("a wrong password", problem) for problem in all_of(reader, language, "rtl" if language == "ar" else "ltr")]
            reader.fill("#key", PASSWORD)
            reader.click("main form button.main")
            assert reader.locator("main .own-words").count() == 2 and WORDS in reader.inner_text("main")
            problems += [("the open notes", problem) for problem in all_of(reader, language, "rtl" if language == "ar" else "ltr")]
            at(reader, f"{place}/readers", language, problems)
            for box in reader.locator("input[name=readers]").all():
                box.check()
            reader.fill("#key", PASSWORD)
            reader.click("main form button.main")

        with town.visitor("caseworker") as worker:
            worker.goto(in_language(place, language))
            worker.fill("#key", code.lower())
            worker.click("main form button.main")
            is_asked(worker)
            assert WORDS in worker.inner_text("main")
        with town.visitor("newcomer") as own:
            at(own, "/my/file", language, problems)
            assert WORDS not in own.content() and own.locator("bdi", has_text="Iryna Bondar").count()
        expect_none(problems)
