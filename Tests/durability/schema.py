"""A hub whose first start was cut short starts as if nothing had been."""
import os
import random
import resource
import signal
import subprocess
import time

from demo import NewHub
from faults import Faults
from places import mounted, unmount
from records import expect_whole
from runner import test


class FirstStart(NewHub):
    """An empty folder in which nothing was started yet."""

    def prepare(self):
        self.faults = Faults()

    def begin(self):
        pass

    def environment(self):
        return self.faults.environment

    def expect_refusal(self, **changes):
        """The program ends by itself, and says why in a sentence."""
        process = subprocess.run(self.command, capture_output=True, text=True, env=self.environment(), timeout=60, **changes)
        words = process.stderr + process.stdout
        assert process.returncode > 0, f"ended with {process.returncode}: {words[-500:]}"
        assert "Error: " in words, words[-500:]

    def expect_good_start(self):
        self.start()
        self.wait(seconds=60)
        self.stop()
        expect_whole(self.data)


class SmallFirstStart(FirstStart):
    def prepare(self):
        super().prepare()
        os.mkdir(self.data)
        mounted("-t", "tmpfs", "-o", "size=256k,mode=700", "tessera-test", self.data)

    def clear(self):
        unmount(self.data)


@test("a first start that was killed eight times goes on where it was")
def killed(binary):
    with FirstStart(binary) as hub:
        for _ in range(8):
            hub.start()
            time.sleep(0.02 + random.random() * 0.6)
            os.kill(hub.process.pid, signal.SIGKILL)
            hub.process.wait()
        hub.expect_good_start()


@test("a first start on a full disk is refused in a sentence, and works as soon as there is room")
def full(binary):
    with SmallFirstStart(binary) as hub:
        hub.expect_refusal()
        subprocess.run(["mount", "-o", "remount,size=64m", hub.data], check=True)
        hub.expect_good_start()


@test("a first start that may write small files only is refused in a sentence, and works after")
def limited(binary):
    with FirstStart(binary) as hub:
        hub.expect_refusal(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY)))
        hub.expect_good_start()


@test("a first start on a disk that fails is refused in a sentence, and works after")
def broken(binary):
    with FirstStart(binary) as hub:
        hub.faults.order(broken=True)
        hub.expect_refusal()
        hub.faults.order(broken=False)
        hub.expect_good_start()


@test("a first start with a clock that is wrong by {} is no harm", "an hour", "ten years")
def clock(binary, error):
    with FirstStart(binary) as hub:
        for seconds in -3600 if error == "an hour" else 315_576_000, 0:
            hub.faults.order(seconds=seconds)
            hub.expect_good_start()
