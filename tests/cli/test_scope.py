# test_scope.py: choose and scope: which company, how much of each entity, and what reading costs
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import os
import sys
import urllib.parse

import workshop

COMPANIES = [
    {'id': 'DE', 'name': 'ACME Germany', 'code': 'DE01', 'currency': 'EUR'},
    {'id': 'US', 'name': 'ACME USA', 'code': 'US01', 'currency': 'USD'},
]


class Handler(workshop.Handler):
    """Answers like the system file branch.json says: orders of two companies, narrowed by parameters."""

    def do_GET(self):
        server = self.server
        path, _, query = self.path.partition('?')
        query = dict(urllib.parse.parse_qsl(query))
        if path == '/companies':
            server.requests.append(path)
            self.answer(200, {'items': COMPANIES[:server.n_companies]})
        elif path == '/orders' and server.accepts(self.headers) and not server.failing:
            server.requests.append(path)
            server.queries.append(query)
            found = [order for order in server.orders()
                     if query.get('company', order['company']) == order['company'] and
                     query.get('since', '') <= order['changed'] and
                     ('open' not in query or order['state'] == 'open')]
            first = int(query['offset'])
            self.answer(200, {'total': len(found), 'items': found[first:first + int(query['limit'])]})
        elif path == '/vendors' and server.forbidden:
            server.requests.append(path)
            self.answer(403, {'error': 'no'})
        else:
            super().do_GET()


class Branch(workshop.Workshop):
    def __init__(self):
        super().__init__(handler=Handler)
        self.queries = []
        self.n_companies = 2
        self.forbidden = False

    def orders(self):
        """1, 3 and 5 are of Germany; 5 is closed."""
        return [{'id': n, 'no': 'PO-%d' % n, 'company': 'DE' if n % 2 else 'US', 'total': '1.50',
                 'state': 'closed' if n == 5 else 'open', 'day': '2026-03-%02d' % n,
                 'changed': '2026-05-01T10:%02d:00Z' % n} for n in range(1, 6)]


