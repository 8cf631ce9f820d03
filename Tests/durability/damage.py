"""A hub whose files are damaged says so and is not served."""
import os
import signal
import subprocess

from places import FaultyDemo
from runner import test


def damage(path):
    # The roots of the first tables, behind the page of the schema.
    with open(path, "r+b") as database:
        database.seek(4096)
        database.write(os.urandom(8192))


def expect_refusal(hub):
    answer = subprocess.run(hub.command, capture_output=True, text=True, timeout=60)
    assert answer.returncode > 0 and "damaged" in answer.stderr and "restore the last backup" in answer.stderr, answer.stderr


@test("a hub in whose {} some bytes are changed is not served, and says what to do", "hub.sqlite", "keys.sqlite")
def damaged(binary, file):
    with FaultyDemo(binary) as hub:
        hub.stop()
        damage(f"{hub.data}/{file}")
        expect_refusal(hub)


@test("after a kill every page is looked through, even where the disk says that nothing was changed")
def killed(binary):
    with FaultyDemo(binary) as hub:
        # So that all lies in the file itself, and what is beside it is gone.
        hub.stop()
        hub.start()
        hub.wait(seconds=60)
        os.kill(hub.process.pid, signal.SIGKILL)
        hub.process.wait()
        path = f"{hub.data}/keys.sqlite"
        before = os.stat(path)
        damage(path)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        expect_refusal(hub)


@test("a start that found damage leaves the next one to find it, too")
def found_again(binary):
    with FaultyDemo(binary) as hub:
        hub.stop()
        damage(f"{hub.data}/keys.sqlite")
        expect_refusal(hub)
        expect_refusal(hub)
