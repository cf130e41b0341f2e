# test-certificate.py: a real Odoo behind a front with a certificate of the company's own authority: refused with its facts, trusted by its
# fingerprint, and refused again when it changes; nobody gets the password without
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from relay import Relay
from servers import need, run, same, test
from workshop import Home

URL, DB, USER, PASSWORD = need("MW_TEST_ODOO_URL", "MW_TEST_ODOO_DB", "MW_TEST_ODOO_USER", "MW_TEST_ODOO_PASSWORD")
PROGRAM = os.path.abspath(sys.argv[1])
if shutil.which("openssl") is None:
    print("1..0 # SKIP openssl, which makes the certificates, is not installed")
    sys.exit(0)


class Authority:
    """A company's own: nobody outside trusts it."""

    def __init__(self, folder):
        self.folder = folder
        self.openssl("req", "-x509", *self.key("ca"), "-days", "30", "-subj", "/CN=Plant Authority", "-out", "ca.pem")

    def openssl(self, *words):
        return subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True, text=True).stdout

    def key(self, name):
        return "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", name + ".key"

    def certificate(self, name):
        """A file with certificate and key for this computer, and the certificate's fingerprint."""
        with open(os.path.join(self.folder, "extension"), "w") as out:
            out.write("subjectAltName=IP:127.0.0.1")
        self.openssl("req", *self.key(name), "-subj", f"/O=Plant/CN={name}", "-out", name + ".csr")
        self.openssl("x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30",
                     "-extfile", "extension", "-out", name + ".pem")
        fingerprint = self.openssl("x509", "-in", name + ".pem", "-noout", "-fingerprint", "-sha256").strip().partition("=")[2]
        path = os.path.join(self.folder, name + ".both")
        with open(path, "w") as out:
            for part in (".pem", ".key"):
                with open(os.path.join(self.folder, name + part)) as source:
                    out.write(source.read())
        return path, fingerprint


def says(what, text, *parts):
    for part in parts:
        same(f"{what} says “{part}”: {text}", part in text, True)


@test
def a_front_that_nobody_trusts():
    home = Home(PROGRAM, real_systems=True)
    relay = None
    try:
        authority = Authority(home.folder)
        first, first_print = authority.certificate("front")
        second, second_print = authority.certificate("rotated")
        relay = Relay(URL, first)
        words = ("connect", "odoo", "--sign-in", "password", "--url", relay.url, "--database", DB, "--user", USER, "--choose", "company=all")

        status, out, err = home.run(*words, stdin=PASSWORD + "\n")
        same(f"refused: {err}", status, 4)
        says("it", err, "front", "Plant Authority", first_print, "your company's own authority", "valid: ")
        same("nothing was asked", relay.seen, [])
        same("the wrong fingerprint", home.run(*words, "--trust-certificate", second_print, stdin=PASSWORD + "\n")[0], 4)
        same("still nothing", relay.seen, [])

        status, out, err = home.run(*words, "--trust-certificate", first_print, stdin=PASSWORD + "\n")
        same(f"trusted: {err}", status, 0)
        id = out.strip()
        status, before, err = home.run("records", id, "purchase_order", "--format", "json")
        same(f"read: {err}", status, 0)
        logins = relay.count("/web/session/authenticate")

        # Another certificate of the same authority: nothing is sent to it, by no command.
        relay.show(second)
        n_seen = len(relay.seen)
        status, out, err = home.run("records", id, "purchase_order")
        same(f"refused: {err}", (status, out), (4, ""))
        says("it", err, "has changed", first_print, second_print)
        status, out, err = home.run("check", id)
        same(f"not reachable: {err}", (status, out.splitlines()[-1]), (4, "Not reachable"))
        same("nothing was sent", len(relay.seen), n_seen)
        says("the next step", err, f"--trust-certificate {second_print}")

        status, out, err = home.run("check", id, "--trust-certificate", second_print)
        same(f"trusted: {err}", (status, out.splitlines()[-1]), (0, "Working"))
        same("the same orders", home.run("records", id, "purchase_order", "--format", "json")[1], before)
        same("nobody signed in again", relay.count("/web/session/authenticate"), logins)
        home.run("disconnect", id)
    finally:
        if relay is not None:
            relay.shutdown()
            relay.server_close()
        home.remove()


run()
