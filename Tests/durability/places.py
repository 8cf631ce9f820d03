"""Where a hub's data lies in these tests: on a small disk, or on a disk of which a copy is what a power cut leaves."""
import errno
import os
import subprocess
import tempfile
import time

from demo import Demo
from faults import Faults
from runner import Skipped


def mounted(*words):
    if subprocess.run(["mount", *words], capture_output=True).returncode:
        raise Skipped("only root can mount a disk of its own here")


class FaultyDemo(Demo):
    """A small demo that does as faults say."""

    def arguments(self):
        return [*super().arguments(), "--size", "small"]

    def prepare(self):
        self.faults = Faults()

    def environment(self):
        return self.faults.environment


class SmallDisk(FaultyDemo):
    """A demo whose data lies on a small disk of its own."""
    size = "64m"

    def prepare(self):
        super().prepare()
        os.mkdir(self.data)
        mounted("-t", "tmpfs", "-o", f"size={self.size},mode=700", "tessera-test", self.data)

    def clear(self):
        unmount(self.data)

    def fill(self):
        fill(self.data)

    def make_room(self):
        os.remove(f"{self.data}/ballast")


def unmount(folder):
    """A loop lets go of its file a moment after its disk is gone."""
    for _ in range(50):
        if not subprocess.run(["umount", folder], capture_output=True).returncode:
            return
        time.sleep(0.1)
    raise RuntimeError(f"{folder} stays mounted")


def fill(folder):
    try:
        with open(f"{folder}/ballast", "wb", buffering=0) as ballast:
            while True:
                ballast.write(bytes(4096))
    except OSError as problem:
        assert problem.errno == errno.ENOSPC, problem


class DiskInMemory(FaultyDemo):
    """A demo whose disk is a file of ext4 in memory. What the machine has not yet sent to that disk is not in the file."""
    careless = False

    @property
    def data(self):
        return f"{self.folder.name}/disk/data"

    def prepare(self):
        super().prepare()
        self.faults.order(careless=self.careless)
        self.memory, self.image, disk = f"{self.folder.name}/memory", f"{self.folder.name}/memory/image", f"{self.folder.name}/disk"
        os.mkdir(self.memory), os.mkdir(disk)
        mounted("-t", "tmpfs", "-o", "size=256m", "tessera-test", self.memory)
        subprocess.run(["truncate", "-s", "64M", self.image], check=True)
        subprocess.run(["mkfs.ext4", "-q", self.image], check=True, env=os.environ | {"PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"})
        try:
            mounted("-o", "loop", self.image, disk)
        except Skipped:
            subprocess.run(["umount", self.memory], check=True)
            raise

    def clear(self):
        for place in "disk", "memory":
            unmount(f"{self.folder.name}/{place}")

    def copy_of_disk(self):
        """What a power cut would leave at this moment."""
        subprocess.run(["cp", "--sparse=always", self.image, f"{self.memory}/copy"], check=True)
        return CopyOfDisk(f"{self.memory}/copy")


class CopyOfDisk:
    """Its data folder, as the next start would find it."""

    def __init__(self, file):
        self.file = file

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="tessera-copy-")
        mounted("-o", "loop", self.file, self.folder)
        return f"{self.folder}/data"

    def __exit__(self, *_):
        unmount(self.folder)
        os.rmdir(self.folder), os.remove(self.file)
