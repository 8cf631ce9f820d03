"""A hub of its own for the tests, the demo town or one that nobody has set up: a free port, a folder that goes with it."""
import re
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


class Hub:
    process = None

    def __init__(self, binary):
        self.binary = binary

    def arguments(self):
        """The command and what it needs, apart from folder and port."""
        raise NotImplementedError

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="tessera-browser-")
        self.prepare()
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.log = open(Path(self.folder.name) / "log", "w+")
        self.command = [self.binary, *self.arguments(), "--data", self.data, "--port", str(port)]
        try:
            self.begin()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.stop()
        self.log.close()
        self.clear()
        self.folder.cleanup()

    def begin(self):
        self.start()
        self.wait(seconds=90)

    def start(self):
        """The same program on the same data: for the first time, and after it ended."""
        self.process = subprocess.Popen(self.command, stdout=self.log, stderr=subprocess.STDOUT, env=self.environment())

    @property
    def data(self):
        return f"{self.folder.name}/data"

    def environment(self):
        """What the program finds around it; None is what the tests themselves find."""

    def stop(self):
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def prepare(self):
        """What the folder needs before the program starts in it."""

    def clear(self):
        """What is undone before the folder goes."""

    def wait(self, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.has_died():
            try:
                return urllib.request.urlopen(f"{self.address}/readyz", timeout=5).read()
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"The hub did not start:\n{self.last_words()}")

    def has_died(self):
        return self.process.poll() is not None

    def words(self):
        self.log.seek(0)
        return self.log.read()

    def last_words(self):
        return self.words()[-2000:]


class Demo(Hub):
    def arguments(self):
        return ["demo", "--town", str(ROOT / "demo/port-selby")]


class NewHub(Hub):
    """An empty folder."""

    def arguments(self):
        return ["serve"]

    def code(self):
        """The code that opens the first pages, as the console shows it."""
        return re.search(r"^ +(\d{4} \d{4})$", self.words(), re.MULTILINE).group(1)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
