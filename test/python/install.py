"""Makes a virtual environment of a pinned package under a cache folder, once; prints its folder as the last line."""

import fcntl
import os
import re
import shutil
import subprocess
import sys

cache, requirements, package, name = sys.argv[1:5]
with open(requirements, encoding="utf-8") as pins:
    version = re.search(rf"^{re.escape(package)}==(\S+)$", pins.read(), re.MULTILINE).group(1)
# A virtual environment belongs to one Python.
python = f"python{sys.version_info[0]}.{sys.version_info[1]}"
target = os.path.join(cache, f"{name.lower()}-{version}-{python}")


def run(what: str, command: list[str], lock: int) -> None:
    """Runs it and relays one line in ten of what it fetches; ends with its last line when it fails."""
    # It shares the lock: should we be killed, nobody else begins before it has ended too.
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, pass_fds=[lock]
    )
    last = ""
    retried = ""
    fetched = 0
    for line in process.stdout:
        last = line.strip() or last
        if line.startswith("WARNING: Retrying"):
            retried = " (the index does not answer)"
        elif line.startswith("Collecting "):
            fetched += 1
            if fetched % 10 == 0:
                print(f"{fetched} packages found", flush=True)
        elif line.startswith("Installing "):
            print("installing them", flush=True)
    if process.wait() != 0:
        sys.exit(f"{what} failed: {last}{retried}")


def install(lock: int) -> None:
    building = f"{target}.building"
    shutil.rmtree(building, ignore_errors=True)
    print(f"installing {name} {version} from PyPI into {target}, once", flush=True)
    run("python3 -m venv", [sys.executable, "-m", "venv", building], lock)
    pip = [os.path.join(building, "bin", "python"), "-m", "pip", "install", "--disable-pip-version-check"]
    # Wheels only: nobody should need a compiler for a test.
    options = ["--only-binary=:all:", "--retries=1", "--timeout=15", "-r", requirements]
    run("pip install", pip + options, lock)
    os.rename(building, target)


os.makedirs(cache, exist_ok=True)
# The lock goes with its processes, however they end.
with open(f"{target}.lock", "w", encoding="utf-8") as held:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print(f"another run is installing {name}: waiting for it", flush=True)
        fcntl.flock(held, fcntl.LOCK_EX)
    if not os.path.isdir(target):
        install(held.fileno())
print(target)
