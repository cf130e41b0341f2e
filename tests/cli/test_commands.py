# test_commands.py: connect → connections → check → records → export → disconnect, against a made-up system
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import csv
import io
import json
import os
import pty
import re
import signal
import sys
import time

import workshop


class Commands(workshop.Case):
    def setUp(self):
        super().setUp()
        self.server = workshop.Workshop()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def connect(self, *words, status=0, password=workshop.PASSWORD):
        return self.home.run('connect', 'workshop', '--url', self.server.url + '/web/login', '--user', 'anna',
                             '--label', 'My plant', *words, stdin=password + '\n')

    def connected(self, *words):
        status, out, err = self.connect(*words)
        self.assertEqual(status, 0, err)
        self.assertRegex(out, r'^[0-9a-f-]{36}\n$')
        return out.strip()

    def test_sign_in_ends_soon(self):
        """The list warns a week before a sign-in ends that does not renew itself, without asking the system."""
        day = 24 * 60 * 60
        for days, words, warned in ((8, ['--forget-password'], False), (6, ['--forget-password'], True), (6, [], False)):
            self.server.ends_at = int(time.time()) + days * day
            id = self.connected(*words)
            before = len(self.server.requests)
            status, out, err = self.home.run('connections')
            self.assertEqual((status, len(out.splitlines())), (0, 2), err)
            self.assertEqual(len(self.server.requests), before)
            self.assertEqual('millwright sign-in ' + id in err, warned, err)
            self.assertEqual('does not renew itself' in err, warned, err)
            self.ok('disconnect', id)

    def test_all(self):
        id = self.connected()
        self.assertEqual(self.server.count('/login'), 1)
        lines = self.ok('connections').splitlines()
        self.assertEqual(len(lines), 2)
        for word in (id, 'My plant', 'workshop', '127.0.0.1', 'anna'):
            self.assertIn(word, lines[1])
        self.assertIn('Working', self.ok('check', 'my PLANT'))
        self.assertIn('Workshop 9.1', self.ok('check', id[:6]))
        self.assertIn('\nToken: ', self.ok('check', id))

        table = self.ok('records', 'My plant', 'purchase_order').splitlines()
        self.assertEqual(len(table), 6)
        self.assertIn('PO-1', table[1])
        self.assertIn('0.5', table[1])
        status, out, err = self.home.run('records', id, 'purchase_order')
        self.assertRegex(err, r'(?m)^Compared in full at 20\d\d-\d\d-\d\d \d\d:\d\d$')
        rows = list(csv.DictReader(io.StringIO(self.ok('records', id, 'Purchase orders', '--format', 'csv'), newline='')))
        self.assertEqual([row['number'] for row in rows], [workshop.order(n)['no'] for n in range(5)])
        records = json.loads(self.ok('records', id, 'purchase-order', '-f', 'json'))
        self.assertEqual([record['total'] for record in records], [0.5, 1.5, 2.5, 3.5, 4.5])
        self.assertEqual([record['number'] for record in records], [workshop.order(n)['no'] for n in range(5)])
        self.assertIsNone(records[0]['currency'])
        raw = json.loads(self.ok('records', id, 'purchase_order', '--raw', '--format', 'json'))
        self.assertEqual(raw, [workshop.order(n) for n in range(5)])
        self.assertEqual(self.ok('records', id, 'purchase_order', '--raw', 'orders', '--format=json'),
                         self.ok('records', '--raw', id, 'purchase_order', '--format=json'))
        self.assertEqual(len(json.loads(self.ok('records', id, 'purchase_order', '-n', '3', '-f', 'json'))), 3)
        self.assertEqual(json.loads(self.ok('records', id, 'vendor', '-f', 'json')), [])
        self.assertIn('orders', self.fails(2, 'records', id, 'purchase_order', '--raw=nonsense'))
        self.assertIn('purchase_order', self.fails(2, 'records', id, 'nonsense'))

        path = os.path.join(self.home.folder, 'orders.csv')
        self.assertEqual(self.ok('export', id, 'purchase_order', '-o', path), '')
        with open(path, newline='') as file:
            self.assertEqual(list(csv.DictReader(file)), rows)
        self.assertIn('--force', self.fails(1, 'export', id, 'purchase_order', '-o', path))
        self.ok('export', id, 'purchase_order', '-o', path, '--raw', '--force')
        with open(path, newline='') as file:
            self.assertEqual([row['no'] for row in csv.DictReader(file)], [workshop.order(n)['no'] for n in range(5)])
        self.fails(1, 'export', id, 'purchase_order', '-o', '/nonsense/x.csv')
        self.assertEqual(self.server.count('/login'), 1)

        self.ok('disconnect', id)
        self.assertEqual(self.server.count('/logout'), 1)
        self.assertEqual(self.ok('connections'), '')
        self.fails(1, 'check', id)
        self.assertEqual(os.listdir(os.path.join(self.home.env['XDG_DATA_HOME'], 'millwright', 'connections')), [])

    def test_other_sign_in(self):
        """A sign-in page in front of the system is named, with the words to use instead; no password goes out."""
        self.server.elsewhere = 'https://acme.okta.com/app/x/sso/saml?SAMLRequest=canary-request'
        status, out, err = self.connect()
        self.assertEqual(status, 3, err)
        self.assertIn('wants a sign-in at Okta', err)
        self.assertIn('To do so: --sign-in key\n', err)
        self.assertNotIn('canary', err)
        self.assertEqual(self.server.n_logins, 0)

    def test_refused(self):
        status, out, err = self.connect(password='canary-wrong-3f')
        self.assertEqual((status, out), (3, ''))
        self.assertIn('does not accept', err)
        self.assertNotIn('canary-wrong-3f', err)
        self.assertEqual(self.server.count('/login'), 1)
        self.assertEqual(self.ok('connections'), '')

    def test_no_password(self):
        status, out, err = self.home.run('connect', 'workshop', '--url', self.server.url, '--user', 'anna')
        self.assertEqual((status, out), (2, ''))
        self.assertEqual(self.server.requests, [])

    def test_key(self):
        status, out, err = self.home.run('connect', 'workshop', '--sign-in', 'key', '--url', self.server.url,
                                         stdin='Bearer %s\n' % workshop.KEY)
        self.assertEqual(status, 0, err)
        self.assertEqual(self.server.count('/login'), 0)
        self.ok('records', out.strip(), 'purchase_order')

    def test_session_only(self):
        self.connected('--session-only')
        self.assertEqual(self.ok('connections'), '')
        if os.path.exists(self.home.keyring):
            with open(self.home.keyring, 'rb') as file:
                self.assertNotIn(b'connection', file.read())

    def test_sign_in_again(self):
        id = self.connected('--forget-password')
        with open(os.path.join(self.home.env['XDG_DATA_HOME'], 'millwright', 'connections', id + '.json')) as file:
            self.assertFalse(json.load(file)['keep_password'])
        before, workshop.TOKEN = workshop.TOKEN, 'canary-token-second'
        try:
            self.assertIn('millwright sign-in', self.fails(3, 'records', id, 'purchase_order'))
            self.assertEqual(self.server.count('/login'), 1)
            self.fails(3, 'check', id)
            self.ok('sign-in', id, stdin=workshop.PASSWORD + '\n')
            self.ok('records', id, 'purchase_order')
            self.assertEqual(self.server.count('/login'), 2)
        finally:
            workshop.TOKEN = before

    def test_not_reachable(self):
        id = self.connected()
        self.server.shutdown()
        self.server.server_close()
        self.assertIn('does not answer', self.fails(4, 'check', id))
        self.fails(4, 'records', id, 'purchase_order')
        self.fails(4, 'connect', 'workshop', '--url', 'https://no-such-host.invalid', '--user', 'anna', stdin='x\n')
        self.ok('disconnect', id)

    def test_plain_http(self):
        err = self.fails(1, 'connect', 'workshop', '--url', 'http://192.0.2.1', '--user', 'anna', stdin='x\n')
        self.assertIn('--allow-http', err)
        self.assertIn('not encrypted', err)

    def test_certificate(self):
        path = os.path.join(self.home.folder, 'server.pem')
        with open(path, 'w') as file:
            file.write(workshop.read_certificate('MW_TEST_CERTIFICATE_LOCAL'))
        server = workshop.Workshop(path)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        words = ('connect', 'workshop', '--url', server.url, '--user', 'anna')
        err = self.fails(4, *words, stdin=workshop.PASSWORD + '\n')
        fingerprint = re.search(r'--trust-certificate (\S+)', err).group(1)
        self.assertEqual(server.requests, [])
        wrong = ('0' if fingerprint[0] != '0' else '1') + fingerprint[1:]
        self.assertIn('not the fingerprint', self.fails(4, *words, '--trust-certificate', wrong, stdin='x\n'))
        self.assertEqual(server.requests, [])
        id = self.ok(*words, '--trust-certificate', fingerprint.lower(), stdin=workshop.PASSWORD + '\n').strip()
        self.assertIn('PO-1', self.ok('records', id, 'purchase_order'))

    def test_server_error(self):
        id = self.connected()
        self.server.failing = True
        err = self.fails(1, 'records', id, 'purchase_order')
        self.assertNotIn(workshop.TOKEN, err)

    def test_interrupt(self):
        id = self.connected()
        self.server.gate.clear()
        self.addCleanup(self.server.gate.set)
        process = self.home.start('records', id, 'purchase_order')
        while self.server.count('/orders') < 3:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(out, b'')

    def test_closed_stdout(self):
        self.server.n_orders = 60
        self.server.padding = 'x' * 4000  # more than a pipe holds
        id = self.connected()
        for form in ('table', 'csv', 'json'):
            with self.home.start('records', id, 'purchase_order', '-f', form) as process:
                process.stdout.read(10)
                process.stdout.close()
                # A sanitizer says that it is there.
                said = [line for line in process.stderr.read().splitlines() if b'swapcontext' not in line]
                self.assertEqual([line.split(b' at ')[0] for line in said], [b'Compared in full'])
                self.assertEqual(process.wait(timeout=60), 0)

    def test_full_disk(self):
        id = self.connected()
        with open('/dev/full', 'wb') as full:
            for form in ('table', 'csv', 'json'):
                process = self.home.start('records', id, 'purchase_order', '-f', form, stdout=full)
                _, err = process.communicate(timeout=60)
                self.assertEqual(process.returncode, 1)
                self.assertIn(b'full', err)

    def test_terminal(self):
        """Asked on a terminal, the password is not shown."""
        main, side = pty.openpty()
        process = self.home.start('connect', 'workshop', '--url', self.server.url, stdin=side, stderr=side)
        os.close(side)
        shown = b''
        for question, answer in ((b'User name', b'anna\n'), (b'Password', workshop.PASSWORD.encode() + b'\n')):
            while question not in shown:
                shown += os.read(main, 1000)
            os.write(main, answer)
        out = process.stdout.read()
        self.assertEqual(process.wait(timeout=60), 0)
        try:
            while True:
                shown += os.read(main, 1000)
        except OSError:
            pass
        os.close(main)
        process.stdout.close()
        self.assertRegex(out, rb'^[0-9a-f-]{36}\n$')
        self.assertIn(b'anna', shown)
        self.assertNotIn(workshop.PASSWORD.encode(), shown)

    def test_no_keyring(self):
        for name in ('SECRET_BACKEND', 'SECRET_FILE_TEST_PATH', 'SECRET_FILE_TEST_PASSWORD'):
            del self.home.env[name]
        self.home.env['DBUS_SESSION_BUS_ADDRESS'] = 'disabled:'
        status, out, err = self.connect()
        self.assertEqual((status, out), (1, ''), err)
        self.assertIn('--session-only', err)
        self.assertEqual(self.server.count('/login'), 0)
        status, out, err = self.connect('--session-only')
        self.assertEqual(status, 0, err)
        self.assertEqual(self.server.count('/login'), 1)

    def test_damaged_file(self):
        id = self.connected()
        folder = os.path.join(self.home.env['XDG_DATA_HOME'], 'millwright', 'connections')
        broken = os.path.join(folder, '00000000-0000-4000-8000-000000000001.json')
        with open(broken, 'w') as file:
            file.write('{"format": 1,')
        status, out, err = self.home.run('connections')
        self.assertEqual(status, 0)
        self.assertIn(id, out)
        self.assertIn(broken, err)
        self.assertTrue(os.path.exists(broken))


if __name__ == '__main__':
    workshop.main(sys.argv)
