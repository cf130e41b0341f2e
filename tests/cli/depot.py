# depot.py: the made-up system depot.json: the workshop behind OAuth, with rotating tokens and a browser to play
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import hashlib
import urllib.error
import urllib.parse
import urllib.request

import workshop

SECRET = 'canary-client-secret-77'
DEVICE = 'canary-device-code-78'


class Depot(workshop.Workshop):
    """Gives access-N and refresh-N; only the newest of each is good, as servers with rotation have it."""

    def __init__(self):
        super().__init__(handler=Handler)
        self.n_tokens = 0
        self.ended = False  # the access token, until the next refresh
        self.refusing = False
        self.pending = 0  # times that the device is told to wait
        self.victim = None  # a process that is killed when it uses a renewed token for the first time
        self.codes = {}
        self.revoked = []
        self.revocation = 200, {}
        self.clients = []
        self.verifiers = []

    def accepts(self, headers):
        good = not self.ended and headers.get('Authorization') == 'Bearer canary-access-%d' % self.n_tokens
        if good and self.victim:
            self.victim.kill()
            self.victim.wait()
            self.victim = None
            return False
        return good

    def browse(self, address, change=None):
        """What a person's browser does: signs in, is sent back. Gives where to, without going there."""
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
        code = 'canary-code-%d' % len(self.codes)
        self.codes[code] = asked
        answer = {'code': code, 'state': asked['state']}
        answer.update(change or {})
        return asked['redirect_uri'] + '?' + urllib.parse.urlencode(answer)


def visit(address):
    """The page at @address as a browser sees it: status and text."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


class Handler(workshop.Handler):
    def do_POST(self):
        server = self.server
        form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers['Content-Length'])).decode()))
        server.requests.append(self.path)
        server.clients.append(self.headers.get('Authorization') or form.get('client_id'))
        if self.path == '/token':
            self.answer(*self.grant(form))
        elif self.path == '/revoke':
            if self.path == server.held:
                server.gate.wait(60)
            server.revoked.append(form['token'])
            self.answer(*server.revocation)
        elif self.path == '/device':
            self.answer(200, {'device_code': DEVICE, 'user_code': 'WDJB-MJHT', 'interval': 0, 'expires_in': 60,
                              'verification_uri': server.url + '/go'})
        else:
            self.answer(404, {'error': 'nothing here'})

    def grant(self, form):
        server = self.server
        kind = form['grant_type']
        if kind == 'authorization_code':
            asked = server.codes.pop(form['code'], None)
            server.verifiers.append(form['code_verifier'])
            challenge = base64.urlsafe_b64encode(hashlib.sha256(form['code_verifier'].encode()).digest())
            good = (asked and asked['code_challenge'] == challenge.rstrip(b'=').decode() and
                    asked['redirect_uri'] == form['redirect_uri'] and asked['client_id'] == form['client_id'])
        elif kind == 'refresh_token':
            good = not server.refusing and form['refresh_token'] == 'canary-refresh-%d' % server.n_tokens
        elif kind == 'client_credentials':
            good = True
        else:
            good = form['device_code'] == DEVICE
            if server.pending > 0:
                server.pending -= 1
                return 400, {'error': 'authorization_pending'}
        if not good:
            return 400, {'error': 'invalid_grant', 'error_description': 'not ' + form.get('refresh_token', 'that')}
        server.n_tokens += 1
        server.ended = False
        answer = {'access_token': 'canary-access-%d' % server.n_tokens, 'token_type': 'Bearer', 'expires_in': 3600}
        if kind != 'client_credentials':
            answer['refresh_token'] = 'canary-refresh-%d' % server.n_tokens
        return 200, answer
