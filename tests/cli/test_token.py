# test_token.py: rotate, revoke and disconnect: what the system hears, what is left here, and what is said about it
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import sys

import depot
import workshop


class Token(workshop.Case):
    def setUp(self):
        super().setUp()
        self.server = depot.Depot()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def connect(self):
        process = self.home.start('connect', 'depot', '--sign-in', 'browser', '--url', self.server.url, '--field',
                                  'client=anna', '--label', 'My depot')
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.kill)
        for line in process.stderr:
            if b'/authorize' in line:
                depot.visit(self.server.browse(line.decode().strip()))
                break
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, err)
        return out.decode().strip()

    def orders(self, id):
        return len(json.loads(self.ok('records', id, 'purchase_order', '-f', 'json')))

    def run_it(self, expected, *words):
        status, out, err = self.home.run(*words)
        self.assertEqual((status, out), (expected, ''), err)
        self.assertNotIn('canary', err)
        return err

    def gone(self):
        self.server.shutdown()
        self.server.server_close()

    def test_rotate(self):
        """A new pair of tokens, stored: the next process has it. The old refresh token is not sent anywhere else."""
        id = self.connect()
        self.assertIn('A new one is in use.', self.run_it(0, 'rotate', id))
        self.assertEqual(self.server.n_tokens, 2)
        self.assertEqual(self.server.revoked, [])
        self.assertEqual(self.orders(id), 5)
        self.assertEqual(self.server.count('/token'), 2)

    def test_rotate_killed(self):
        """Killed when the new one is used first, before the end: it is stored, and the connection works."""
        id = self.connect()
        process = self.home.start('rotate', id)
        self.server.victim = process
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, -9)
        self.assertEqual(self.server.n_tokens, 2)
        self.assertEqual(self.orders(id), 5)
        self.assertEqual(self.server.count('/token'), 2)

    def test_rotate_unreachable(self):
        id = self.connect()
        self.gone()
        self.assertIn('could not be reached. The sign-in is as it was.', self.run_it(1, 'rotate', id))

    def test_revoke(self):
        """The refresh token is taken back, and removed here: nothing is sent without a new sign-in."""
        id = self.connect()
        err = self.run_it(0, 'revoke', id)
        self.assertIn('Depot has taken the token back', err)
        self.assertIn('millwright sign-in ' + id, err)
        self.assertEqual(self.server.revoked, ['canary-refresh-1'])
        before = len(self.server.requests)
        self.assertIn('Sign in again', self.fails(3, 'records', id, 'purchase_order'))
        self.assertEqual(len(self.server.requests), before)
        self.assertIn('There was no token for Depot here any more', self.run_it(0, 'revoke', id))

    def test_revoke_refused(self):
        """It stays here too, so that it can be tried again."""
        id = self.connect()
        self.server.revocation = 503, {'error': 'server_error'}
        err = self.run_it(1, 'revoke', id)
        self.assertIn('Depot did not take the token back.', err)
        self.assertIn('It may still be valid', err)
        self.assertEqual(self.orders(id), 5)
        self.server.revocation = 200, {}
        self.run_it(0, 'revoke', id)

    def disconnect(self, id, *sentences):
        err = self.run_it(0, 'disconnect', id)
        self.assertIn('is disconnected; its token is removed', err)
        for sentence in sentences:
            self.assertIn(sentence, err)
        self.assertEqual(self.ok('connections'), '')

    def test_disconnect(self):
        self.disconnect(self.connect(), 'Depot has taken the token back: it is not valid any more.')
        self.assertEqual(self.server.revoked, ['canary-refresh-1'])

    def test_disconnect_unreachable(self):
        id = self.connect()
        self.gone()
        self.disconnect(id, 'Depot could not be reached, so the token was not taken back there.',
                        'It may still be valid; Depot does not say until when.', 'Take the access back in your account')

    def test_disconnect_refused(self):
        id = self.connect()
        self.server.revocation = 401, {'error': 'invalid_client', 'error_description': 'not canary-refresh-1'}
        self.disconnect(id, 'Depot did not take the token back.', 'It may still be valid', 'status 401: invalid_client')

    def test_disconnect_dead(self):
        id = self.connect()
        self.server.revocation = 400, {'error': 'invalid_grant'}
        self.disconnect(id, 'The token was not valid any more in Depot.')

    def test_disconnect_without_an_answer(self):
        """The server keeps silent: the end does not wait for it for ever."""
        id = self.connect()
        self.server.held = '/revoke'
        self.server.gate.clear()
        self.addCleanup(self.server.gate.set)
        self.disconnect(id, 'did not answer in time: nobody knows', 'It may still be valid')


if __name__ == '__main__':
    workshop.main(sys.argv)
