"""Keys and backups by command, on a hub as an operator has it: what is ended in the middle, what is damaged, what is restored elsewhere."""
import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from demo import ROOT, Demo, free_port
from desk import Desk
from runner import test

BINARY = ROOT / ".build/debug/tessera"
WORDS = "our green kettle sings at dawn"


def run(*arguments, typed="", fails=False):
    ended = subprocess.run([BINARY, *map(str, arguments)], input=typed, capture_output=True, text=True, timeout=300)
    assert (ended.returncode != 0) == fails, f"{arguments}: {ended.returncode}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout + ended.stderr


def left(data, **more):
    # What the hub says of itself goes to the other stream, and may come after.
    found = re.search(r"^left (\d+)$", said := run("keys", "status", "--data", data, **more), re.MULTILINE)
    assert found, said
    return int(found.group(1))


def printed(text):
    return re.search(r"^ +((?:\w{4}-){13}\w{4})$", text, re.MULTILINE).group(1)


class Stopped:
    """The demo town, filled and then stopped, and some households of whom we know."""

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="tessera-keeping-"))
        with Demo(BINARY) as demo:
            desk, self.names = Desk(demo.address), [f"Kept{number}" for number in range(5)]
            self.places = [desk.post("/households", {"given": name, "someone_else": "yes"}, desk.form)[1] for name in self.names]
            demo.process.send_signal(signal.SIGTERM)
            demo.process.wait(20)
            for name in ["data", "data.key"]:
                shutil.move(Path(demo.folder.name) / name, self.folder / name)
        self.data = self.folder / "data"
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def backed_up(self):
        key = self.folder / "backup-key"
        key.touch(0o600)
        key.write_text(printed(run("backup", "key", "--data", self.data)))
        run("backup", self.folder / "backups", "--data", self.data)
        return self.folder / "backups", key


def households_open(data, hub):
    """Serves the folder and reads the households that were there."""

    class Served(Demo):
        def __enter__(self):
            super().__enter__()
            return self

        def prepare(self):
            for name in ["data", "data.key"]:
                source = data if name == "data" else Path(f"{data}.key")
                (shutil.copytree if source.is_dir() else shutil.copy2)(source, Path(self.folder.name) / name)

    with Served(BINARY) as served:
        desk = Desk(served.address)
        for place, name in zip(hub.places, hub.names):
            status, _, page = desk.send("GET", place)
            assert status == 200 and name in page, f"{place} answers {status}"


