# test-expired.py: a session of a real Odoo and Tryton that ends in the middle of a list: one new sign-in, every record once, and a
# refused sign-in is not sent again
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import json
import os
import time
import urllib.request

from connected import Connection
from servers import need, run, same, test

ODOO, ODOO_DB, ODOO_USER, ODOO_PASSWORD, TRYTON, TRYTON_DB, TRYTON_USER, TRYTON_PASSWORD = need(
    "MW_TEST_ODOO_URL", "MW_TEST_ODOO_DB", "MW_TEST_ODOO_USER", "MW_TEST_ODOO_PASSWORD",
    "MW_TEST_TRYTON_URL", "MW_TEST_TRYTON_DB", "MW_TEST_TRYTON_USER", "MW_TEST_TRYTON_PASSWORD")
SHORT = os.environ.get("MW_TEST_TRYTON_SHORT_URL")  # a Tryton whose sessions end after some seconds


def post(url, body, **headers):
    urllib.request.urlopen(urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json", **headers}), timeout=60).read()


class Ending:
    """Between the program and the server: ends the session, from elsewhere, when a list is asked for the @page-th time."""

    def __init__(self, connection, is_page, is_login, end, spoil, page=3):
        self.is_page, self.is_login, self.end, self.spoil, self.page = is_page, is_login, end, spoil, page
        self.n_pages = self.n_logins = self.n_ends = 0
        self.refuses = False
        connection.relay.before = self

    def __call__(self, path, headers, body):
        if self.is_login(path, body):
            self.n_logins += 1
            return self.spoil(body) if self.refuses else body
        if self.is_page(path, body):
            self.n_pages += 1
            if self.n_pages == self.page:
                self.n_ends += 1
                self.end(headers)
        return body


def odoo():
    connection = Connection(ODOO, "odoo", "--sign-in", "password", "--database", ODOO_DB, "--user", ODOO_USER, "--choose", "company=all",
                            stdin=ODOO_PASSWORD)
    return connection, Ending(
        connection, lambda path, body: path.endswith("/purchase.order.line/search_read"),
        lambda path, body: path == "/web/session/authenticate",
        lambda headers: post(ODOO + "/web/session/destroy", {"jsonrpc": "2.0", "method": "call", "params": {}}, Cookie=headers["Cookie"]),
        lambda body: body.replace(json.dumps(ODOO_PASSWORD).encode(), b'"not-it-at-all"'))


def tryton(url=TRYTON):
    connection = Connection(url, "tryton", "--database", TRYTON_DB, "--user", TRYTON_USER, stdin=TRYTON_PASSWORD)
    return connection, Ending(
        connection, lambda path, body: b"model.purchase.line.search_read" in body, lambda path, body: b"common.db.login" in body,
        lambda headers: post(f"{url}/{TRYTON_DB}/", {"id": 1, "method": "common.db.logout", "params": []}, Authorization=headers["Authorization"]),
        lambda body: body.replace(json.dumps(TRYTON_PASSWORD).encode() + b"}", b'"not-it-at-all"}'))


@test
def odoo_session_ends_in_the_middle_of_a_list():
    connection, ending = odoo()
    with connection:
        before = connection.ids("purchase_order_line")
        same("several pages", ending.n_pages > 4, True)
        same("it ended on the way", (ending.n_ends, ending.n_logins), (1, 1))
        same("each once", len(set(before)), len(before))
        # What was renewed is kept: the next command signs in no more. Then once more, at another page.
        same("the same lines, in the same order", connection.ids("purchase_order_line"), before)
        same("still one", ending.n_logins, 1)
        ending.n_pages, ending.page = 0, 5
        same("again the same lines", connection.ids("purchase_order_line"), before)
        same("each end took one sign-in", (ending.n_ends, ending.n_logins), (2, 2))


@test
def odoo_refused_sign_in_is_not_repeated():
    connection, ending = odoo()
    with connection:
        ending.refuses = True
        status, out, err = connection.home.run("records", connection.id, "purchase_order_line", "--format", "json")
        same(f"sign in again: {err}", status, 3)
        same("one sign-in", ending.n_logins, 1)
        # Neither the next command nor the one after it sends the password that was refused.
        for words in (("records", connection.id, "purchase_order"), ("check", connection.id)):
            same(words[0], connection.home.run(*words)[0], 3)
        same("still one", ending.n_logins, 1)
        ending.refuses = False
        connection.ok("sign-in", connection.id, stdin=ODOO_PASSWORD + "\n")
        same("with new input", len(connection.ids("purchase_order")) > 0, True)
        same("two", ending.n_logins, 2)


def asks_again(connection, ending):
    """Tryton's sessions live long, so its password is not kept: nothing is sent, and the next sign-in gives every record once."""
    status, out, err = connection.home.run("records", connection.id, "purchase_order_line", "--format", "json")
    same(f"sign in again: {err}", (status, "millwright sign-in" in err), (3, True))
    same("no sign-in is sent", ending.n_logins, 0)
    same("nor the next time", connection.home.run("records", connection.id, "purchase_order")[0], 3)
    status, out, err = connection.home.run("check", connection.id)
    same(f"the connection: {err}", (status, out.splitlines()[-1]), (3, "Sign in again"))
    same("still none", ending.n_logins, 0)
    ending.page = 0
    connection.ok("sign-in", connection.id, stdin=TRYTON_PASSWORD + "\n")
    lines = connection.ids("purchase_order_line")
    same("lines", lines, tryton_lines())
    same("one sign-in", ending.n_logins, 1)


def tryton_lines():
    basic = base64.b64encode(f"{TRYTON_USER}:{TRYTON_PASSWORD}".encode()).decode()
    body = json.dumps({"id": 1, "method": "model.purchase.line.search", "params": [[["type", "=", "line"]], 0, None, [["id", "ASC"]], {}]})
    request = urllib.request.Request(f"{TRYTON}/{TRYTON_DB}/", body.encode(), {"Content-Type": "application/json", "Authorization": "Basic " + basic})
    return [str(id) for id in json.load(urllib.request.urlopen(request, timeout=60))["result"]]


@test
def tryton_session_ends_in_the_middle_of_a_list():
    connection, ending = tryton()
    with connection:
        asks_again(connection, ending)
        same("it ended once", ending.n_ends, 1)


# Its sessions end by themselves, after some seconds.
if SHORT:
    @test
    def tryton_session_that_ends_by_itself():
        connection, ending = tryton(SHORT)
        with connection:
            ending.end = lambda headers: time.sleep(8)
            asks_again(connection, ending)


run()
