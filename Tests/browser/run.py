"""The tests in a real browser: python run.py [--binary FILE] [--only WORDS] [--shots FOLDER]"""
import argparse
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

import casework, desk, doubts, factor, leaving, mail, matching, needs, otherways, pages, passkeys, policy, pseudo, sealed, shots, start, stories, weight  # noqa: E401, F401 (each registers its tests)
import runner
from demo import ROOT, Demo
from visitors import Visitors

options = argparse.ArgumentParser()
options.add_argument("--binary", default=ROOT / ".build/debug/tessera")
options.add_argument("--only", default="", metavar="WORDS", help="run the tests whose sentence holds these words")
options.add_argument("--shots", type=Path, metavar="FOLDER", help="save pictures there instead of testing")
chosen = options.parse_args()

with Demo(chosen.binary) as demo, sync_playwright() as playwright:
    visitors = Visitors(playwright, demo.address)
    visitors.binary = chosen.binary
    if chosen.shots:
        shots.take(visitors, chosen.shots)
    elif not runner.run(visitors, chosen.only):
        if demo.has_died():
            print(f"The demo itself died, with {demo.process.returncode}:\n{demo.last_words()}")
        sys.exit(1)
