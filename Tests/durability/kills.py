"""What was acknowledged is there after the program was killed in the middle of its work."""
import errno
import http.client
import os
import random
import re
import signal
import subprocess
import threading
import time
import urllib.parse

from demo import PASSWORD, ROOT, Demo, email
from runner import test

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Desk:
    """A case worker who registers households without a browser, as fast as they are taken."""

    def __init__(self, address):
        self.wire = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=20)
        self.cookies = {}
        self.post("/sign-in", {"email": email("caseworker"), "password": PASSWORD}, self.token("/sign-in"))
        self.form = self.token("/households/new")

    def send(self, method, path, body=None):
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} | (FORM if body else {})
        self.wire.request(method, path, body, headers)
        answer = self.wire.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location"), answer.read().decode()

    def token(self, path):
        return re.search(r'name="form_token" value="([^"]+)"', self.send("GET", path)[2]).group(1)

    def post(self, path, fields, token):
        return self.send("POST", path, urllib.parse.urlencode(fields | {"form_token": token}))

    def register_until_killed(self, acknowledged):
        try:
            while True:
                status, place, _ = self.post("/households", {"given": f"Kill{random.random()}", "someone_else": "yes"}, self.form)
                if status == 303:
                    acknowledged.append(place)
        except (OSError, http.client.HTTPException):
            pass


@test("what was acknowledged is there after the program was killed, five times")
def killed(_):
    with Demo(ROOT / ".build/debug/tessera") as demo:
        acknowledged = []
        for _ in range(5):
            desks = [threading.Thread(target=Desk(demo.address).register_until_killed, args=(acknowledged,)) for _ in range(3)]
            for desk in desks:
                desk.start()
            time.sleep(0.5 + random.random())
            os.kill(demo.process.pid, signal.SIGKILL)
            for desk in desks:
                desk.join()
            demo.process.wait()
            demo.process = subprocess.Popen(demo.process.args, stdout=demo.log, stderr=subprocess.STDOUT)
            demo.wait(seconds=60)
        assert len(acknowledged) > 20, f"only {len(acknowledged)} were acknowledged: the test says little"
        desk = Desk(demo.address)
        lost = [place for place in acknowledged if desk.send("GET", place)[0] != 200]
        assert not lost, f"{len(lost)} of {len(acknowledged)} are lost"


class SmallDisk(Demo):
    """A demo whose data lies on a small disk of its own."""
    size = "64m"

    @property
    def data(self):
        return f"{self.folder.name}/data"

    def prepare(self):
        os.mkdir(self.data)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.size},mode=700", "tessera-test", self.data], check=True, capture_output=True)

    def clear(self):
        subprocess.run(["umount", self.data], check=True)

    def fill(self):
        try:
            with open(f"{self.data}/ballast", "wb", buffering=0) as ballast:
                while True:
                    ballast.write(bytes(4096))
        except OSError as problem:
            assert problem.errno == errno.ENOSPC, problem

    def make_room(self):
        os.remove(f"{self.data}/ballast")


@test("a full disk is told on a page, loses nothing, and is over as soon as there is room")
def full(visitors):
    try:
        disk = SmallDisk(visitors.binary).__enter__()
    except (subprocess.CalledProcessError, PermissionError):
        print("skipped: only root can mount a small disk", flush=True)
        return
    try:
        desk, acknowledged = Desk(disk.address), []

        def register():
            status, place, page = desk.post("/households", {"given": f"Full{random.random()}", "someone_else": "yes"}, desk.form)
            if status == 303:
                acknowledged.append(place)
            return status, page

        register()
        disk.fill()
        for _ in range(3000):
            status, page = register()
            if status != 303:
                break
        assert status == 507 and "<h1" in page, f"answered {status} after {len(acknowledged)}"
        assert desk.send("GET", "/services")[0] == 200, "what needs no writing is closed too"
        disk.make_room()
        start = time.monotonic()
        while register()[0] != 303:
            assert time.monotonic() - start < 5, "five seconds after there is room nothing can be written"
            time.sleep(0.1)
        lost = [place for place in acknowledged if desk.send("GET", place)[0] != 200]
        assert not lost, f"{len(lost)} of {len(acknowledged)} are lost"
    finally:
        disk.__exit__()
