# servers.py: what the tests against real servers share: reading through the program, asking the server itself, TAP
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import subprocess
import sys
import traceback
from decimal import Decimal

tests = []


def test(function):
    tests.append(function)
    return function


def need(*names):
    """The values of environment variables; skips the whole script, saying why, when one is missing."""
    missing = [name for name in names if not os.environ.get(name)]
    if missing:
        print(f"1..0 # SKIP no real server: {', '.join(missing)} not set (tests/servers/start-servers sets them)")
        sys.exit(0)
    return [os.environ[name] for name in names]


def read(system, sign_in, url, settings, secrets, entities):
    """What the program reads: {"error", "checked", "entities": {id: {"rows", …}}}."""
    order = dict(system=system, sign_in=sign_in, url=url, settings=settings, secrets=secrets, entities=entities)
    done = subprocess.run([sys.argv[1]], input=json.dumps(order), capture_output=True, text=True, timeout=240)
    if done.returncode != 0:
        raise AssertionError(f"mw-read-server ended with {done.returncode}: {done.stderr[-2000:]}")
    for secret in secrets.values():
        same("no secret in what it prints", secret in done.stdout + done.stderr, False)
    return json.loads(done.stdout)


def exact(text):
    """JSON whose numbers keep the text that was sent."""
    return json.loads(text, parse_float=str, parse_int=str)


def same(what, found, expected):
    if found != expected:
        raise AssertionError(f"{what}: {found!r} instead of {expected!r}")


def compare(what, row, expected):
    """A normalized row against all that is known about it; None: the field is empty."""
    for field, value in expected.items():
        same(f"{what}: {field}", row.get(field), value)


def difference(a, b):
    return str(max(Decimal(a) - Decimal(b), Decimal(0)))


def run():
    print(f"1..{len(tests)}")
    for number, function in enumerate(tests, 1):
        name = function.__name__.replace("_", " ")
        try:
            function()
            print(f"ok {number} {name}", flush=True)
        except Exception:
            print(f"not ok {number} {name}")
            for line in traceback.format_exc().splitlines():
                print(f"# {line}", flush=True)
