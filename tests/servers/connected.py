# connected.py: the real program, connected to a real server through a relay that sees what it asks
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import hashlib
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from relay import Relay
from servers import same
from workshop import Home

PROGRAM = os.path.abspath(sys.argv[1])


class Connection:
    """The program, connected, in a home of its own; the relay in front of the server counts what it is asked."""

    def __init__(self, url, *words, stdin, file=None):
        """@file: a system file of the test's own, which is allowed first."""
        self.home = Home(PROGRAM, real_systems=True)
        self.relay = Relay(url)
        if file is not None:
            text = json.dumps(file)
            path = os.path.join(self.home.folder, file["id"] + ".json")
            with open(path, "w", encoding="utf-8") as out:
                out.write(text)
            self.ok("systems", "allow", path, "--sha256", hashlib.sha256(text.encode()).hexdigest())
            words = ("--system", path, *words)
        self.id = self.ok("connect", *words, "--url", self.relay.url, stdin=stdin + "\n").strip()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.home.run("disconnect", self.id)
        self.relay.shutdown()
        self.relay.server_close()
        self.home.remove()

    def ok(self, *words, stdin=""):
        status, out, err = self.home.run(*words, stdin=stdin)
        same(f"{' '.join(words)}: {err}", status, 0)
        return out

    def rows(self, entity, *words):
        return json.loads(self.ok("records", self.id, entity, "--format", "json", *words), parse_float=str, parse_int=str)

    def ids(self, entity, *words):
        return [row["remote_id"] for row in self.rows(entity, *words)]

    def refused(self, entity):
        """What is said of an entity that cannot be read, or None."""
        status, out, err = self.home.run("records", self.id, entity, "--format", "json")
        same(f"{entity}: rows or a reason", (status == 0) == (err == ""), True)
        return err or None
