"""A demo town of its own for the tests: a free port, a folder that goes with it."""
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "welcome-to-port-selby"
CAST = ["newcomer", "volunteer", "caseworker", "coordinator", "officer", "admin"]
LANGUAGES = {"en": "ltr", "fr": "ltr", "uk": "ltr", "ar": "rtl"}


def email(role):
    return f"{role}@port-selby.example"


class Demo:
    def __init__(self, binary):
        self.binary = binary

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="tessera-browser-")
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.log = open(Path(self.folder.name) / "log", "w+")
        self.process = subprocess.Popen(
            [self.binary, "demo", "--data", f"{self.folder.name}/data", "--port", str(port), "--town", str(ROOT / "demo/port-selby")],
            stdout=self.log, stderr=subprocess.STDOUT)
        try:
            self.wait(seconds=90)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()
        self.folder.cleanup()

    def wait(self, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.has_died():
            try:
                return urllib.request.urlopen(f"{self.address}/readyz", timeout=5).read()
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"The demo did not start:\n{self.last_words()}")

    def has_died(self):
        return self.process.poll() is not None

    def last_words(self):
        self.log.seek(0)
        return self.log.read()[-2000:]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
