"""The hub under what goes wrong around it: python3 run.py [--binary FILE] [--only WORDS]"""
import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "Tests/browser"))

import canaries, copies, damage, faulty, keeping, kills, power, rotating, schema  # noqa: E401, E402, F401 (each registers its tests)
import runner  # noqa: E402

options = argparse.ArgumentParser()
options.add_argument("--binary", default=ROOT / ".build/debug/tessera")
options.add_argument("--only", default="", metavar="WORDS", help="run the tests whose sentence holds these words")
chosen = options.parse_args()
began = time.monotonic()
sys.exit(not runner.told(runner.run(runner.chosen(chosen.only), chosen.binary), "Under faults", began))
