"""A hub whose files are damaged says so and is not served."""
import os
import subprocess

from places import FaultyDemo
from runner import test


@test("a hub in whose {} some bytes are changed is not served, and says what to do", "hub.sqlite", "keys.sqlite")
def damaged(binary, file):
    with FaultyDemo(binary) as hub:
        hub.stop()
        path = f"{hub.data}/{file}"
        # The roots of the first tables, behind the page of the schema.
        with open(path, "r+b") as database:
            database.seek(4096)
            database.write(os.urandom(8192))
        answer = subprocess.run(hub.command, capture_output=True, text=True, timeout=60)
        assert answer.returncode > 0 and "damaged" in answer.stderr and "restore the last backup" in answer.stderr, answer.stderr
