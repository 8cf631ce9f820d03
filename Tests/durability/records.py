"""What a hub's files hold, looked at without the hub."""
import contextlib
import shutil
import sqlite3
import subprocess
import tempfile


def rows(file, query):
    with contextlib.closing(sqlite3.connect(file)) as database:
        return database.execute(query).fetchall()


def households(data):
    return {f"/households/{id}" for (id,) in rows(f"{data}/hub.sqlite", "SELECT id FROM households")}


def expect_whole(data):
    """Structure, references, and a key for everyone."""
    for name in "hub", "keys":
        assert rows(f"{data}/{name}.sqlite", "PRAGMA integrity_check") == [("ok",)], f"{name} is damaged"
    assert rows(f"{data}/hub.sqlite", "PRAGMA foreign_key_check") == []
    keys = {id for (id,) in rows(f"{data}/keys.sqlite", "SELECT person_id FROM person_keys")}
    people = {id for (id,) in rows(f"{data}/hub.sqlite", "SELECT id FROM persons")}
    assert people <= keys, f"{len(people - keys)} people have no key"


def expect_log(binary, data):
    """The log of changes fits together; only where the hub is stopped."""
    answer = subprocess.run([binary, "audit", "verify", "--data", data], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def households_now(data):
    """The same of a hub that runs and rests: by a copy, since nobody else may open its files."""
    with tempfile.TemporaryDirectory(prefix="tessera-look-") as folder:
        for name in "hub.sqlite", "hub.sqlite-wal":
            shutil.copy(f"{data}/{name}", folder)
        return households(folder)
