"""The tests in a real browser: python run.py [--binary FILE] [--only WORDS] [--shots FOLDER]"""
import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

import casework, desk, doubts, factor, leaving, mail, matching, needs, otherways, pages, passkeys, policy, pseudo, sealed, shots, start, stories, weight  # noqa: E401, F401 (each registers its tests)
import runner
from demo import ROOT, Demo
from visitors import Visitors

# What looks at every page takes as long as all else: each has a hub and a browser of its own, beside the other.
EVERY_PAGE = {"pages", "pseudo", "weight"}


def run(binary, only, has_every_page):
    """One share of the tests, in a demo town of their own; gives what was counted."""
    chosen = [entry for entry in runner.chosen(only) if (entry.function.__module__ in EVERY_PAGE) == has_every_page]
    if not chosen:
        return runner.Count()
    with Demo(binary) as demo, sync_playwright() as playwright:
        visitors = Visitors(playwright, demo.address)
        visitors.binary = binary
        count = runner.run(chosen, visitors)
        if count.failed and demo.has_died():
            print(f"The demo itself died, with {demo.process.returncode}:\n{demo.last_words()}", flush=True)
        return count


def take_shots(binary, folder):
    with Demo(binary) as demo, sync_playwright() as playwright:
        shots.take(Visitors(playwright, demo.address), folder)


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--binary", default=ROOT / ".build/debug/tessera")
    options.add_argument("--only", default="", metavar="WORDS", help="run the tests whose sentence holds these words")
    options.add_argument("--shots", type=Path, metavar="FOLDER", help="save pictures there instead of testing")
    chosen = options.parse_args()
    if chosen.shots:
        take_shots(chosen.binary, chosen.shots)
    else:
        began = time.monotonic()
        with ProcessPoolExecutor() as pool:
            count = sum(pool.map(partial(run, chosen.binary, chosen.only), [True, False]), start=runner.Count())
        sys.exit(not runner.told(count, "In the browser", began))
