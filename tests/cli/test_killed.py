# test_killed.py: killed at random moments while it refreshes: nothing is lost or comes twice, and it goes on
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import random
import sys
import threading
import time
import urllib.parse

import workshop

N_RECORDS = 60
PAGE = 2
N_KILLS = 30
SEED = 20261126


class Handler(workshop.Handler):
    """The made-up system ledger.json: orders that tell when they were changed, and vendors that do not."""

    def do_GET(self):
        server = self.server
        path, _, query = self.path.partition('?')
        query = dict(urllib.parse.parse_qsl(query))
        if self.headers.get('X-Api-Key') != workshop.KEY:
            self.answer(401, {})
            return
        if path not in ('/orders', '/vendors'):
            self.answer(404, {})
            return
        offset, limit = int(query['offset']), int(query['limit'])
        since = query.get('filter', '').partition("'")[2].rstrip("'")
        with server.lock:
            records = [record for record in server.records[path] if record.get('stamp', '') >= since]
            server.asked.append((path, offset, since))
        time.sleep(server.pause)
        self.answer(200, {'data': records[offset:offset + limit]})


class Killed(workshop.Case):
    def setUp(self):
        super().setUp()
        self.chance = random.Random(SEED)
        self.server = workshop.Workshop(handler=Handler)
        self.server.lock = threading.Lock()
        self.server.asked = []
        self.server.pause = 0.002
        self.clock = 0
        self.duration = 0.3
        self.n_went_on = self.n_by_changes = 0
        self.server.records = {'/orders': [], '/vendors': []}
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        for n in range(N_RECORDS):
            self.put_order(str(n + 1))
        self.name_vendors('first')
        self.id = self.ok('connect', 'ledger', '--url', self.server.url, stdin=workshop.KEY + '\n').strip()

    def put_order(self, number):
        """Changed now; where it stood, or at the end."""
        self.clock += 1
        order = {'id': number, 'memo': 'changed %d' % self.clock, 'lines': [],
                 'stamp': '2026-01-%02dT%02d:%02d:00Z' % (1 + self.clock // 1440, self.clock // 60 % 24, self.clock % 60)}
        with self.server.lock:
            orders = self.server.records['/orders']
            for n, old in enumerate(orders):
                if old['id'] == number:
                    orders[n] = order
                    return
            orders.append(order)

    def name_vendors(self, word):
        with self.server.lock:
            self.server.records['/vendors'] = [{'id': str(n + 1), 'name': '%s %d' % (word, n + 1)}
                                               for n in range(N_RECORDS)]

    def read(self, entity, *words):
        return self.ok('records', self.id, entity, '-f', 'csv', *words)

    def kill(self, entity, path):
        """At some moment of a read that takes as long as the one before."""
        self.server.asked.clear()
        process = self.home.start('records', self.id, entity, '-f', 'csv')
        time.sleep(self.chance.uniform(0, self.duration))
        process.kill()
        process.communicate()
        self.look(path)

    def look(self, path):
        """Whether what was asked for first is behind pages that had come, and whether it is changes."""
        with self.server.lock:
            asked = [(offset, since) for at, offset, since in self.server.asked if at == path]
        self.n_went_on += bool(asked) and asked[0][0] > 0
        self.n_by_changes += bool(asked) and asked[0][1] != ''

    def read_all(self, entity, path, fresh):
        """What there is afterwards is as if nothing had been there before."""
        self.server.asked.clear()
        begin = time.monotonic()
        self.assertEqual(self.read(entity), fresh)
        self.duration = time.monotonic() - begin
        self.look(path)
        self.assertEqual(self.read(entity, '--offline'), fresh)
        return fresh

    def test_full(self):
        """Everything is read each time."""
        whole = self.read('vendor')
        for n in range(N_KILLS // 3):
            self.name_vendors('round %d' % n)
            fresh = self.read('vendor', '--limit', '1000')
            for _ in range(3):
                self.kill('vendor', '/vendors')
                self.assertIn(self.read('vendor', '--offline'), (whole, fresh))
            whole = self.read_all('vendor', '/vendors', fresh)
        self.assertGreater(self.n_went_on, 0)

    def test_changes(self):
        """Only what was changed is asked for, and more of it is changed in the pauses."""
        whole = fresh = self.read('purchase_order')
        for n in range(N_KILLS):
            if whole == fresh or self.chance.random() < 0.3:
                for number in self.chance.sample(range(1, N_RECORDS + 1), N_RECORDS // 2):
                    self.put_order(str(number))
                self.put_order(str(N_RECORDS + n + 1))
                fresh = self.read('purchase_order', '--limit', '1000')
            self.kill('purchase_order', '/orders')
            kept = self.read('purchase_order', '--offline')
            self.assertIn(kept, (whole, fresh))
            whole = self.read_all('purchase_order', '/orders', fresh) if n % 3 == 2 else kept
        self.read_all('purchase_order', '/orders', fresh)
        self.assertGreater(self.n_by_changes, 0)
        self.assertGreater(self.n_went_on, 0)


if __name__ == '__main__':
    workshop.main(sys.argv)
