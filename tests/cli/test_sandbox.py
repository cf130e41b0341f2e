# test_sandbox.py: in a Flatpak's sandbox each command that is named is the one that works there, and no file is written into nothing
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import hashlib
import json
import os
import re
import sys
import tempfile

import workshop

COMMAND = 'flatpak run --command=millwright org.example.Mill'


class Sandbox(workshop.Case):
    def setUp(self):
        super().setUp()
        # On a file system of its own, as what a Flatpak was given is.
        self.given = tempfile.mkdtemp(prefix='millwright-given-', dir='/dev/shm')
        self.addCleanup(os.rmdir, self.given)
        with open(os.path.join(self.home.folder, '.flatpak-info'), 'w') as file:
            file.write('[Application]\nname=org.example.Mill\n\n[Context]\nshared=network;ipc;\nfilesystems=/tmp;\n')
        self.home.env['MILLWRIGHT_SANDBOX_ROOT'] = self.home.folder
        self.server = workshop.Workshop()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def connect(self):
        return self.ok('connect', 'workshop', '--url', self.server.url, '--user', 'anna', stdin=workshop.PASSWORD + '\n').strip()

    def test_commands(self):
        self.assertIn('Usage: %s [COMMAND …]' % COMMAND, self.ok('--help'))
        self.assertIn('Usage: %s records ' % COMMAND, self.ok('records', '--help'))
        self.assertIn('%s sign-in CONNECTION' % COMMAND, self.ok('connections', '--help'))
        self.assertIn('~/data_home/millwright/systems.', self.ok('systems', '--help'))
        status, out, err = self.home.run('connections')
        self.assertIn('%s connect demo' % COMMAND, err)
        for words in (['nonsense'], ['records', '--nonsense'], ['systems', '--help'], ['connect', 'nonsense']):
            status, out, err = self.home.run(*words)
            # Never the one of a program that is installed without a sandbox.
            self.assertIsNone(re.search(r'(?<!command=)\bmillwright [a-z-]', out + err), out + err)

    def test_outside(self):
        del self.home.env['MILLWRIGHT_SANDBOX_ROOT']
        self.assertIn('Usage: millwright [COMMAND …]', self.ok('--help'))
        id = self.connect()
        self.ok('export', id, 'purchase_order', '-o', os.path.join(self.home.folder, 'orders.csv'))

    def test_output(self):
        id = self.connect()
        n_requests = len(self.server.requests)
        lost = os.path.join(self.home.folder, 'orders.csv')
        error = self.fails(2, 'export', id, 'purchase_order', '-o', lost)
        self.assertIn('%s records CONNECTION LIST --format csv > FILE' % COMMAND, error)
        self.assertIn('--filesystem=FOLDER', error)
        self.assertIn('sandbox', self.fails(2, 'connections', '--export', lost))
        self.assertFalse(os.path.exists(lost))
        # Before anything was asked for.
        self.assertEqual(len(self.server.requests), n_requests)
        kept = os.path.join(self.given, 'orders.csv')
        self.ok('export', id, 'purchase_order', '-o', kept)
        with open(kept) as file:
            self.assertIn('PO-1', file.read())
        os.unlink(kept)
        self.assertIn('PO-1', self.ok('export', id, 'purchase_order', '--force', '-o', '/dev/stdout'))

    def test_input(self):
        missing = os.path.join(self.home.folder, 'missing.json')
        for words in (['connections', '--import'], ['systems', '--lint'], ['systems', 'allow'], ['connect', '--system']):
            self.assertIn('--filesystem=FOLDER:ro', self.fails(2, *words, missing))

    def test_state(self):
        """A Flatpak before 1.13 has no folder for states: what was allowed is kept all the same."""
        del self.home.env['XDG_STATE_HOME']
        folder = os.path.join(self.home.env['XDG_DATA_HOME'], 'millwright', 'systems')
        os.makedirs(folder)
        text = json.dumps({'format': 1, 'revision': 1, 'id': 'mine', 'name': 'My plant', 'extends': 'workshop'})
        path = os.path.join(folder, 'mine.json')
        with open(path, 'w') as file:
            file.write(text)
        self.ok('systems', 'allow', path, '--sha256', hashlib.sha256(text.encode()).hexdigest())
        with open(os.path.join(self.home.env['XDG_DATA_HOME'], 'millwright', 'allowed-systems.json')) as file:
            self.assertIn('"mine"', file.read())
        self.ok('connect', 'mine', '--url', self.server.url, '--user', 'anna', stdin=workshop.PASSWORD + '\n')


if __name__ == '__main__':
    workshop.main(sys.argv)
