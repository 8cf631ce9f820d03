"""Tests are sentences; each gets the visitors, and fails by what it raises."""
import time
import traceback

TESTS = []


def test(sentence, *cases):
    """Registers a test; once for each case, which is put into the sentence and handed to it."""
    def register(function):
        for case in cases or [None]:
            TESTS.append((sentence.format(case), function, case))
        return function
    return register


def expect_none(problems):
    """Fails by the problems, each a pair of a page and a sentence: a fault of every page is told once."""
    pages = {}
    for page, sentence in problems:
        pages.setdefault(sentence, {})[page] = True
    if pages:
        raise AssertionError("\n".join(f"{sentence}\n    on {', '.join(pages[sentence])}" for sentence in pages))


class Skipped(Exception):
    """The machine can't do what the test needs; the text says what."""


def run(visitors, only="", of="In the browser"):
    failed, skipped, began = 0, 0, time.monotonic()
    chosen = [entry for entry in TESTS if only.lower() in entry[0].lower()]
    for sentence, function, case in chosen:
        start = time.monotonic()
        try:
            function(visitors) if case is None else function(visitors, case)
            print(f"passed  {sentence} ({time.monotonic() - start:.1f} s)", flush=True)
        except Skipped as reason:
            skipped += 1
            print(f"skipped {sentence}: {reason}", flush=True)
        except Exception as problem:
            failed += 1
            text = str(problem) if isinstance(problem, AssertionError) and str(problem) else traceback.format_exc(limit=-2)
            print(f"FAILED  {sentence} ({time.monotonic() - start:.1f} s)\n        " + text.strip().replace("\n", "\n        "), flush=True)
    counted = f"{len(chosen) - failed - skipped} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")
    print(f"{of}: {counted}, in {time.monotonic() - began:.0f} s.")
    return failed == 0 and bool(chosen)
