"""A demo hub of one size on a free port of this machine, and a browser of one connection in it; TESSERA may name another build."""
import functools, http.client, os, pathlib, re, socket, sqlite3, subprocess, time, urllib.parse

here = pathlib.Path(__file__).resolve().parent.parent
PASSWORD = "welcome-to-port-selby"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Hub:
    """Filled and served by the release build."""

    def __init__(self, size, folder):
        self.port, self.data = free_port(), f"{folder}/{size}"
        binary = pathlib.Path(os.environ.get("TESSERA", here / ".build/release/tessera"))
        if not binary.exists():
            raise SystemExit("build it first: swift build -c release --product tessera")
        self.server = subprocess.Popen(
            [binary, "demo", "--size", size, "--port", str(self.port), "--data", self.data],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=here)
        while "is ready" not in (line := self.server.stdout.readline()):
            if not line:
                raise SystemExit(f"the {size} did not start")

    def rows(self, query):
        with sqlite3.connect(f"file:{self.data}/hub.sqlite?mode=ro", uri=True) as db:
            return db.execute(query).fetchall()

    def count(self, what):
        return self.rows(f"SELECT count(*) FROM {what}")[0][0]

    def close(self):
        self.server.terminate()
        self.server.wait()


class Browser:
    """One connection that is kept, with the cookies of one person; without a name, of nobody."""

    def __init__(self, port, member=None):
        self.wire, self.cookies, self.used = http.client.HTTPConnection("127.0.0.1", port), {}, 0
        if member:
            self.send("POST", "/sign-in", {"email": f"{member}@port-selby.example", "password": PASSWORD}, token_of="/sign-in")

    @functools.cached_property
    def form_token(self):
        return re.search(r'name="form_token" value="([^"]+)"', self.send("GET", "/my/password")).group(1)

    def post(self, path, **form):
        return self.send("POST", path, form | {"form_token": self.form_token})

    def send(self, method, path, form=None, token_of=None):
        if token_of:
            page = self.send("GET", token_of)
            form = form | {"form_token": re.search(r'name="form_token" value="([^"]+)"', page).group(1)}
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        # The hub ends a connection that rests for fifteen seconds.
        if time.monotonic() - self.used > 10:
            self.wire.close()
        self.wire.request(method, path, body, headers)
        answer = self.wire.getresponse()
        text, self.used = answer.read().decode(), time.monotonic()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        if answer.status >= 400:
            raise SystemExit(f"{method} {path} answered {answer.status}")
        return text
