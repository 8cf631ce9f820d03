"""What goes wrong while people work is told on a page, loses nothing, and is over by itself."""
import time

from desk import Desk
from faults import limit_files
from places import FaultyDemo, SmallDisk
from records import expect_log, expect_whole, households_now
from runner import test


class FullDisk(SmallDisk):
    def fail(self):
        self.fill()

    def mend(self):
        self.make_room()


class LimitedFiles(FaultyDemo):
    """What is written next would make a file larger than allowed."""

    def fail(self):
        limit_files(self.process, 100_000)

    def mend(self):
        limit_files(self.process, None)


class BrokenDisk(FaultyDemo):
    def fail(self):
        self.faults.order(broken=True)

    def mend(self):
        self.faults.order(broken=False)


FAULTS = {"a full disk": (FullDisk, 507), "a limit on the size of files": (LimitedFiles, 503), "a disk that fails": (BrokenDisk, 503)}


@test("{} is told on a page, loses nothing, does nothing twice, and is over within five seconds", *FAULTS)
def faulty(binary, fault):
    kind, expected = FAULTS[fault]
    with kind(binary) as hub:
        desk, acknowledged, before = Desk(hub.address), [], households_now(hub.data)

        def register():
            status, place, page = desk.register()
            if status == 303:
                acknowledged.append(place)
            return status, page

        register()
        for _ in range(2):
            hub.fail()
            # What is left of pages that are there already may take some.
            for _ in range(3000):
                status, page = register()
                if status != 303:
                    break
            assert status == expected and "<h1" in page and "Nothing was saved" in page, f"answered {status} after {len(acknowledged)}"
            # A record of a read is smaller, and may still fit into what is there.
            for _ in range(3000):
                status, page = desk.get("/people")
                if status != 200:
                    break
            assert status == expected and "<h1" in page, f"records were opened without a record of it: {status}"
            assert desk.get("/services")[0] == 200, "what needs no writing is closed too"
            hub.mend()
            start = time.monotonic()
            while register()[0] != 303:
                assert time.monotonic() - start < 5, "five seconds later nothing can be written"
                time.sleep(0.1)
        found = households_now(hub.data)
        hub.stop()
        assert found - before == set(acknowledged), f"{len(acknowledged)} acknowledged, {len(found - before)} there"
        expect_whole(hub.data)
        expect_log(binary, hub.data)


HOUR, TEN_YEARS = 3600, 315_576_000


@test("a clock that jumps {} loses nothing, and nobody has to mend anything", "an hour back", "ten years on")
def clock(binary, jump):
    with FaultyDemo(binary) as hub:
        acknowledged, before = [], households_now(hub.data)
        for seconds in 0, -HOUR if jump == "an hour back" else TEN_YEARS, 0:
            hub.faults.order(seconds=seconds)
            # The jobs look once a second what is due.
            time.sleep(2)
            # A session may be over by a clock that jumps: then people sign in again.
            desk = Desk(hub.address)
            for _ in range(5):
                status, place, page = desk.register()
                assert status == 303, f"answered {status} with the clock {seconds} seconds off: {page[:300]}"
                acknowledged.append(place)
        found = households_now(hub.data)
        hub.stop()
        assert found - before == set(acknowledged), f"{len(acknowledged)} acknowledged, {len(found - before)} there"
        expect_whole(hub.data)
        expect_log(binary, hub.data)
