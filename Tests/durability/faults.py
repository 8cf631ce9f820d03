"""What a test makes go wrong for a hub while it runs: a broken disk, a clock that is wrong, carelessness."""
import mmap
import os
import resource
import struct
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Faults:
    """Orders for one program that is started with `environment`; see faults.c."""
    LAYOUT = "qii"

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="tessera-faults-")
        library, page = f"{self.folder.name}/faults.so", f"{self.folder.name}/orders"
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", library, HERE / "faults.c", "-ldl"], check=True)
        with open(page, "w+b") as file:
            file.truncate(mmap.PAGESIZE)
            self.page = mmap.mmap(file.fileno(), mmap.PAGESIZE)
        self.environment = os.environ | {"LD_PRELOAD": library, "TESSERA_FAULTS": page}
        self.seconds, self.broken, self.careless = 0, False, False

    def order(self, **changed):
        """Holds from the next call on: seconds, broken, careless."""
        vars(self).update(changed)
        self.page[:struct.calcsize(self.LAYOUT)] = struct.pack(self.LAYOUT, self.seconds, self.broken, self.careless)


def limit_files(process, size):
    """No file of this process grows beyond so many bytes, as `ulimit -f` says it; None takes the limit away."""
    hard = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY if size is None else size, hard))
