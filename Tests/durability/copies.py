"""Backups and restores that are cut short harm nothing, say so, and work the next time."""
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from desk import Desk
from faulty import FAULTS
from faults import Faults
from places import FaultyDemo, mounted, unmount
from records import expect_whole, households, households_now
from runner import test


def command(binary, *words, **changes):
    return subprocess.run([binary, *words], capture_output=True, text=True, timeout=60, **changes)


def keep_backups(binary, hub):
    """Makes the key that opens the backups, which is done while the hub is stopped, and keeps it as an operator keeps the paper."""
    hub.stop()
    answer = command(binary, "backup", "key", "--data", hub.data)
    assert answer.returncode == 0, answer.stderr
    key = Path(hub.folder.name) / "backup-key"
    key.touch(0o600)
    key.write_text(re.search(r"^ +((?:\w{4}-){13}\w{4})$", answer.stdout + answer.stderr, re.MULTILINE).group(1))
    hub.start()
    hub.wait(seconds=60)


def back_up(binary, hub, target):
    return command(binary, "backup", target, "--data", hub.data)


def restore(hub, source, target):
    """The words of a restore into another folder with the keys of the hub."""
    return ["restore", source, "--data", target, "--key", f"{hub.data}.key", "--backup-key", f"{hub.folder.name}/backup-key"]


def expect_sentence(answer):
    words = answer.stderr + answer.stdout
    assert answer.returncode > 0 and "Error: " in words, f"ended with {answer.returncode}: {words[-500:]}"


def expect_copy(binary, hub, source):
    """It can be put in place, and holds every household."""
    with tempfile.TemporaryDirectory(prefix="tessera-restored-") as folder:
        answer = command(binary, *restore(hub, source, f"{folder}/data"))
        assert answer.returncode == 0, answer.stderr
        expect_whole(f"{folder}/data")
        assert households(f"{folder}/data") == households_now(hub.data)


@test("a backup under {} is refused in a sentence, the hub goes on, and the next one is whole", *FAULTS)
def backup(binary, fault):
    kind, _ = FAULTS[fault]
    with kind(binary) as hub:
        keep_backups(binary, hub)
        place = hub.data if fault == "a full disk" else hub.folder.name
        hub.fail()
        expect_sentence(back_up(binary, hub, f"{place}/first"))
        assert Desk.is_open(hub.address), "the hub ended"
        hub.mend()
        answer = back_up(binary, hub, f"{hub.folder.name}/second")
        assert answer.returncode == 0, answer.stderr
        expect_copy(binary, hub, f"{hub.folder.name}/second")


