# test_seats.py: sessions that take a seat of the system's licence: one for all processes, ended by the last
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import sys
import time

import workshop


class Seats(workshop.Case):
    def setUp(self):
        super().setUp()
        self.server = workshop.Workshop()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def connect(self, *words):
        return self.ok('connect', 'depot', '--sign-in', 'seat', '--url', self.server.url, '--field', 'client=anna',
                       *words, stdin=workshop.PASSWORD + '\n').strip()

    def seats(self):
        return self.server.n_logins, self.server.count('/logout')

    def test_ended_at_exit(self):
        """No process leaves a session behind; the kept password opens the next one, before anything is asked."""
        id = self.connect()
        self.assertEqual(self.seats(), (1, 1))
        for n in (2, 3):
            before = len(self.server.requests)
            self.assertIn('PO-1', self.ok('records', id, 'purchase_order'))
            self.assertEqual(self.seats(), (n, n))
            self.assertEqual(self.server.requests[before], '/login')
        self.assertIn('Working', self.ok('check', id))
        self.ok('disconnect', id)
        logins, logouts = self.seats()
        self.assertEqual(logins, logouts)

    def test_shared(self):
        """Two processes at once use one session; only the one that ends last logs out."""
        id = self.connect()
        self.server.gate.clear()
        self.addCleanup(self.server.gate.set)
        first = self.home.start('records', id, 'purchase_order', '-f', 'json')
        while self.server.count('/orders') < 4:
            self.assertIsNone(first.poll())
            time.sleep(0.02)
        self.ok('check', id)
        self.assertIsNone(first.poll())
        self.assertEqual(self.seats(), (2, 1))
        self.server.gate.set()
        out, err = first.communicate(timeout=60)
        self.assertEqual(first.returncode, 0, err)
        self.assertEqual(len(json.loads(out)), 5)
        self.assertEqual(self.seats(), (2, 2))

    def test_password_not_kept(self):
        """What the next command could not get by itself is not taken away from it."""
        id = self.connect('--forget-password')
        self.assertEqual(self.seats(), (1, 0))
        self.assertIn('PO-1', self.ok('records', id, 'purchase_order'))
        self.assertEqual(self.seats(), (1, 0))
        self.ok('disconnect', id)
        self.assertEqual(self.seats(), (1, 1))

    def test_refused_once(self):
        """A password that was changed meanwhile is tried once, by no other process again, and typed anew."""
        id = self.connect()
        self.server.refusing = True
        for told in 'not accept the kept password', 'millwright sign-in', 'millwright sign-in':
            self.assertIn(told, self.fails(3, 'records', id, 'purchase_order'))
        self.assertEqual(self.server.count('/login'), 2)
        self.server.refusing = False
        self.ok('sign-in', id, stdin=workshop.PASSWORD + '\n')
        self.assertIn('PO-1', self.ok('records', id, 'purchase_order'))


if __name__ == '__main__':
    workshop.main(sys.argv)
