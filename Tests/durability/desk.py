"""A case worker who registers households without a browser, as fast as they are taken."""
import http.client
import random
import re
import threading
import urllib.parse
import urllib.request

from demo import PASSWORD, email

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Desk:
    def __init__(self, address, role="caseworker"):
        self.wire = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=20)
        self.sign_in(role)

    def sign_in(self, role="caseworker"):
        self.cookies = {}
        self.post("/sign-in", {"email": email(role), "password": PASSWORD}, self.token("/sign-in"))
        self.form = self.token("/my/password")

    def send(self, method, path, body=None):
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} | (FORM if body else {})
        try:
            self.wire.request(method, path, body, headers)
            answer = self.wire.getresponse()
        except (ConnectionError, http.client.HTTPException):
            self.wire.close()
            raise
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location"), answer.read().decode()

    def get(self, path):
        """Status and page; asked again where the hub had closed a connection that rested."""
        try:
            status, _, page = self.send("GET", path)
        except (ConnectionError, http.client.HTTPException):
            status, _, page = self.send("GET", path)
        return status, page

    @staticmethod
    def is_open(address):
        """Whether the directory answers, which needs no writing."""
        return urllib.request.urlopen(f"{address}/services", timeout=5).status == 200

    def token(self, path):
        return re.search(r'name="form_token" value="([^"]+)"', self.get(path)[1]).group(1)

    def post(self, path, fields, token=None):
        return self.send("POST", path, urllib.parse.urlencode(fields | {"form_token": token or self.form}))

    def register(self):
        """Status, the household's place where it was acknowledged, and the page."""
        return self.post("/households", {"given": f"Sent{random.random()}", "someone_else": "yes"})


class Registering(threading.Thread):
    """Registers until it is told to stop or the hub is gone; `acknowledged` is shared by several."""

    def __init__(self, address, acknowledged):
        super().__init__(daemon=True)
        self.desk, self.acknowledged, self.is_over, self.unanswered = Desk(address), acknowledged, False, 0

    def run(self):
        while not self.is_over:
            try:
                status, place, _ = self.desk.register()
            except (OSError, http.client.HTTPException):
                self.unanswered += 1
                return
            if status == 303:
                self.acknowledged.append(place)

    def stop(self):
        self.is_over = True
        self.join()
