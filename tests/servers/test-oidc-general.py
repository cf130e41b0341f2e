# test-oidc-general.py: a general interface behind a real OpenID provider: discovered and connected with a client of its
# own, and with a person in the browser. The tokens end after eight seconds; SAP's CAP runtime checks each one itself.
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from browser import Browser, end, read_until
from relay import Relay
from servers import need, run, same, test
from workshop import Home

CAP, SHORT = need("MW_TEST_CAP_URL", "MW_TEST_OIDC_SHORT_URL")
PROGRAM = os.path.abspath(sys.argv[1])
LIFE = 8  # seconds of a token
SERVICE = "/odata/v4/API_PURCHASEORDER_PROCESS_SRV"
SECRET = "svc-secret"


class Desk:
    """A private home, and a relay before CAP that counts what it refuses."""

    def __enter__(self):
        self.home, self.cap = Home(PROGRAM, real_systems=True), Relay(CAP)
        self.url = self.cap.url + SERVICE
        self.client = ["--sign-in", "client", "--field", f"token_url={SHORT}/token", "--field", "client_id=svc", "--field",
                       "token_scope=erp.read"]
        self.person = ["--sign-in", "browser", "--field", f"issuer={SHORT}", "--field", "client_id=desktop", "--field",
                       "user_scope=openid offline_access erp.read", "--field", "prompt=consent"]
        return self

    def __exit__(self, *error):
        self.home.remove()
        self.cap.shutdown()
        self.cap.server_close()

    def ok(self, *words, stdin=""):
        status, out, err = self.home.run(*words, stdin=stdin)
        same(f"{' '.join(words)}: {err}", status, 0)
        same("no secret in what it prints", SECRET in out + err, False)
        return out

    def in_browser(self, *words):
        process = self.home.start(*words)
        same("the page at the end", "You can close this page" in Browser().go(read_until(process, "/auth?"))[1], True)
        return end(process)

    def check_orders(self, connection):
        """Now, and when the token has ended: nothing is refused, and nobody is asked."""
        for wait in (0, LIFE + 1.5):
            time.sleep(wait)
            orders = json.loads(self.ok("records", connection, "purchase_order", "-f", "json"))
            same("numbers", [order["number"] for order in orders], [str(4500000000 + n) for n in range(260)])
        same("refused by CAP", [path for _, path, status, _ in self.cap.seen if status == 401], [])


@test
def a_client_of_its_own():
    for general, more in (("odata", []), ("rest", ["--list", "A_PurchaseOrder"])):
        with Desk() as desk:
            path = os.path.join(desk.home.folder, "found.json")
            desk.ok("discover", general, "--url", desk.url, *desk.client, *more, "-o", path, stdin=SECRET + "\n")
            with open(path, encoding="utf-8") as file:
                same("no secret in the file", SECRET in file.read(), False)
            desk.check_orders(desk.ok("connect", "--system", path, "--url", desk.url, *desk.client, stdin=SECRET + "\n").strip())


@test
def a_wrong_secret_finds_nothing():
    with Desk() as desk:
        path = os.path.join(desk.home.folder, "found.json")
        status, out, err = desk.home.run("discover", "odata", "--url", desk.url, *desk.client, "-o", path, stdin="wrong-secret-1\n")
        same(err, (status, "does not accept the client" in err), (3, True))
        same("not printed, no file", ("wrong-secret-1" in out + err, os.path.exists(path)), (False, False))
        same("CAP was not asked with anything", [path for _, path, status, _ in desk.cap.seen if status == 200], [])


@test
def a_person_in_the_browser():
    """One sign-in is enough to discover and to connect."""
    with Desk() as desk:
        desk.check_orders(desk.in_browser("discover", "odata", "--url", desk.url, *desk.person, "--name", "Plant"))


@test
def a_person_connects_a_file():
    with Desk() as desk:
        path = os.path.join(desk.home.folder, "found.json")
        desk.in_browser("discover", "rest", "--url", desk.url, "--list", "A_PurchaseOrder", *desk.person, "-o", path)
        desk.check_orders(desk.in_browser("connect", "--system", path, "--url", desk.url, *desk.person))


run()
