# test_refused.py: what a server refused is sent by no process again, however the one that was refused ended
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import sys
import time

import workshop


class Refused(workshop.Case):
    def setUp(self):
        super().setUp()
        self.server = workshop.Workshop()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def connect(self, *words, stdin):
        return self.ok('connect', 'workshop', '--url', self.server.url, *words, stdin=stdin).strip()

    def secrets_sent(self):
        """Requests of a kind that holds a password, a key or a token."""
        return sum(1 for path in self.server.requests if path != '/version')

    def test_key(self):
        """One process is refused; none after it sends the key, until somebody types one."""
        id = self.connect('--sign-in', 'key', stdin=workshop.KEY + '\n')
        self.server.ended = True
        before = self.secrets_sent()
        self.assertIn('millwright sign-in', self.fails(3, 'records', id, 'purchase_order'))
        self.assertGreater(self.secrets_sent(), before)
        before = self.secrets_sent()
        for words in ('records', id, 'purchase_order'), ('check', id), ('export', id, 'vendor', '-o', 'x.csv'):
            self.assertIn('does not know this sign-in any more', self.fails(3, *words))
        self.assertEqual(self.secrets_sent(), before)
        self.server.ended = False
        self.fails(3, 'records', id, 'purchase_order')
        self.assertEqual(self.secrets_sent(), before)
        self.ok('sign-in', id, stdin=workshop.KEY + '\n')
        self.assertIn('PO-1', self.ok('records', id, 'purchase_order'))
        self.ok('disconnect', id)
        self.assertEqual(os.listdir(os.path.join(self.home.env['XDG_DATA_HOME'], 'millwright', 'connections')), [])

    def test_at_once(self):
        """Many processes with one kept password that was changed: one login for all of them."""
        id = self.connect('--user', 'anna', stdin=workshop.PASSWORD + '\n')
        self.server.ended = True
        self.server.refusing = True
        self.server.held = '/orders'
        self.server.gate.clear()
        # With a limit, which keeps nothing: else one would read for all of them.
        running = [self.home.start('records', id, 'purchase_order', '--limit', '1000') for n in range(4)]
        while self.server.count('/orders') < len(running):
            self.assertEqual([process.poll() for process in running], [None] * len(running))
            time.sleep(0.01)
        self.server.gate.set()
        for process in running:
            err = process.communicate(timeout=120)[1].decode()
            self.assertEqual(process.returncode, 3, err)
            self.assertIn('does not accept the kept password', err)
        self.assertEqual(self.server.count('/login'), 2)

    def test_killed(self):
        """Killed before it has heard of the refusal: the next one asks once, and the one after it not at all."""
        id = self.connect('--user', 'anna', stdin=workshop.PASSWORD + '\n')
        self.server.ended = True
        self.server.refusing = True
        self.server.held = '/login'
        self.server.gate.clear()
        process = self.home.start('records', id, 'purchase_order')
        while self.server.count('/login') < 2:
            self.assertIsNone(process.poll())
            time.sleep(0.01)
        process.kill()
        process.communicate()
        self.server.held = None
        self.server.gate.set()
        for n in range(3):
            self.assertIn('does not accept the kept password', self.fails(3, 'records', id, 'purchase_order'))
            self.assertEqual(self.server.count('/login'), 3)


if __name__ == '__main__':
    workshop.main(sys.argv)
