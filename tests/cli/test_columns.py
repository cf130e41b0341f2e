# test_columns.py: fields of the records as columns of the user's own, without a window
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import csv
import io
import json
import os
import resource
import sys

import workshop


class Columns(workshop.Case):
    real_systems = True

    def setUp(self):
        super().setUp()
        self.id = self.ok('connect', 'demo').strip()

    def rows(self, *more):
        return json.loads(self.ok('records', self.id, 'purchase_order', '-f', 'json', *more))

    def test_added(self):
        raw = json.loads(self.ok('records', self.id, 'purchase_order', '--raw', '-f', 'json'))
        self.assertEqual(self.ok('columns', self.id, 'purchase_order'), '')
        self.ok('columns', self.id, 'purchase_order', 'add', '/BSTNR', 'Größe')
        self.ok('columns', self.id, 'purchase_order', 'add', '/no~1such')
        listed = self.ok('columns', self.id, 'purchase_order')
        self.assertIn('Größe', listed)
        self.assertIn('/BSTNR', listed)
        self.assertIn('no/such', listed)
        # What is kept has them without the system being asked, in a process of its own.
        rows = self.rows('--offline')
        self.assertEqual([row['custom:/BSTNR'] for row in rows], [str(one['BSTNR']) for one in raw])
        self.assertEqual({row['custom:/no~1such'] for row in rows}, {None})
        file = os.path.join(self.home.folder, 'orders.csv')
        self.ok('export', self.id, 'purchase_order', '-o', file)
        with open(file, newline='', encoding='utf-8-sig') as opened:
            head = next(csv.reader(io.StringIO(opened.read())))
        self.assertEqual(head[-2:], ['custom:/BSTNR', 'custom:/no~1such'])
        self.ok('columns', self.id, 'purchase_order', 'rename', '/BSTNR', 'Nummer')
        self.assertIn('Nummer', self.ok('columns', self.id, 'purchase_order'))
        self.assertNotIn('Größe', self.ok('columns', self.id, 'purchase_order'))
        self.ok('columns', self.id, 'purchase_order', 'remove', '/BSTNR')
        self.assertNotIn('custom:/BSTNR', self.rows('--offline')[0])
        self.assertIn('custom:/no~1such', self.rows('--offline')[0])

    def test_at_once(self):
        """Of programs that change one connection at the same time, none takes back what another did."""
        processes = [self.home.start('columns', self.id, 'purchase_order', 'add', '/f%d' % i) for i in range(6)]
        for process in processes:
            out, err = (text.decode() for text in process.communicate(timeout=120))
            self.assertEqual((process.returncode, out), (0, ''), err)
        listed = self.ok('columns', self.id, 'purchase_order')
        self.assertEqual([i for i in range(6) if '/f%d\n' % i not in listed], [])

    def test_scope_of_one_run(self):
        self.ok('records', self.id, 'purchase_order', '--scope', 'open', '--limit', '1')
        self.assertNotIn('scopes', self.file())
        self.ok('columns', self.id, 'purchase_order', 'add', '/x')
        self.assertNotIn('scopes', self.file())

    def file(self):
        folder = os.path.join(self.home.env['XDG_DATA_HOME'], 'millwright', 'connections')
        with open(os.path.join(folder, self.id + '.json'), encoding='utf-8') as opened:
            return json.load(opened)

    def test_refused(self):
        for words, sentence in ((('add', 'BSTNR'), '“BSTNR” is no path of a field'), (('add',), 'Say “add”'),
                                (('remove', '/x'), '“/x” is none of your own columns.'),
                                (('rename', '/x'), 'Say “add”'), (('rename', '/x', 'X'), '“/x” is none of your own columns.'), (('remove', '/x', 'X'), 'Say “add”')):
            status, out, err = self.home.run('columns', self.id, 'purchase_order', *words)
            self.assertEqual((status, out), (2, ''), err)
            self.assertIn(sentence, err)
        self.ok('columns', self.id, 'purchase_order', 'add', '/x')
        status, out, err = self.home.run('columns', self.id, 'purchase_order', 'add', '/x')
        self.assertEqual(status, 2)
        self.assertIn('“/x” is a column already.', err)

    def test_full(self):
        """A disk that is full is no mistake of whoever typed; the column is none then."""

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

        process = self.home.start('columns', self.id, 'purchase_order', 'add', '/x', preexec_fn=limit,
                                  restore_signals=False)
        out, err = (text.decode() for text in process.communicate(timeout=120))
        self.assertEqual((process.returncode, out), (1, ''), err)
        self.assertNotIn('--help', err)
        self.assertEqual(self.ok('columns', self.id, 'purchase_order'), '')


if __name__ == '__main__':
    workshop.main(sys.argv)