@test("new keys that were ended by kill -9 in the middle, many times, come to an end and lose nothing")
def killed(_):
    with Stopped() as hub:
        assert left(hub.data) == 0
        middles = 0
        for _ in range(60):
            if middles == 3:
                break
            rotation = subprocess.Popen([BINARY, "keys", "rotate", "--data", hub.data], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(0.1 + random.random() * 2)
            rotation.kill()
            rotation.wait()
            middles += left(hub.data) > 0
        assert middles > 0, "it was never ended in the middle: the test says little"
        run("keys", "rotate", "--people", "--hub", "--data", hub.data)
        assert left(hub.data) == 0
        assert not list(hub.folder.glob("*.next"))
        households_open(hub.data, hub)


@test("while the hub is served, new keys are put in force and it goes on answering")
def served(_):
    with Demo(BINARY) as demo:
        data, desk = f"{demo.folder.name}/data", Desk(demo.address)
        place = desk.post("/households", {"given": "Served", "someone_else": "yes"}, desk.form)[1]
        rotation = subprocess.Popen([BINARY, "keys", "rotate", "--people", "--hub", "--data", data], stdout=subprocess.PIPE, text=True)
        slowest, asked = 0.0, 0
        while rotation.poll() is None:
            start = time.monotonic()
            assert desk.post("/households", {"given": f"Meanwhile{asked}", "someone_else": "yes"}, desk.form)[0] == 303
            slowest, asked = max(slowest, time.monotonic() - start), asked + 1
        assert rotation.returncode == 0 and rotation.stdout.read().splitlines()[-1] == "left 0"
        assert "Served" in desk.send("GET", place)[2] and left(data) == 0
        assert slowest < 2, f"someone waited {slowest:.1f} s"
        print(f"{asked} households were registered meanwhile, the slowest in {slowest * 1000:.0f} ms", flush=True)
        said = run("keys", "rotate", "--root", "--data", data, fails=True)
        assert "stopped" in said, said


@test("a root key goes from its file to a passphrase and back, and a new one opens everything that the old one did")
def locked(_):
    with Stopped() as hub:
        old = run("keys", "print", "--data", hub.data).strip()
        run("keys", "passphrase", "--data", hub.data, typed=f"{WORDS}\n{WORDS}\n")
        assert old not in (hub.folder / "data.key").read_text()
        assert left(hub.data, typed=f"{WORDS}\n") == 0
        assert "passphrase" in run("keys", "status", "--data", hub.data, typed="something else entirely\n", fails=True)
        assert "guess" in run("keys", "passphrase", "--data", hub.data, typed=f"{WORDS}\npasswordpassword\npasswordpassword\n", fails=True)
        reading, writing = os.pipe()
        os.write(writing, f"{WORDS}\n".encode())
        os.close(writing)
        by_descriptor = subprocess.run([BINARY, "keys", "status", "--passphrase-fd", str(reading), "--data", hub.data], pass_fds=[reading], capture_output=True, text=True)
        assert by_descriptor.stdout.endswith("left 0\n"), by_descriptor.stderr
        secrets = hub.folder / "secrets"
        secrets.mkdir()
        (secrets / "tessera-passphrase").write_text(WORDS + "\n")
        serving = subprocess.Popen([BINARY, "serve", "--data", hub.data, "--port", str(free_port())], env=os.environ | {"CREDENTIALS_DIRECTORY": str(secrets)},
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        try:
            assert "Tessera is ready" in serving.stdout.readline()
        finally:
            serving.terminate()
            serving.wait(20)
        new = printed(run("keys", "rotate", "--root", "--data", hub.data, typed=f"{WORDS}\n"))
        assert new != old
        assert run("keys", "print", "--data", hub.data, typed=f"{WORDS}\n").strip() == new
        run("keys", "passphrase", "--remove", "--data", hub.data, typed=f"{WORDS}\n")
        assert (hub.folder / "data.key").read_text().strip() == new
        (hub.folder / "old.key").write_text(old)
        (hub.folder / "old.key").chmod(0o400)
        assert "does not open" in run("keys", "status", "--data", hub.data, "--key", hub.folder / "old.key", fails=True)
        households_open(hub.data, hub)


@test("a backup is restored on a clean machine by one command, is sound there, and its log is whole")
def restored(_):
    with Stopped() as hub:
        backups, key = hub.backed_up()
        assert "signed by one hub" in run("restore", backups, "--verify", "--data", hub.folder / "none")
        assert "log of changes is whole" in run("restore", backups, "--verify", "--backup-key", key, "--data", hub.data)
        elsewhere = hub.folder / "elsewhere"
        shutil.copy2(hub.folder / "data.key", hub.folder / "elsewhere.key")
        start = time.monotonic()
        run("restore", backups, "--backup-key", key, "--data", elsewhere)
        print(f"restored in {time.monotonic() - start:.1f} s", flush=True)
        assert "The database file is sound." in run("doctor", "--data", elsewhere)
        assert re.search(r"^verified \d+ entries$", run("audit", "verify", "--data", elsewhere).splitlines()[-1])
        assert "holds a hub already" in run("restore", backups, "--backup-key", key, "--data", elsewhere, fails=True)
        households_open(elsewhere, hub)


@test("one bit of a backup flipped anywhere, or a file missing or exchanged, and it is refused with a sentence; nothing is put in place")
def damaged(_):
    with Stopped() as hub:
        backups, key = hub.backed_up()
        shutil.copy2(hub.folder / "data.key", hub.folder / "elsewhere.key")
        files = [file for file in backups.rglob("*") if file.is_file()]
        for number in range(40):
            file = random.choice(files)
            whole = file.read_bytes()
            place, bit = random.randrange(len(whole)), 1 << random.randrange(8)
            file.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1:])
            how = ["restore", backups, "--data", hub.folder / "elsewhere"] + (["--verify"] if number % 2 else ["--backup-key", key])
            said = run(*how, fails=True)
            assert "Use another backup" in said or "not signed by this hub" in said, f"{file.name} byte {place} bit {bit}: {said}"
            assert not (hub.folder / "elsewhere" / "hub.sqlite").exists()
            file.write_bytes(whole)
        run("restore", backups, "--verify", "--data", hub.folder / "none")
