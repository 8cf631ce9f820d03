"""What was acknowledged is on the disk when the power goes: a killed program alone can't show it, its writes outlive it."""
import os
import random
import signal
import time

from desk import Registering
from places import DiskInMemory
from records import expect_whole, households
from runner import test


class Careless(DiskInMemory):
    """Written with synchronous=NORMAL, which is what a hub would be without its one line in SQLiteDatabase."""
    careless = True


def lost_at_power_cuts(hub, rounds):
    """What was acknowledged, and for each round how many of all up to then the copy of the disk does not hold.

    A careless hub is done with at the first loss.
    """
    acknowledged, lost = [], []
    workers = [Registering(hub.address, acknowledged) for _ in range(3)]
    for worker in workers:
        worker.start()
    for _ in range(rounds):
        time.sleep(0.1 + random.random() * 0.3)
        os.kill(hub.process.pid, signal.SIGSTOP)
        # What the hub has sent reaches the workers.
        time.sleep(0.02)
        told = set(acknowledged)
        copy = hub.copy_of_disk()
        os.kill(hub.process.pid, signal.SIGCONT)
        with copy as data:
            if not hub.careless:
                expect_whole(data)
            lost.append(len(told - households(data)))
        if hub.careless and lost[-1]:
            break
    for worker in workers:
        worker.stop()
    return acknowledged, lost


@test("of what was acknowledged nothing is lost in fifty power cuts")
def power(binary):
    with DiskInMemory(binary) as hub:
        acknowledged, lost = lost_at_power_cuts(hub, rounds=50)
    print(f"        {len(acknowledged)} acknowledged, {sum(lost)} lost in {len(lost)} power cuts", flush=True)
    assert len(acknowledged) > 500, f"only {len(acknowledged)} were acknowledged: the test says little"
    assert sum(lost) == 0, f"lost {lost}"


@test("the same power cuts find what a hub loses that is written with synchronous=NORMAL")
def careless(binary):
    with Careless(binary) as hub:
        acknowledged, lost = lost_at_power_cuts(hub, rounds=30)
    print(f"        {len(acknowledged)} acknowledged, {lost} lost in {len(lost)} power cuts", flush=True)
    assert sum(lost) > 0, "nothing was lost: the test could not have failed either"
