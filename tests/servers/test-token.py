# test-token.py: real systems hear of the end of a sign-in; an Odoo that has no calls for keys yet is told as that
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from relay import Relay
from servers import need, run, same, test
from workshop import Home

ODOO, ODOO_DB, USER, PASSWORD, KEY = need(
    "MW_TEST_ODOO_URL", "MW_TEST_ODOO_DB", "MW_TEST_ODOO_USER", "MW_TEST_ODOO_PASSWORD", "MW_TEST_ODOO_KEY")
TRYTON, TRYTON_DB, LIMITED, LIMITED_PASSWORD = need(
    "MW_TEST_TRYTON_URL", "MW_TEST_TRYTON_DB", "MW_TEST_TRYTON_LIMITED_USER", "MW_TEST_TRYTON_LIMITED_PASSWORD_BASE64")
PROGRAM = os.path.abspath(sys.argv[1])


class Desk:
    def __init__(self, address):
        self.home = Home(PROGRAM, real_systems=True)
        self.relay = Relay(address)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.relay.shutdown()
        self.relay.server_close()
        self.home.remove()

    def connect(self, *words, stdin):
        status, out, err = self.home.run("connect", *words, "--url", self.relay.url, stdin=stdin)
        same(f"connect: {err}", status, 0)
        return out.strip()

    def run(self, expected, *words):
        status, _, err = self.home.run(*words)
        same(f"{' '.join(words)}: {err}", status, expected)
        return err


@test
def odoo_ends_the_session():
    with Desk(ODOO) as desk:
        id = desk.connect("odoo", "--choose", "company=all", "--database", ODOO_DB, "--user", USER, "--forget-password", stdin=PASSWORD + "\n")
        err = desk.run(0, "disconnect", id)
        same(err, "Odoo has ended the session." in err, True)
        same("asked", desk.relay.count("/web/session/destroy", 200), 1)


@test
def odoo_gives_another_session_for_a_kept_password():
    with Desk(ODOO) as desk:
        id = desk.connect("odoo", "--choose", "company=all", "--database", ODOO_DB, "--user", USER, stdin=PASSWORD + "\n")
        err = desk.run(0, "rotate", id)
        same(err, "A new one is in use. Odoo has ended the old one." in err, True)
        same("logins", desk.relay.count("/web/session/authenticate", 200), 2)
        same("logged out", desk.relay.count("/web/session/destroy", 200), 1)
        desk.run(0, "check", id)


@test
def an_odoo_without_calls_for_keys():
    """The key stays as it is, here and there."""
    with Desk(ODOO) as desk:
        id = desk.connect("odoo", "--choose", "company=all", "--sign-in", "key", "--field", f"database_if_several={ODOO_DB}", stdin=KEY + "\n")
        err = desk.run(1, "rotate", id)
        same(err, "This Odoo has no way to give a new one from here. The sign-in is as it was." in err, True)
        err = desk.run(1, "revoke", id)
        same(err, ("Odoo has no way to delete the key from here." in err, "My Preferences, Security, API Keys" in err), (True, True))
        desk.run(0, "check", id)
        before = len(desk.relay.seen)
        err = desk.run(0, "disconnect", id)
        same(err, "The key stays in Odoo" in err, True)
        same("nothing is deleted that nobody asked for", len(desk.relay.seen), before)


@test
def tryton_ends_the_session():
    with Desk(TRYTON) as desk:
        password = base64.b64decode(LIMITED_PASSWORD).decode()
        id = desk.connect("tryton", "--database", TRYTON_DB, "--user", LIMITED, stdin=password + "\n")
        err = desk.run(0, "revoke", id)
        same(err, "Tryton has ended the session." in err, True)
        before = len(desk.relay.seen)
        desk.run(3, "records", id, "purchase_order")
        same("nothing is sent without a session", len(desk.relay.seen), before)


run()
