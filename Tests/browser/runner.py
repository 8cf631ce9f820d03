"""Tests are sentences; each gets the visitors, and fails by what it raises."""
import time
import traceback
from typing import Callable, NamedTuple


class Test(NamedTuple):
    sentence: str
    function: Callable
    case: object


class Count(NamedTuple):
    """How many tests there were of a kind."""
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other):
        return Count(*(one + two for one, two in zip(self, other)))


TESTS = []


def test(sentence, *cases):
    """Registers a test; once for each case, which is put into the sentence and handed to it."""
    def register(function):
        for case in cases or [None]:
            TESTS.append(Test(sentence.format(case), function, case))
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


def chosen(only=""):
    """The tests whose sentence holds these words."""
    return [entry for entry in TESTS if only.lower() in entry.sentence.lower()]


def run(tests, visitors):
    count = Count()
    for sentence, function, case in tests:
        start = time.monotonic()
        try:
            function(visitors) if case is None else function(visitors, case)
            count += Count(passed=1)
            print(f"passed  {sentence} ({time.monotonic() - start:.1f} s)", flush=True)
        except Skipped as reason:
            count += Count(skipped=1)
            print(f"skipped {sentence}: {reason}", flush=True)
        except Exception as problem:
            count += Count(failed=1)
            text = str(problem) if isinstance(problem, AssertionError) and str(problem) else traceback.format_exc(limit=-2)
            print(f"FAILED  {sentence} ({time.monotonic() - start:.1f} s)\n        " + text.strip().replace("\n", "\n        "), flush=True)
    return count


def told(count, place, began):
    """Says what was counted, and whether all is well."""
    skipped = f", {count.skipped} skipped" if count.skipped else ""
    print(f"{place}: {count.passed} passed, {count.failed} failed{skipped}, in {time.monotonic() - began:.0f} s.")
    return count.failed == 0 and count.passed + count.skipped > 0
