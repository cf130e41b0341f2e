# test-lockout.py: somebody mistypes a password at a real Tryton until it closes the door: each try is sent once, and the end is
# explained as a wait, not as one more wrong password
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import secrets
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from relay import Relay
from servers import need, run, same, test
from workshop import Home

URL, DB = need("MW_TEST_TRYTON_URL", "MW_TEST_TRYTON_DB")
PROGRAM = os.path.abspath(sys.argv[1])
# Tryton closes after so many (session, max_attempt, is 5), and answers more slowly each time.
TRIES = 8


@test
def tryton_closes_after_some_wrong_passwords():
    home = Home(PROGRAM, real_systems=True)
    relay = Relay(URL)
    # Of nobody: the lock is on the name, and nobody else must wait for it.
    name = "nobody-" + secrets.token_hex(6)
    try:
        for n_tries in range(1, TRIES + 1):
            status, out, err = home.run("connect", "tryton", "--url", relay.url, "--database", DB, "--user", name, stdin=f"guess-{n_tries}\n")
            answers = [code for method, path, code, form in relay.seen if path == f"/{DB}/" and method == "POST"]
            same(f"one request for one input: {err}", len(answers), n_tries)
            same("nothing connected", out, "")
            same("the guess is not told", f"guess-{n_tries}" in err, False)
            if answers[-1] == 429:
                break
            same(f"refused: {err}", (status, "does not accept" in err), (3, True))
        same("it closed", answers[-1], 429)
        same(f"as a wait: {err}", ("accepts no sign-ins for a while" in err, "Wait about" in err, "does not accept" in err), (True, True, False))
    finally:
        relay.shutdown()
        relay.server_close()
        home.remove()


run()
