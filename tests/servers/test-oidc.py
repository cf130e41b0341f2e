# test-oidc.py: the real program signs in through a real OpenID provider and reads from SAP's CAP runtime, which checks
# each token itself; this script plays the browser. The tokens end after eight seconds.
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import re
import shutil
import sys
import time
import urllib.parse

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "..", "cli"))

from browser import Browser, end, read_until
from relay import Relay
from servers import need, run, same, test
from workshop import Home

CAP, SHORT, LONG = need("MW_TEST_CAP_URL", "MW_TEST_OIDC_SHORT_URL", "MW_TEST_OIDC_URL")
PROGRAM = os.path.abspath(sys.argv[1])
LIFE = 8  # seconds of a token
ORDERS = "/odata/v4/API_PURCHASEORDER_PROCESS_SRV/A_PurchaseOrder"


class Desk:
    """A private home with the system of this test, and a relay before CAP and before the provider."""

    def __init__(self, issuer=SHORT):
        self.cap, self.provider = Relay(CAP), Relay(issuer)
        self.issuer = issuer
        self.home = Home(PROGRAM, real_systems=True)
        data = os.path.join(self.home.folder, "files")
        os.mkdir(data)
        os.symlink(os.path.join(os.environ["MILLWRIGHT_DATA_DIR"], "model"), os.path.join(data, "model"))
        os.symlink(os.path.join(here, "systems"), os.path.join(data, "systems"))
        self.home.env["MILLWRIGHT_DATA_DIR"] = data

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.home.remove()
        for relay in (self.cap, self.provider):
            relay.shutdown()
            relay.server_close()

    def start(self, sign_in, issuer=None, client="desktop"):
        return self.home.start("connect", "cap", "--sign-in", sign_in, "--url", self.cap.url, "--field", f"client={client}",
                               "--field", f"issuer={issuer or self.provider.url}")

    def connect(self, sign_in, issuer=None):
        process = self.start(sign_in, issuer)
        address = read_until(process, "/auth?")
        same("the page at the end", "You can close this page" in Browser().go(address)[1], True)
        return end(process)

    def orders(self, connection):
        return json.loads(self.ok("records", connection, "purchase_order", "-f", "json"))

    def ok(self, *words, stdin=""):
        status, out, err = self.home.run(*words, stdin=stdin)
        same(f"{' '.join(words)}: {err}", status, 0)
        return out


def wait_for_the_end():
    time.sleep(LIFE + 1.5)


def check_orders(orders):
    same("orders", len(orders), 260)
    same("the first", {name: orders[0][name] for name in ("number", "vendor", "currency", "order_date")},
         {"number": "4500000000", "vendor": "10300000", "currency": "EUR", "order_date": "2026-01-02"})
    same("numbers", [order["number"] for order in orders], [str(4500000000 + n) for n in range(260)])


@test
def code_with_pkce_and_discovery():
    with Desk() as desk:
        id = desk.connect("browser", SHORT)
        check_orders(desk.orders(id))
        same("refused by CAP", desk.cap.count(ORDERS, 401), 0)
        same("looked at first, once", desk.cap.looks, [ORDERS])


@test
def the_issuer_must_be_the_one_that_was_asked():
    """The relay has another address than the issuer says it has: nothing is sent there."""
    with Desk() as desk:
        process = desk.start("browser")
        end(process, 1)
        same("asked", [path for _, path, _, _ in desk.provider.seen], ["/.well-known/openid-configuration"])


@test
def a_token_that_ends_is_renewed_before_it_is_used():
    with Desk() as desk:
        id = desk.connect("endpoints")
        same("token requests", desk.provider.count("/token"), 1)
        for n in range(2, 4):
            wait_for_the_end()
            check_orders(desk.orders(id))
            same("token requests", desk.provider.count("/token"), n)
        same("refused by CAP", desk.cap.count(ORDERS, 401), 0)
        sent = [form.get("refresh_token") for _, path, _, form in desk.provider.seen if path == "/token"]
        same("each refresh token once", sent, [None] + [tokens["refresh_token"] for tokens in desk.provider.tokens[:-1]])


@test
def a_token_that_is_refused_is_renewed_once_and_asked_again():
    """Nobody says when it ends: CAP does, with a 401."""
    with Desk() as desk:
        desk.provider.hides_end = True
        id = desk.connect("endpoints")
        wait_for_the_end()
        before = len(desk.cap.seen)
        check_orders(desk.orders(id))
        statuses = [status for _, _, status, _ in desk.cap.seen[before:]]
        same("one refusal, then nothing but records", (statuses[0], statuses.count(401), set(statuses)), (401, 1, {200, 401}))
        same("token requests", desk.provider.count("/token"), 2)


@test
def two_processes_renew_a_token_once():
    with Desk() as desk:
        id = desk.connect("endpoints")
        wait_for_the_end()
        both = [desk.home.start("records", id, "purchase_order", "-f", "json") for _ in range(2)]
        for process in both:
            out, err = process.communicate(timeout=120)
            same(f"records: {err.decode()}", process.returncode, 0)
            check_orders(json.loads(out))
        same("token requests", desk.provider.count("/token"), 2)