@test("a backup of a hub that is killed meanwhile is no backup, and the next one is whole")
def backup_killed(binary):
    with FaultyDemo(binary) as hub:
        keep_backups(binary, hub)
        for number in range(3):
            asking = subprocess.Popen([binary, "backup", f"{hub.folder.name}/{number}", "--data", hub.data], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while not os.path.exists(f"{hub.folder.name}/{number}") and asking.poll() is None:
                time.sleep(0.01)
            time.sleep(random.random() * 0.1)
            os.kill(hub.process.pid, signal.SIGKILL)
            hub.process.wait()
            assert asking.wait(20) == 0 or command(binary, "restore", f"{hub.folder.name}/{number}", "--verify").returncode > 0
            hub.start()
            hub.wait(seconds=60)
        answer = back_up(binary, hub, f"{hub.folder.name}/whole")
        assert answer.returncode == 0, answer.stderr
        expect_copy(binary, hub, f"{hub.folder.name}/whole")


@test("a backup made with a clock that is wrong by {} can be put in place", "an hour", "ten years")
def backup_clock(binary, error):
    with FaultyDemo(binary) as hub:
        keep_backups(binary, hub)
        hub.faults.order(seconds=-3600 if error == "an hour" else 315_576_000)
        answer = back_up(binary, hub, f"{hub.folder.name}/copy")
        assert answer.returncode == 0, answer.stderr
        hub.faults.order(seconds=0)
        expect_copy(binary, hub, f"{hub.folder.name}/copy")


@test("a backup made by a clock that is ahead by 400 days takes none away, says so, and is not the newest once another is made")
def backup_ahead(binary):
    with FaultyDemo(binary) as hub:
        keep_backups(binary, hub)
        copy, said = f"{hub.folder.name}/copy", []
        for days in 0, 0, 0, 400, 0:
            hub.faults.order(seconds=days * 86_400)
            assert Desk(hub.address).register()[0] == 303
            answer = back_up(binary, hub, copy)
            assert answer.returncode == 0, answer.stderr
            said.append("The clock jumped" in answer.stdout)
        # Set back, the clock makes nothing old.
        assert said == [False, False, False, True, False], said
        assert [len(os.listdir(f"{copy}/{kind}")) for kind in ("data", "keys")] == [5, 5]
        expect_copy(binary, hub, copy)
        answer = command(binary, "restore", copy, "--verify")
        assert answer.returncode == 0 and "yet to come" in answer.stdout, answer.stdout + answer.stderr


@test("a backup under another name than its own is refused, by the newest and by name")
def renamed(binary):
    with FaultyDemo(binary) as hub:
        keep_backups(binary, hub)
        copy = f"{hub.folder.name}/copy"
        for _ in range(2):
            assert back_up(binary, hub, copy).returncode == 0
            time.sleep(1.1)
        name = sorted(os.listdir(f"{copy}/data"))[0]
        os.rename(f"{copy}/data/{name}", f"{copy}/data/2099-{name[5:]}")
        for more in [], ["--only", f"2099-{name[5:]}"]:
            answer = command(binary, "restore", copy, "--verify", *more)
            assert answer.returncode > 0 and "another name" in answer.stderr, answer.stderr


@test("what no key opens after a restore is counted by it, by its check and by the doctor, and each ends with a failure")
def keys_missing(binary):
    with FaultyDemo(binary) as hub, tempfile.TemporaryDirectory(prefix="tessera-restored-") as folder:
        keep_backups(binary, hub)
        copy = f"{hub.folder.name}/copy"
        for _ in range(2):
            assert Desk(hub.address).register()[0] == 303
            assert back_up(binary, hub, copy).returncode == 0
            time.sleep(1.1)
        oldest, newest = sorted(os.listdir(f"{copy}/data"))[0], sorted(os.listdir(f"{copy}/keys"))[-1]
        shutil.rmtree(f"{copy}/keys/{newest}")
        words = restore(hub, copy, f"{folder}/data")
        for more in [], ["--verify"]:
            answer = command(binary, *words, *more)
            assert answer.returncode > 0 and "sealed values are there that no key" in answer.stderr, answer.stdout + answer.stderr
            assert "older than that of the data" in answer.stdout, answer.stdout
        answer = command(binary, "doctor", "--data", f"{folder}/data", "--key", f"{hub.data}.key")
        assert answer.returncode > 0 and "MEND: " in answer.stdout and "sealed values are there" in answer.stdout, answer.stdout
        answer = command(binary, *restore(hub, copy, f"{folder}/older"), "--only", oldest)
        assert answer.returncode == 0, answer.stderr


@test("a place that can't be made or written is named with what to do, by the hub that runs and by one that does not")
def nowhere(binary):
    with FaultyDemo(binary) as hub:
        keep_backups(binary, hub)
        copy = f"{hub.folder.name}/copy"
        assert back_up(binary, hub, copy).returncode == 0
        answers = [back_up(binary, hub, "/proc/nowhere"), command(binary, *restore(hub, copy, "/proc/nowhere"))]
        hub.stop()
        answers.append(back_up(binary, hub, "/proc/nowhere"))
        for answer in answers:
            assert answer.returncode > 0 and "There is no /proc/nowhere, or it can't be made." in answer.stderr, answer.stderr
            assert "Domain" not in answer.stderr and "NS" not in answer.stderr, answer.stderr


@test("a key of the backups that others can read, and a list of erasures with a damaged line, are refused before anything is put in place")
def refused(binary):
    with FaultyDemo(binary) as hub, tempfile.TemporaryDirectory(prefix="tessera-restored-") as folder:
        keep_backups(binary, hub)
        copy, key, erased = f"{hub.folder.name}/copy", Path(hub.folder.name) / "backup-key", Path(f"{hub.data}.key.erased")
        assert back_up(binary, hub, copy).returncode == 0
        hub.stop()
        words = restore(hub, copy, f"{folder}/data")
        key.chmod(0o644)
        answer = command(binary, *words)
        assert answer.returncode > 0 and f"chmod 0400 {key}" in answer.stderr, answer.stderr
        key.chmod(0o400)
        kept = erased.read_bytes() if erased.exists() else b""
        erased.write_bytes(kept + b"2026-11-20 cut\n")
        for line in words, ["erase-again", "--data", hub.data], ["doctor", "--data", hub.data]:
            answer = command(binary, *line)
            assert answer.returncode > 0 and "these lines are no whole entries" in answer.stdout + answer.stderr, answer.stdout + answer.stderr
        assert not os.path.exists(f"{folder}/data/hub.sqlite")
        erased.write_bytes(kept)
        assert "is on the list" in command(binary, "doctor", "--data", hub.data).stdout
        assert command(binary, *words).returncode == 0


class Restoring:
    """A hub with a backup, and a folder of its own to put it in place."""

    def __init__(self, binary):
        self.binary, self.faults = binary, Faults()

    def __enter__(self):
        self.hub = FaultyDemo(self.binary).__enter__()
        self.place = tempfile.TemporaryDirectory(prefix="tessera-restore-")
        self.target, self.copy = f"{self.place.name}/data", f"{self.hub.folder.name}/copy"
        keep_backups(self.binary, self.hub)
        assert back_up(self.binary, self.hub, self.copy).returncode == 0
        return self

    def __exit__(self, *_):
        self.hub.__exit__()
        self.place.cleanup()

    def words(self):
        return restore(self.hub, self.copy, self.target)

    def expect_good_restore(self):
        answer = command(self.binary, *self.words())
        assert answer.returncode == 0, answer.stderr
        expect_whole(self.target)
        assert households(self.target) == households_now(self.hub.data)


@test("a restore that is killed leaves a whole hub or none, and the same command works where there is none")
def restore_killed(binary):
    with Restoring(binary) as case:
        for _ in range(5):
            process = subprocess.Popen([binary, *case.words()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(random.random() * 0.4)
            process.kill()
            process.wait()
            if os.path.exists(f"{case.target}/hub.sqlite"):
                break
        else:
            case.expect_good_restore()
        expect_whole(case.target)
        assert households(case.target) == households_now(case.hub.data)


@test("a restore on a full disk is refused in a sentence, and the same command works as soon as there is room")
def restore_full(binary):
    with Restoring(binary) as case:
        os.mkdir(case.target)
        mounted("-t", "tmpfs", "-o", "size=1m,mode=700", "tessera-test", case.target)
        try:
            expect_sentence(command(binary, *case.words()))
            subprocess.run(["mount", "-o", "remount,size=64m", case.target], check=True)
            case.expect_good_restore()
        finally:
            unmount(case.target)


@test("a restore that may write small files only is refused in a sentence, and the same command works after")
def restore_limited(binary):
    with Restoring(binary) as case:
        expect_sentence(command(binary, *case.words(), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))))
        case.expect_good_restore()


@test("a restore on a disk that fails is refused in a sentence, and the same command works after")
def restore_broken(binary):
    with Restoring(binary) as case:
        case.faults.order(broken=True)
        expect_sentence(command(binary, *case.words(), env=case.faults.environment))
        case.faults.order(broken=False)
        case.expect_good_restore()


@test("a restore with a clock that is wrong by {} is no harm", "an hour", "ten years")
def restore_clock(binary, error):
    with Restoring(binary) as case:
        case.faults.order(seconds=-3600 if error == "an hour" else 315_576_000)
        answer = command(binary, *case.words(), env=case.faults.environment)
        assert answer.returncode == 0, answer.stderr
        expect_whole(case.target)
