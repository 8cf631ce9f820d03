"""What people typed is nowhere in clear where a stranger may look: files, log, mail, backups, and what a crash leaves."""
import os
import re
import resource
import signal
import subprocess
import urllib.parse
from pathlib import Path

from copies import keep_backups
from desk import Desk
from places import FaultyDemo
from runner import test

# Long and rare, so that no part of the program has them by itself; one for each field of the form.
CANARIES = {"given": "Quetzalina", "family": "Ouroborova", "value": "canary.quetzal@ouroboros.example", "words": "Halcyonwords only after dusk"}


class Crashing(FaultyDemo):
    """A demo that may leave a copy of its memory, as far as the machine lets it."""

    def start(self):
        self.process = subprocess.Popen(
            self.command, stdout=self.log, stderr=subprocess.STDOUT, env=self.environment(), cwd=self.folder.name,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)))


def plant(hub):
    """A household with a contact and a need, typed as people do; answers whoever typed it."""
    desk = Desk(hub.address)
    status, place, page = desk.post("/households", {"given": CANARIES["given"], "family": CANARIES["family"], "someone_else": "yes"})
    assert status == 303, page
    person = re.search(r'action="(/persons/[^"/]+)/contacts"', desk.get(place)[1]).group(1)
    status, _, page = desk.post(f"{person}/contacts", {"value": CANARIES["value"], "words": CANARIES["words"], "safe": "yes"})
    assert status == 303, page
    assert CANARIES["given"] in desk.get(place)[1], "nothing was planted"
    # What goes wrong while they are in hand is told without them.
    desk.post("/households", {"given": CANARIES["given"] * 200, "family": CANARIES["family"], "someone_else": "yes", "born": CANARIES["words"]})
    desk.send("POST", "/households", urllib.parse.urlencode({"given": CANARIES["given"], "form_token": "stale"}))
    desk.get(f"/people?q={CANARIES['family']}")
    return desk



def expect_silence(hub, places):
    words = [word.encode() for word in CANARIES.values()]
    words += [word.lower() for word in words]
    found = [f"{word.decode()} stands in {place.relative_to(hub.folder.name)}" for place in places for word in words if word in place.read_bytes()]
    assert not found, "\n".join(found)


def files(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


@test("what people typed is in no file of the hub, no backup, no line of its log and no letter")
def silent(binary):
    with FaultyDemo(binary) as hub:
        keep_backups(binary, hub)
        plant(hub)
        answer = subprocess.run([binary, "backup", f"{hub.folder.name}/copy", "--data", hub.data], capture_output=True)
        assert answer.returncode == 0, answer.stderr
        letters = Desk(hub.address, "coordinator").get("/demo/mailbox")[1]
        assert not [word for word in CANARIES.values() if word in letters], "a letter tells it"
        expect_silence(hub, files(hub.folder.name))
        assert any(path.name.endswith("-wal") for path in files(hub.data)), "the log of writes was not looked at"


@test("a crash by {} leaves nothing of what people typed", "SIGABRT", "SIGSEGV", "SIGILL")
def crash(binary, name):
    with Crashing(binary) as hub:
        desk = plant(hub)
        desk.get("/people")
        limits = Path(f"/proc/{hub.process.pid}/limits").read_text()
        assert re.search(r"Max core file size +0 +0 ", limits), "a core file may be written"
        assert int(Path(f"/proc/{hub.process.pid}/coredump_filter").read_text(), 16) == 0, "a core file may hold memory"
        os.kill(hub.process.pid, getattr(signal, name))
        hub.process.wait(20)
        pattern = Path("/proc/sys/kernel/core_pattern").read_text().strip()
        left = [] if pattern.startswith("|") or "/" not in pattern else [path for path in Path(pattern).parent.glob("core*") if path.is_file()]
        expect_silence(hub, files(hub.folder.name) + left)