@test
def an_old_refresh_token_is_refused_once_and_never_tried_again():
    """A keyring from a backup: the provider takes its refresh token for stolen and ends the whole sign-in."""
    with Desk() as desk:
        id = desk.connect("endpoints")
        old = os.path.join(desk.home.folder, "old")
        shutil.copy(desk.home.keyring, old)
        wait_for_the_end()
        check_orders(desk.orders(id))
        same("token requests", desk.provider.count("/token"), 2)
        shutil.copy(old, desk.home.keyring)
        for _ in range(3):
            status, _, err = desk.home.run("records", id, "purchase_order")
            same(err, (status, "To do so: millwright sign-in" in err), (3, True))
        same("token requests, refused", (desk.provider.count("/token"), desk.provider.count("/token", 400)), (3, 1))
        process = desk.home.start("sign-in", id)
        Browser().go(read_until(process, "/auth?"))
        end(process)
        check_orders(desk.orders(id))


@test
def disconnecting_takes_the_token_back():
    with Desk() as desk:
        id = desk.connect("endpoints")
        desk.ok("disconnect", id)
        same("revoked", desk.provider.count("/token/revocation", 200), 1)
        token = desk.provider.tokens[-1]["refresh_token"]
        answer = Browser().call(SHORT + "/token", dict(grant_type="refresh_token", refresh_token=token, client_id="desktop"))
        same("the token afterwards", json.loads(answer.read())["error"], "invalid_grant")


def refresh(token):
    answer = Browser().call(SHORT + "/token", dict(grant_type="refresh_token", refresh_token=token, client_id="desktop"))
    return json.loads(answer.read()).get("error")


@test
def a_rotated_token_is_a_new_one_and_the_old_one_is_not_valid_any_more():
    """The old refresh token is not revoked: the provider would end the new one with it, as of the same grant."""
    with Desk() as desk:
        id = desk.connect("endpoints")
        desk.ok("rotate", id)
        same("token requests", desk.provider.count("/token"), 2)
        same("revoked", desk.provider.count("/token/revocation"), 0)
        check_orders(desk.orders(id))
        same("the old one", refresh(desk.provider.tokens[0]["refresh_token"]), "invalid_grant")


@test
def the_end_of_an_old_refresh_token_is_the_end_of_its_grant():
    """Why it is not asked for."""
    with Desk() as desk:
        id = desk.connect("endpoints")
        desk.ok("rotate", id)
        old, new = (tokens["refresh_token"] for tokens in desk.provider.tokens)
        Browser().call(SHORT + "/token/revocation", dict(token=old, client_id="desktop")).read()
        same("the new one", refresh(new), "invalid_grant")
        same("the connection", desk.home.run("check", id)[0] in (0, 3), True)


@test
def revoking_leaves_the_connection_without_a_token():
    with Desk() as desk:
        id = desk.connect("endpoints")
        desk.ok("revoke", id)
        same("revoked", desk.provider.count("/token/revocation", 200), 1)
        same("the token afterwards", refresh(desk.provider.tokens[-1]["refresh_token"]), "invalid_grant")
        before = len(desk.cap.seen)
        same("nothing is sent without one", (desk.home.run("records", id, "purchase_order")[0], len(desk.cap.seen)), (3, before))
        process = desk.home.start("sign-in", id)
        Browser().go(read_until(process, "/auth?"))
        end(process)
        check_orders(desk.orders(id))


@test
def device_code():
    with Desk() as desk:
        process = desk.start("device", SHORT)
        page = read_until(process, "/device")
        same("the page", page, SHORT + "/device")
        code = re.search(r"[A-Z]{4}-[A-Z]{4}", read_until(process, "code")).group(0)
        text = Browser().go(page + "?" + urllib.parse.urlencode(dict(user_code=code)))[1]
        same(re.sub("<[^>]*>", " ", text), "Sign-in Success" in text, True)
        id = end(process)
        wait_for_the_end()
        check_orders(desk.orders(id))


@test
def client_credentials():
    for sign_in, client in (("basic", "svc"), ("post", "svc-post")):
        with Desk() as desk:
            id = end(desk.start(sign_in, SHORT, client), stdin=b"svc-secret\n")
            check_orders(desk.orders(id))
            wait_for_the_end()
            check_orders(desk.orders(id))
            process = desk.start(sign_in, SHORT, client)
            _, err = process.communicate(b"wrong\n", timeout=60)
            same(err.decode(), (process.returncode, b"does not accept the client" in err), (3, True))


@test
def a_token_of_another_provider_is_not_accepted():
    """CAP trusts one issuer: what the other one gives is a token, but not for it."""
    with Desk(LONG) as desk:
        process = desk.start("browser", LONG)
        Browser().go(read_until(process, "/auth?"))
        _, err = process.communicate(timeout=60)
        same(err.decode(), process.returncode, 3)
        same("nothing is kept", desk.ok("connections"), "")


run()
