# test-refresh.py: a real Odoo and a real Tryton: what was changed there since is all that a refresh brings
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import http.cookiejar
import json
import subprocess
import sys
import time
import urllib.request

from servers import exact, need, run, same, test

ODOO, ODOO_DB, ODOO_USER, ODOO_PASSWORD, TRYTON, TRYTON_DB, TRYTON_USER, TRYTON_PASSWORD = need(
    "MW_TEST_ODOO_URL", "MW_TEST_ODOO_DB", "MW_TEST_ODOO_USER", "MW_TEST_ODOO_PASSWORD", "MW_TEST_TRYTON_URL", "MW_TEST_TRYTON_DB",
    "MW_TEST_TRYTON_USER", "MW_TEST_TRYTON_PASSWORD")


class Reader:
    """The program, which reads one entity and reads it again when it is told to."""

    def __init__(self, system, url, database, user, password, entity):
        order = dict(system=system, sign_in="password", url=url, settings={"database": database, "user": user},
                     secrets={"password": password}, entity=entity)
        self.process = subprocess.Popen([sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.found = None
        self.tell(json.dumps(order))

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        self.before, self.found = self.found, json.loads(self.process.stdout.readline())
        same("an error", self.found["error"], "")
        return self.found

    def counts(self):
        return {name: self.found[name] for name in ("changed", "new", "gone")}

    def differing(self):
        """The rows that are not what they were before."""
        before, after = self.before["rows"], self.found["rows"]
        return sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))

    def close(self):
        self.process.stdin.close()
        same("it ends well", self.process.wait(60), 0)


class Tryton:
    def __init__(self):
        self.basic = "Basic " + base64.b64encode(f"{TRYTON_USER}:{TRYTON_PASSWORD}".encode()).decode()

    def call(self, method, *params):
        body = json.dumps({"id": 1, "method": method, "params": params}).encode()
        request = urllib.request.Request(f"{TRYTON}/{TRYTON_DB}/", body,
                                         {"Content-Type": "application/json", "Authorization": self.basic})
        answer = exact(urllib.request.urlopen(request, timeout=120).read())
        same("an error of Tryton", answer.get("error"), None)
        return answer["result"]

    def create(self):
        order = self.call("model.purchase.purchase.search_read", [], 0, 1, [["id", "ASC"]], ["party", "company", "currency"], {})[0]
        values = {name: int(order[name]) for name in ("party", "company", "currency")}
        made = self.call("model.purchase.purchase.create", [values | {"description": "made by a test"}],
                         {"company": values["company"]})
        return str(made[0])

    def change(self, key, text):
        self.call("model.purchase.purchase.write", [int(key)], {"description": text}, {})

    def delete(self, key):
        self.call("model.purchase.purchase.delete", [int(key)], {})


class Odoo:
    def __init__(self):
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.post("/web/session/authenticate", {"db": ODOO_DB, "login": ODOO_USER, "password": ODOO_PASSWORD})

    def post(self, path, params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode()
        request = urllib.request.Request(ODOO + path, body, {"Content-Type": "application/json"})
        answer = exact(self.opener.open(request, timeout=120).read())
        same("an error of Odoo", answer.get("error"), None)
        return answer["result"]

    def call(self, method, *args):
        return self.post("/web/dataset/call_kw", dict(model="maintenance.equipment", method=method, args=args, kwargs={}))

    def create(self):
        return str(self.call("create", {"name": "made by a test"}))

    def change(self, key, text):
        self.call("write", [int(key)], {"name": text})

    def delete(self, key):
        self.call("unlink", [int(key)])


def follow(reader, server, field):
    """A record that is made, changed and deleted, while nothing else is."""
    key = server.create()
    try:
        before = reader.found
        reader.tell("refresh")
        same("one is new", reader.counts(), {"changed": 0, "new": 1, "gone": 0})
        same("it alone", reader.differing(), [key])
        same("only what was changed was asked for", reader.found["n_updates"], 1)
        same("compared in full", reader.found["compared_at"], before["compared_at"])
        same("requests", reader.found["requests"] <= before["requests"], True)
        reader.tell("refresh")
        same("nothing", reader.counts(), {"changed": 0, "new": 0, "gone": 0})
        same("no row", reader.differing(), [])

        # Both systems write seconds, and Tryton does not keep the clock time of a second change within one.
        time.sleep(1.1)
        server.change(key, "changed by a test")
        reader.tell("refresh")
        same("one was changed", reader.counts(), {"changed": 1, "new": 0, "gone": 0})
        same("it alone", reader.differing(), [key])
        same("as it is now", reader.found["rows"][key][field], "changed by a test")
        same("refreshes since all was compared", reader.found["n_updates"], 3)
    except BaseException:
        server.delete(key)
        raise
    compared_at = reader.found["compared_at"]
    server.delete(key)
    # The system says how many there are: one less than we have. So everything is read and compared.
    reader.tell("refresh")
    same("one is gone", reader.counts(), {"changed": 0, "new": 0, "gone": 1})
    same("it alone", reader.differing(), [key])
    same("all was compared", (reader.found["n_updates"], reader.found["compared_at"] > compared_at), (0, True))
    compared_at = reader.found["compared_at"]
    reader.tell("reconcile")
    same("nothing more", reader.counts(), {"changed": 0, "new": 0, "gone": 0})
    same("compared again", reader.found["compared_at"] > compared_at, True)
    reader.close()


@test
def tryton_orders():
    follow(Reader("tryton", TRYTON, TRYTON_DB, TRYTON_USER, TRYTON_PASSWORD, "purchase_order"), Tryton(), "description")


@test
def odoo_equipment():
    follow(Reader("odoo", ODOO, ODOO_DB, ODOO_USER, ODOO_PASSWORD, "asset"), Odoo(), "name")


run()
