"""New keys while the disk is full, files may not grow or the disk fails: told in a sentence, nothing is lost, and the same command comes to an end later."""
import random
import resource
import subprocess
import time

from copies import command, expect_sentence
from desk import Desk
from faulty import FAULTS
from records import expect_log, expect_whole
from runner import test


def rotate(hub, *parts):
    return [hub.binary, "keys", "rotate", *parts, "--data", hub.data]


def expect_rotated(hub, *parts):
    answer = command(*rotate(hub, *parts))
    assert answer.returncode == 0, answer.stderr
    assert command(hub.binary, "keys", "status", "--data", hub.data).stdout.splitlines()[-1] == "left 0"


def expect_open(hub, place):
    status, page = Desk(hub.address).get(place)
    assert status == 200 and "Sent" in page, f"{place} answers {status}"


@test("new keys of a hub that is served, under {}, are refused in a sentence; it goes on, and the same command works after", *FAULTS)
def served(binary, fault):
    kind, _ = FAULTS[fault]
    with kind(binary) as hub:
        place = Desk(hub.address).register()[1]
        for _ in range(2):
            hub.fail()
            answer = command(*rotate(hub, "--hub", "--people"))
            expect_sentence(answer)
            assert "Domain=" not in answer.stderr, answer.stderr
            assert Desk.is_open(hub.address), "the hub ended"
            hub.mend()
            expect_open(hub, place)
        expect_rotated(hub, "--hub", "--people")
        expect_open(hub, place)
        hub.stop()
        expect_whole(hub.data)
        expect_log(binary, hub.data)


@test("new keys of a hub that is stopped, with a new root key, under {}: the hub opens as before, and the same command works after", *FAULTS)
def stopped(binary, fault):
    kind, _ = FAULTS[fault]
    with kind(binary) as hub:
        place = Desk(hub.address).register()[1]
        hub.stop()
        changes = {"env": hub.environment()}
        if fault == "a limit on the size of files":
            changes["preexec_fn"] = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
        else:
            hub.fail()
        for _ in range(2):
            expect_sentence(command(*rotate(hub), **changes))
        if "preexec_fn" not in changes:
            hub.mend()
        hub.start()
        hub.wait(seconds=60)
        expect_open(hub, place)
        hub.stop()
        expect_rotated(hub)
        hub.start()
        hub.wait(seconds=60)
        expect_open(hub, place)
        hub.stop()
        expect_whole(hub.data)
        expect_log(binary, hub.data)


@test("new keys on a disk that fails at any moment, many times: all of it opens after, and the same command comes to its end")
def moments(binary):
    kind, _ = FAULTS["a disk that fails"]
    with kind(binary) as hub:
        place = Desk(hub.address).register()[1]
        hub.stop()
        middles = 0
        for _ in range(12):
            running = subprocess.Popen(rotate(hub), env=hub.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            time.sleep(0.05 + random.random() * 1.5)
            hub.fail()
            said = running.communicate(timeout=60)[0]
            hub.mend()
            assert running.returncode == 0 or running.returncode > 0 and "Error: " in said, f"ended with {running.returncode}: {said[-500:]}"
            middles += running.returncode > 0
            expect_whole(hub.data)
        assert middles > 0, "it was never ended in the middle: the test says little"
        expect_rotated(hub)
        hub.start()
        hub.wait(seconds=60)
        expect_open(hub, place)
