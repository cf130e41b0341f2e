# test_user_files.py: a system file of the user's is shown, allowed by its hash, and asked about again when it changes
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import hashlib
import json
import os
import sys

import workshop

MINE = {'format': 1, 'revision': 1, 'id': 'mine', 'name': 'My plant', 'extends': 'workshop'}


class UserFiles(workshop.Case):
    def setUp(self):
        super().setUp()
        self.server = workshop.Workshop()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.folder = os.path.join(self.home.env['XDG_DATA_HOME'], 'millwright', 'systems')
        os.makedirs(self.folder)

    def write(self, name='mine.json', **members):
        path = os.path.join(self.folder, name)
        text = json.dumps({**MINE, **members})
        with open(path, 'w') as file:
            file.write(text)
        return path, hashlib.sha256(text.encode()).hexdigest()

    def connect(self):
        return self.home.run('connect', 'mine', '--url', self.server.url, '--user', 'anna', stdin=workshop.PASSWORD + '\n')

    def test_allow(self):
        path, sha256 = self.write()
        self.assertIn('My plant (not checked by us)', self.ok('systems'))
        self.assertIn('Not checked by us: a file of your own', self.ok('systems', 'mine'))
        status, out, err = self.connect()
        self.assertEqual(status, 1)
        self.assertIn('is not allowed as it is now', err)
        self.assertIn('millwright systems allow ' + path, err)
        self.assertEqual(self.server.requests, [])

        # Nobody can be asked here: it is shown, and not allowed.
        status, out, err = self.home.run('systems', 'allow', path, stdin='yes\n')
        self.assertEqual(status, 1)
        for line in (sha256, 'The address that you type in “Address”', 'Password: with POST login, in the body',
                     'GET /{table}?offset={offset}&limit={limit}', 'ORDERS: with {"table":"orders"}'):
            self.assertIn(line, out)
        self.assertIn('--sha256 ' + sha256, err)
        self.fails(1, 'systems', 'allow', path, '--sha256', '0' * 64)
        self.assertEqual(self.connect()[0], 1)
        self.assertEqual(self.server.requests, [])

        self.ok('systems', 'allow', path, '--sha256', sha256)
        status, out, err = self.connect()
        self.assertEqual(status, 0, err)
        id = out.strip()
        self.assertEqual(len(json.loads(self.ok('records', id, 'purchase_order', '-f', 'json'))), 5)

        # Changed: asked again, and the connection is still there.
        n_requests = len(self.server.requests)
        path, sha256 = self.write(revision=2)
        self.assertIn(id, self.ok('connections'))
        self.assertIn('is not allowed as it is now', self.fails(1, 'records', id, 'purchase_order'))
        self.assertEqual(len(self.server.requests), n_requests)
        self.ok('systems', 'allow', path, '--sha256', sha256)
        self.assertIn('revision 1, now 2', self.ok('check', id))

    def test_elsewhere(self):
        elsewhere = os.path.join(self.home.folder, 'mine.json')
        path, sha256 = self.write()
        os.rename(path, elsewhere)
        self.ok('systems', 'allow', elsewhere, '--sha256', sha256)
        self.assertTrue(os.path.exists(path))
        self.assertEqual(self.connect()[0], 0)
        with open(elsewhere, 'a') as file:
            file.write('\n')
        with open(elsewhere, 'rb') as file:
            sha256 = hashlib.sha256(file.read()).hexdigest()
        self.assertIn('--force', self.fails(1, 'systems', 'allow', elsewhere, '--sha256', sha256))
        self.ok('systems', 'allow', elsewhere, '--sha256', sha256, '--force')

    def test_bad(self):
        bad, _ = self.write('bad.json', colour='blue')
        newer, _ = self.write('newer.json', format=2)
        shadow, _ = self.write('workshop.json', id='workshop')
        self.write()
        status, out, err = self.home.run('systems')
        self.assertEqual(status, 0)
        self.assertIn('My plant', out)
        self.assertEqual(out.count('orkshop'), 2)
        self.assertIn('bad.json: colour: unknown key', err)
        self.assertIn('needs a newer Millwright', err)
        self.assertIn('workshop.json: id: “workshop” is the id of a built-in system', err)
        self.assertIn('This file needs a newer Millwright', self.fails(1, 'systems', 'allow', newer))
        self.assertIn('bad.json: colour: unknown key', self.fails(1, 'systems', 'allow', bad))
        self.fails(1, 'systems', 'allow', os.path.join(self.folder, 'nothing.json'))
        self.fails(2, 'systems', 'two', 'words')


if __name__ == '__main__':
    workshop.main(sys.argv)
