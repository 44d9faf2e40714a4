"""Synapse for tests: ends, with its data, as soon as the process that started it closes our standard input."""

import os
import shutil
import sqlite3
import sys
import threading

config, data = sys.argv[1:3]


def end_with_parent() -> None:
    while os.read(0, 4096):
        pass
    # No farewell: nothing of this server is to be kept.
    shutil.rmtree(data, ignore_errors=True)
    os._exit(0)


def connect_fast(*args, **kwargs):
    connection = connect(*args, **kwargs)
    connection.execute("pragma synchronous = off")
    return connection


connect = sqlite3.connect
sqlite3.connect = connect_fast
threading.Thread(target=end_with_parent, daemon=True).start()

from synapse.app.homeserver import main  # noqa: E402

sys.argv[1:] = ["--config-path", config]
main()
