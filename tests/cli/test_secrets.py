# test_secrets.py: passwords and keys that a program gives, in a variable or through an open file, and where they stay
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import os
import pty
import re
import signal
import sys
import time

import workshop

LONGEST = 65536


class Secrets(workshop.Case):
    def setUp(self):
        super().setUp()
        self.server = workshop.Workshop()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.where = ('--url', self.server.url, '--user', 'anna')

    def give(self, contents):
        """The number of a file that has @contents."""
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        os.write(writing, contents)
        os.close(writing)
        self.addCleanup(os.close, reading)
        return reading

    def run_with(self, *words, files=(), stdin=b''):
        process = self.home.start(*words, pass_fds=files)
        out, err = process.communicate(stdin, timeout=120)
        return process.returncode, out.decode(), err.decode()

    def connected(self, *words):
        self.home.env['PLANT_PASSWORD'] = workshop.PASSWORD
        id = self.ok('connect', 'workshop', *self.where, '--secret-env', 'password=PLANT_PASSWORD', *words).strip()
        del self.home.env['PLANT_PASSWORD']
        return id

    def without_keyring(self):
        del self.home.env['SECRET_BACKEND']
        self.home.env['DBUS_SESSION_BUS_ADDRESS'] = 'unix:path=/nonexistent/bus'

    def file_of(self, id):
        with open(os.path.join(self.home.env['XDG_DATA_HOME'], 'millwright', 'connections', id + '.json')) as file:
            return json.load(file)

    def test_from_a_variable(self):
        id = self.connected()
        self.assertEqual(self.server.n_logins, 1)
        # It is stored as if it had been typed.
        self.ok('records', id, 'purchase_order')
        self.assertEqual(self.server.n_logins, 1)

    def test_from_a_file(self):
        for end in ('', '\n', '\r\n'):
            with self.subTest(end=end):
                fd = self.give((workshop.PASSWORD + end).encode())
                status, out, err = self.run_with('connect', 'workshop', *self.where, '--secret-fd=password=%d' % fd, files=(fd,))
                self.assertEqual(status, 0, err)
        self.assertEqual(self.server.n_logins, 3)

    def test_from_standard_input(self):
        status, out, err = self.run_with('connect', 'workshop', *self.where, '--secret-fd', 'password=0',
                                         stdin=workshop.PASSWORD.encode())
        self.assertEqual(status, 0, err)

    def test_says_which_sign_in(self):
        """Who gives a key does not sign in with a password, which comes first."""
        self.home.env['PLANT_KEY'] = 'Bearer ' + workshop.KEY
        status, out, err = self.home.run('connect', 'workshop', '--url', self.server.url, '--secret-env', 'key=PLANT_KEY')
        self.assertEqual(status, 0, err)
        self.assertEqual((self.server.n_logins, self.file_of(out.strip())['sign_in']), (0, 'key'))

    def test_signs_in_again(self):
        id = self.connected('--forget-password')
        before, workshop.TOKEN = workshop.TOKEN, 'canary-token-second'
        try:
            self.fails(3, 'records', id, 'purchase_order')
            self.home.env['PLANT_PASSWORD'] = workshop.PASSWORD
            self.ok('sign-in', id, '--secret-env', 'password=PLANT_PASSWORD')
            del self.home.env['PLANT_PASSWORD']
            self.ok('records', id, 'purchase_order')
        finally:
            workshop.TOKEN = before
        self.assertEqual(self.server.n_logins, 2)

    def test_without_a_keyring(self):
        """One sign-in and one logout a command; no token is anywhere afterwards."""
        self.without_keyring()
        id = self.connected('--keep-no-token')
        self.assertEqual((self.server.n_logins, self.server.count('/logout')), (1, 1))
        self.assertEqual(self.file_of(id)['place'], 'none')
        self.assertIn('not kept', self.ok('connections'))
        err = self.fails(3, 'records', id, 'purchase_order')
        self.assertIn('--secret-env', err)
        self.assertNotIn('millwright sign-in', err)
        self.home.env['PLANT_PASSWORD'] = workshop.PASSWORD
        given = ('--secret-env', 'password=PLANT_PASSWORD')
        path = os.path.join(self.home.folder, 'orders.csv')
        self.assertEqual(len(json.loads(self.ok('records', id, 'purchase_order', '-f', 'json', *given))), 5)
        self.assertIn('Working', self.ok('check', id, *given))
        self.ok('export', id, 'purchase_order', '-o', path, *given)
        self.ok('scope', id, *given)
        self.assertEqual((self.server.n_logins, self.server.count('/logout')), (5, 5))
        self.home.env['PLANT_PASSWORD'] = 'canary-wrong-4d'
        err = self.fails(3, 'records', id, 'purchase_order', *given)
        self.assertNotIn('canary', err)
        self.assertEqual(self.server.count('/login'), 6)
        # A job does not send it again, however often it runs; a person may check another one.
        for words in (('records', id, 'purchase_order'), ('export', id, 'purchase_order', '-o', 'x.csv'), ('scope', id)):
            self.assertIn('millwright check ' + id, self.fails(3, *words, *given))
        self.assertEqual(self.server.count('/login'), 6)
        self.fails(3, 'check', id, *given)
        self.assertEqual(self.server.count('/login'), 7)
        self.home.env['PLANT_PASSWORD'] = workshop.PASSWORD
        self.fails(3, 'records', id, 'purchase_order', *given)
        self.assertEqual(self.server.count('/login'), 7)
        self.ok('check', id, *given)
        self.ok('records', id, 'purchase_order', *given)
        self.assertEqual(self.server.count('/login'), 9)
        self.assertEqual(self.server.count('/logout'), 7)
        self.ok('disconnect', id)
        self.assertEqual(os.listdir(os.path.join(self.home.env['XDG_DATA_HOME'], 'millwright', 'connections')), [])
        self.assertEqual(self.ok('connections'), '')
        self.assertFalse(os.path.exists(self.home.keyring))

    def test_a_token_after_all(self):
        id = self.connected('--keep-no-token')
        self.fails(3, 'records', id, 'purchase_order')
        self.ok('sign-in', id, stdin=workshop.PASSWORD + '\n')
        self.assertEqual(self.file_of(id)['place'], 'keyring')
        n_logins = self.server.n_logins
        self.ok('records', id, 'purchase_order')
        self.assertEqual(self.server.n_logins, n_logins)

    def test_a_damaged_keyring(self):
        """It stops reading and signing in until a new one is begun; the old one is kept as it is."""
        id = self.connected()
        with open(self.home.keyring, 'rb') as file:
            damaged = file.read()[:100]
        with open(self.home.keyring, 'wb') as file:
            file.write(damaged)
        for words in (('records', id, 'purchase_order'), ('sign-in', id), ('connect', 'workshop', *self.where)):
            with self.subTest(words=words):
                err = self.fails(3, *words, stdin=workshop.PASSWORD + '\n')
                self.assertIn('keyring file is damaged', err)
                self.assertIn('millwright connections --new-keyring', err)
                self.assertIn(self.home.keyring, err)
        # No password was sent for what could not be stored.
        self.assertEqual(self.server.n_logins, 1)
        status, out, err = self.home.run('connections', '--new-keyring')
        self.assertEqual((status, out), (0, ''))
        name = re.search(r'kept as (\S+)\. ', err).group(1)
        self.assertEqual(os.path.dirname(name), os.path.dirname(self.home.keyring))
        with open(name, 'rb') as file:
            self.assertEqual(file.read(), damaged)
        self.assertFalse(os.path.exists(self.home.keyring))
        self.ok('sign-in', id, stdin=workshop.PASSWORD + '\n')
        self.ok('records', id, 'purchase_order')
        self.assertEqual(self.server.n_logins, 2)
        status, out, err = self.home.run('connections', '--new-keyring')
        self.assertEqual(status, 0)
        self.assertIn('not damaged', err)
        self.ok('records', id, 'purchase_order')

    def test_another_key(self):
        id = self.connected()
        self.home.env['SECRET_FILE_TEST_PASSWORD'] = 'another'
        self.assertIn('cannot be unlocked', self.fails(3, 'records', id, 'purchase_order'))
        self.ok('sign-in', id, stdin=workshop.PASSWORD + '\n')
        self.ok('records', id, 'purchase_order')

    def test_without_looking_at_what_is_stored(self):
        id = self.connected()
        with open(self.home.keyring, 'rb') as file:
            stored = file.read()
        self.home.env['PLANT_PASSWORD'] = 'canary-wrong-5e'
        given = ('--secret-env', 'password=PLANT_PASSWORD')
        self.fails(3, 'records', id, 'purchase_order', *given)
        self.home.env['PLANT_PASSWORD'] = workshop.PASSWORD
        self.ok('check', id, *given)
        self.assertEqual(self.server.n_logins, 2)
        with open(self.home.keyring, 'rb') as file:
            self.assertEqual(file.read(), stored)
        os.unlink(self.home.keyring)
        self.without_keyring()
        self.ok('records', id, 'purchase_order', *given)
        self.assertFalse(os.path.exists(self.home.keyring))

    def test_a_token_that_ends_on_the_way_is_renewed(self):
        id = self.connected('--keep-no-token')
        self.home.env['PLANT_PASSWORD'] = workshop.PASSWORD
        self.server.n_orders = 250
        self.server.gate.clear()
        process = self.home.start('records', id, 'purchase_order', '-f', 'json', '--secret-env', 'password=PLANT_PASSWORD')
        while self.server.count('/orders') < 2:
            time.sleep(0.01)
        before, workshop.TOKEN = workshop.TOKEN, 'canary-token-third'
        try:
            self.server.gate.set()
            out, err = process.communicate(timeout=120)
        finally:
            workshop.TOKEN = before
        self.assertEqual(process.returncode, 0, err)
        self.assertEqual(len(json.loads(out)), 250)
        self.assertFalse(os.path.exists(self.home.keyring))

    def fails_with(self, sentence, *words, command=None, files=()):
        command = command or ('connect', 'workshop', *self.where)
        status, out, err = self.run_with(*command, *words, files=files, stdin=b'canary-typed\n')
        self.assertEqual((status, out), (2, ''), err)
        self.assertIn(sentence, err)
        self.assertIn('--help', err)
        self.assertNotIn('canary', err)
        self.assertEqual(self.server.requests, [])

    def test_what_does_not_fit(self):
        env = self.home.env
        env.update({'PLANT_PASSWORD': workshop.PASSWORD, 'EMPTY': '', 'BREAK': '\n', 'TWO_LINES': 'canary-a\ncanary-b',
                    'TOO_LONG': 'canary-' + 'x' * LONGEST})
        for sentence, words in (
                ('needs FIELD=VARIABLE', ['--secret-env', 'PLANT_PASSWORD']),
                ('needs FIELD=VARIABLE', ['--secret-env', '=PLANT_PASSWORD']),
                ('needs FIELD=VARIABLE', ['--secret-env', 'password=']),
                ('--secret-env needs a value', ['--secret-env']),
                ('“password” is not set', ['--secret-env', 'password=canary-instead-of-a-name']),
                ('“password” is empty', ['--secret-env', 'password=EMPTY']),
                ('“password” is empty', ['--secret-env', 'password=BREAK']),
                ('“password” is longer than 64 kB', ['--secret-env', 'password=TOO_LONG']),
                ('“password” is one line', ['--secret-env', 'password=TWO_LINES']),
                ('--field user=', ['--secret-env', 'user=PLANT_PASSWORD']),
                ('“nonsense” in the sign-in “password”, but: password', ['--secret-env', 'nonsense=PLANT_PASSWORD']),
                ('“key” in the sign-in “password”, but: password', ['--sign-in', 'password', '--secret-env', 'key=PLANT_PASSWORD']),
                ('“password” is given twice', ['--secret-env', 'password=PLANT_PASSWORD', '--secret-env', 'password=PLANT_PASSWORD']),
                ('needs FIELD=NUMBER', ['--secret-fd', '3']),
                ('needs the number', ['--secret-fd', 'password=three']),
                ('needs the number', ['--secret-fd', 'password=-1']),
                ('needs the number', ['--secret-fd', 'password=99999999999']),
                ('standard output', ['--secret-fd', 'password=1']),
                ('standard output', ['--secret-fd', 'password=2']),
                ('is not an open file', ['--secret-fd', 'password=77']),
                ('Either --session-only', ['--session-only', '--keep-no-token', '--secret-env', 'password=PLANT_PASSWORD'])):
            with self.subTest(words=words):
                self.fails_with(sentence, *words)
        self.fails_with('There is no option --secret-env', '--secret-env', 'password=PLANT_PASSWORD',
                        command=('disconnect', 'nothing'))

    def test_bytes_that_are_no_text(self):
        self.home.env[b'LATIN'] = b'canary-\xfc'
        self.fails_with('no text', '--secret-env', 'password=LATIN')
        for contents in (b'canary-\xfc', b'canary\0-after', b'\0'):
            with self.subTest(contents=contents):
                fd = self.give(contents)
                self.fails_with('no text', '--secret-fd', 'password=%d' % fd, files=(fd,))

    def test_files_that_do_not_fit(self):
        fd = self.give(b'')
        self.fails_with('“password” is empty', '--secret-fd', 'password=%d' % fd, files=(fd,))
        fd = self.give(workshop.PASSWORD.encode())
        self.fails_with('or was read already', '--secret-fd', 'password=%d' % fd, '--secret-fd', 'password=%d' % fd, files=(fd,))
        path = os.path.join(self.home.folder, 'long')
        with open(path, 'w') as file:
            file.write('canary-' + 'x' * LONGEST)
        fd = os.open(path, os.O_RDONLY)
        self.addCleanup(os.close, fd)
        self.fails_with('longer than 64 kB', '--secret-fd', 'password=%d' % fd, files=(fd,))
        for what, flags in ((self.home.folder, os.O_RDONLY), (path, os.O_WRONLY)):
            with self.subTest(what=what):
                fd = os.open(what, flags)
                self.addCleanup(os.close, fd)
                self.fails_with('cannot be read: ', '--secret-fd', 'password=%d' % fd, files=(fd,))
        main, fd = pty.openpty()
        self.addCleanup(os.close, main)
        self.addCleanup(os.close, fd)
        self.fails_with('is a terminal', '--secret-fd', 'password=%d' % fd, files=(fd,))

    def test_the_longest_that_is_taken(self):
        """A key of the greatest length goes out whole: the server refuses it, not the command line."""
        self.home.env['PLANT_PASSWORD'] = 'x' * LONGEST
        self.fails(3, 'connect', 'workshop', *self.where, '--secret-env', 'password=PLANT_PASSWORD')
        self.assertEqual(self.server.count('/login'), 1)

    def test_an_existing_connection_says_what_does_not_fit(self):
        id = self.connected()
        self.home.env['PLANT_PASSWORD'] = workshop.PASSWORD
        n_requests = len(self.server.requests)
        for command in (('records', id, 'purchase_order'), ('check', id), ('sign-in', id), ('choose', id), ('scope', id),
                        ('export', id, 'purchase_order', '-o', 'x.csv')):
            for sentence, words in (('but: password', ('--secret-env', 'key=PLANT_PASSWORD')),
                                    ('--field user=', ('--secret-env', 'user=PLANT_PASSWORD')),
                                    ('is not set', ('--secret-env', 'password=PLANT'))):
                with self.subTest(command=command[0], words=words):
                    self.assertIn(sentence, self.fails(2, *command, *words))
        self.assertEqual(len(self.server.requests), n_requests)

    def test_nobody_else_reads_it(self):
        """Not in /proc while it runs; and its memory ends in no core file."""
        self.home.env['PLANT_PASSWORD'] = workshop.PASSWORD
        id = self.ok('connect', 'workshop', *self.where, '--secret-env', 'password=PLANT_PASSWORD', '--keep-no-token').strip()
        self.server.n_orders = 250
        self.server.gate.clear()
        self.home.env['OTHER'] = 'stays'
        fd = self.give(workshop.PASSWORD.encode())
        for words, files in ((('--secret-env', 'password=PLANT_PASSWORD'), ()), (('--secret-fd', 'password=%d' % fd), (fd,))):
            with self.subTest(words=words):
                if files:
                    del self.home.env['PLANT_PASSWORD']
                self.server.requests.clear()
                process = self.home.start('records', id, 'purchase_order', *words, pass_fds=files)
                self.addCleanup(process.stdout.close)
                self.addCleanup(process.stderr.close)
                self.addCleanup(process.stdin.close)
                self.addCleanup(process.wait)
                self.addCleanup(process.kill)
                while self.server.count('/orders') < 2:
                    self.assertIsNone(process.poll())
                    time.sleep(0.01)
                proc = '/proc/%d/' % process.pid
                with open(proc + 'environ', 'rb') as file:
                    environ = file.read()
                with open(proc + 'cmdline', 'rb') as file:
                    self.assertNotIn(workshop.PASSWORD.encode(), file.read())
                self.assertIn(b'OTHER=stays', environ)
                self.assertNotIn(workshop.PASSWORD.encode(), environ)
                if files:
                    # The number may be that of another file by now, but not of this one.
                    link = os.readlink(proc + 'fd/%d' % fd) if os.path.islink(proc + 'fd/%d' % fd) else None
                    self.assertNotEqual(link, os.readlink('/proc/self/fd/%d' % fd))
                with open(proc + 'limits') as file:
                    core = [line.split() for line in file if line.startswith('Max core file size')]
                self.assertIn(core[0][4:6], [['1', '1'], ['0', '0']])
                with open(proc + 'coredump_filter') as file:
                    self.assertEqual(int(file.read(), 16), 0)
                process.send_signal(signal.SIGABRT)
                process.wait()
        self.assertEqual([name for name in os.listdir(self.home.folder) if name.startswith('core')], [])


if __name__ == '__main__':
    workshop.main(sys.argv)
