"""What was acknowledged is there after the program was killed in the middle of its work."""
import os
import random
import signal
import time

from desk import Registering
from places import FaultyDemo
from records import expect_log, expect_whole, households
from runner import test


@test("what was acknowledged is there once after the program was killed, five times")
def killed(binary):
    acknowledged, unanswered = [], 0
    with FaultyDemo(binary) as demo:
        before = len(households(demo.data))
        for _ in range(5):
            workers = [Registering(demo.address, acknowledged) for _ in range(3)]
            for worker in workers:
                worker.start()
            time.sleep(0.5 + random.random())
            os.kill(demo.process.pid, signal.SIGKILL)
            for worker in workers:
                worker.join()
            unanswered += sum(worker.unanswered for worker in workers)
            demo.process.wait()
            demo.start()
            demo.wait(seconds=60)
        assert len(acknowledged) > 20, f"only {len(acknowledged)} were acknowledged: the test says little"
        demo.stop()
        found = households(demo.data)
        lost = set(acknowledged) - found
        assert not lost, f"{len(lost)} of {len(acknowledged)} are lost"
        # What got no answer may be there or not.
        assert before + len(acknowledged) <= len(found) <= before + len(acknowledged) + unanswered, "something was applied twice"
        expect_whole(demo.data)
        expect_log(binary, demo.data)
