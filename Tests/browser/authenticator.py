"""The app on someone's phone: codes of six digits that change every half minute (RFC 6238)."""
import base64
import hashlib
import hmac
import struct
import time


class Authenticator:
    def __init__(self, key):
        self.secret = base64.b32decode(key.replace(" ", ""))
        self.used = 0

    def code(self):
        """A code that was not used before: each works once, so this may wait for the next half minute."""
        while self.step() <= self.used:
            time.sleep(0.2)
        self.used = self.step()
        digest = hmac.new(self.secret, struct.pack(">Q", self.used), hashlib.sha1).digest()
        place = digest[19] & 15
        return f"{(int.from_bytes(digest[place:place + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"

    @staticmethod
    def step():
        return int(time.time()) // 30


def set_up(page):
    """Sets up the second step on its page, up to the recovery codes; gives the app."""
    app = Authenticator(page.locator("section[aria-labelledby=scan] strong bdi").inner_text())
    page.fill("#code", app.code())
    page.click("main button.main")
    return app