class Scope(workshop.Case):
    def setUp(self):
        super().setUp()
        self.server = Branch()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def connect(self, *words):
        return self.home.run('connect', 'branch', '--sign-in', 'key', '--url', self.server.url,
                             '--label', 'Branches', *words, stdin=workshop.KEY + '\n')

    def connected(self, *words):
        status, out, err = self.connect(*words)
        self.assertEqual(status, 0, err)
        return out.strip()

    def numbers(self, *words):
        rows = json.loads(self.ok('records', 'Branches', 'purchase_order', '-f', 'json', *words))
        return [row['number'] for row in rows]

    def stored(self, id):
        with open(os.path.join(self.home.env['XDG_DATA_HOME'], 'millwright', 'connections', id + '.json')) as file:
            return json.load(file)

    def test_choose(self):
        status, out, err = self.connect()
        self.assertEqual((status, out), (2, ''))
        for word in ('--choose', 'company=DE', 'ACME USA', 'US01', 'company=all'):
            self.assertIn(word, err)
        self.assertIn('ACME Germany (DE01)', self.connect('--choose', 'company=FR')[2])
        self.assertIn('company=', self.connect('--choose', 'country=DE')[2])
        self.assertEqual(self.ok('connections'), '')

        self.connected('--choose', 'company=us01')
        self.assertEqual(self.numbers(), ['PO-2', 'PO-4'])
        marked = [line.split()[1] for line in self.ok('choose', 'Branches').splitlines() if line.startswith('*')]
        self.assertEqual(marked, ['company=US'])
        self.ok('choose', 'Branches', 'company=ACME germany', 'company=US')
        rows = json.loads(self.ok('records', 'Branches', 'purchase_order', '-f', 'json'))
        self.assertEqual(sorted(row['number'] for row in rows), ['PO-%d' % n for n in range(1, 6)])
        self.assertEqual({row['organization']: row['currency'] for row in rows},
                         {'ACME Germany': 'EUR', 'ACME USA': 'USD'})
        self.ok('choose', 'Branches', 'company=all')
        self.assertEqual(len(self.numbers()), 5)
        self.assertEqual(self.server.queries[-1].get('company'), None)

    def test_environment(self):
        self.assertIn('production', self.fails(2, 'connect', 'branch', '--environment', 'prod', '--url', self.server.url))
        self.assertEqual(self.server.requests, [])
        id = self.connected('--choose', 'company=DE', '--environment', 'test')
        self.assertEqual(self.stored(id)['environment'], 'test')
        self.assertTrue(self.ok('connections').splitlines()[1].rstrip().endswith('Test'))
        path = os.path.join(self.home.folder, 'orders.csv')
        status, out, err = self.home.run('export', id, 'purchase_order', '-o', path)
        self.assertEqual(status, 0, err)
        self.assertIn('Branches (Test)', err)
        self.ok('disconnect', id)
        id = self.connected('--choose', 'company=DE')
        self.assertEqual(self.stored(id)['environment'], 'production')

    def test_bad_choice(self):
        id = self.connected('--choose', 'company=DE')
        before = self.stored(id)
        self.assertIn('ACME USA (US01)', self.fails(1, 'choose', 'Branches', 'company=FR'))
        self.assertIn('company=', self.fails(2, 'choose', 'Branches', 'company'))
        self.fails(2, 'choose', 'Branches', 'company=')
        self.fails(1, 'choose', 'Branches', 'company=all', 'company=DE')
        self.fails(1, 'choose', 'Nobody', 'company=DE')
        self.assertEqual(self.stored(id), before)
        self.assertEqual(self.numbers(), ['PO-1', 'PO-3', 'PO-5'])

    def test_scope(self):
        id = self.connected('--choose', 'company=DE')
        self.assertEqual(self.ok('scope', 'Branches', 'purchase_order'), 'everything\n')
        self.ok('scope', 'Branches', 'purchase_order', 'open')
        self.assertEqual(self.ok('scope', 'Branches', 'purchase_order'), 'open\n')
        self.assertEqual(self.stored(id)['scopes'], {'purchase_order': 'open'})
        self.assertEqual(self.numbers(), ['PO-1', 'PO-3'])
        self.assertEqual(self.server.queries[-1]['open'], 'yes')
        # For one run; what is kept stays. The system cannot filter by order date: that is done here.
        self.assertEqual(self.numbers('--scope', 'ordered:2026-03-03'), ['PO-3', 'PO-5'])
        self.assertEqual(self.ok('scope', 'Branches', 'purchase_order'), 'open\n')
        self.assertEqual(self.numbers('--scope', 'changed:2026-05-02'), [])
        self.assertEqual(self.server.queries[-1]['since'], '2026-05-02T00:00:00Z')
        self.ok('scope', 'Branches', 'purchase_order', 'everything')
        self.assertEqual(len(self.numbers()), 3)

    def test_export_says_whose(self):
        self.connected('--choose', 'company=DE')
        path = os.path.join(self.home.folder, 'orders.csv')
        status, out, err = self.home.run('export', 'Branches', 'purchase_order', '-o', path, '--scope', 'ordered:2026-03-03')
        self.assertEqual((status, out), (0, ''), err)
        self.assertIn('2 rows', err)
        for part in ('Branches', '127.0.0.1', 'ACME Germany', 'ordered since 3 March 2026'):
            self.assertIn(part, err.splitlines()[-1])

    def test_bad_scope(self):
        id = self.connected('--choose', 'company=DE')
        for scope in ('ordered:2026-02-30', 'ordered:yesterday', 'ordered', 'open:2026-01-31', 'newest', ''):
            err = self.fails(2, 'scope', 'Branches', 'purchase_order', scope)
            self.assertIn('ordered:2026-01-31', err)
            self.assertIn('ordered:2026-01-31', self.fails(2, 'records', 'Branches', 'purchase_order', '--scope', scope))
        # Vendors are not ordered.
        err = self.fails(2, 'scope', 'Branches', 'vendor', 'ordered:2026-01-31')
        self.assertIn('everything', err)
        self.assertNotIn('open', err)
        self.assertIn('purchase_order', self.fails(2, 'scope', 'Branches', 'nonsense', 'open'))
        self.fails(2, 'scope', 'Branches', 'vendor', 'everything', 'open')
        self.assertNotIn('scopes', self.stored(id))

    def table(self, *words):
        return [line.split() for line in self.ok('scope', 'Branches', *words).splitlines()[1:]]

    def test_cost(self):
        self.connected('--choose', 'company=DE')
        self.server.queries.clear()
        self.assertEqual(self.table(), [['purchase_order', 'everything', '3', '2'], ['purchase_order_line', 'everything', '3', '2'],
                                        ['vendor', 'everything', '0', '1']])
        # Counted, not read.
        self.assertEqual([query['limit'] for query in self.server.queries], ['1', '1'])
        self.ok('scope', 'Branches', 'purchase_order', 'open')
        self.ok('choose', 'Branches', 'company=all')
        self.assertEqual(self.table()[0], ['purchase_order', 'open', '4', '2'])

    def test_cost_refused(self):
        self.connected('--choose', 'company=DE')
        self.server.forbidden = True
        self.assertEqual(self.table()[2], ['vendor', 'everything', '-', '-', 'this', 'login', 'may', 'not', 'read', 'it'])
        self.server.failing = True
        self.fails(1, 'scope', 'Branches')
        before, workshop.KEY = workshop.KEY, 'another'
        try:
            self.fails(3, 'scope', 'Branches')
        finally:
            workshop.KEY = before
        self.server.failing = self.server.forbidden = False
        self.ok('sign-in', 'Branches', stdin=workshop.KEY + '\n')
        self.server.shutdown()
        self.server.server_close()
        self.fails(4, 'scope', 'Branches')


if __name__ == '__main__':
    workshop.main(sys.argv)
