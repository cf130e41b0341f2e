# workshop.py: the made-up system of tests/connection/systems as a small server, and a private home for millwright
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

import http.server
import json
import os
import re
import shutil
import ssl
import subprocess
import tempfile
import threading
import unittest
import urllib.parse

SOURCE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PASSWORD = 'canary-password-b71c'
TOKEN = 'canary-token-e204'
KEY = 'ca9a21ca9a21ca9a21'


class Workshop(http.server.ThreadingHTTPServer):
    """Answers like the system file workshop.json says; counts what it is asked."""

    daemon_threads = True

    def __init__(self, pem=None, handler=None):
        super().__init__(('127.0.0.1', 0), handler or Handler)
        self.requests = []
        self.n_logins = 0
        self.n_orders = 5
        self.padding = ''
        self.gate = threading.Event()
        self.gate.set()
        self.failing = False
        self.refusing = False
        self.ended = False  # every token and key
        self.elsewhere = None
        self.held = None  # a path that waits for the gate
        self.companies = []
        self.ends_at = None  # of tokens, in seconds since 1970
        self.url = '%s://127.0.0.1:%d' % ('https' if pem else 'http', self.server_address[1])
        if pem:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(pem)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.serve_forever, kwargs={'poll_interval': 0.05}, daemon=True).start()

    def handle_error(self, request, client_address):
        pass  # a client that was interrupted

    def accepts(self, headers):
        return not self.ended and (headers.get('Authorization') == 'Bearer ' + TOKEN or
                                   headers.get('X-Api-Key') == KEY)

    def count(self, path):
        return sum(1 for request in self.requests if request == path)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    # Head and body are two packets: the second one does not wait until the first has been acknowledged.
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        # What a careless server echoes must not reach a log either.
        self.send_header('X-Request-Id', 'req-1')
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        server = self.server
        server.requests.append(self.path)
        if self.path == server.held:
            server.gate.wait(60)
        if self.path == '/login':
            given = json.loads(body)
            if given.get('password') != PASSWORD or server.refusing:
                self.answer(401, {'error': 'not accepted: %s' % given.get('password')})
                return
            server.n_logins += 1
            self.answer(200, {'token': TOKEN, **({'ends': server.ends_at} if server.ends_at else {})})
        elif self.path == '/logout':
            self.answer(200, {})
        else:
            self.answer(404, {'error': 'nothing here'})

    def do_GET(self):
        server = self.server
        path, _, query = self.path.partition('?')
        query = urllib.parse.parse_qs(query)
        server.requests.append(path)
        if path == server.held:
            server.gate.wait(60)
        if server.elsewhere:
            self.send_response(302)
            self.send_header('Location', server.elsewhere)
            self.send_header('Content-Length', '0')
            self.end_headers()
            return
        if path == '/version':
            self.answer(200, {'workshop': '9.1'})
            return
        if not server.accepts(self.headers):
            self.answer(401, {'error': 'sign in, not with %s' % self.headers.get('Authorization')})
            return
        if server.failing:
            self.answer(500, {'error': 'broken; you sent %s and %s' % (self.headers.get('Authorization'),
                                                                       self.headers.get('X-Api-Key'))})
            return
        if path == '/orders':
            offset, limit = int(query['offset'][0]), int(query['limit'][0])
            if offset > 0:
                server.gate.wait(60)
            items = [order(n, server.padding) for n in range(offset, min(offset + limit, server.n_orders))]
            self.answer(200, {'total': server.n_orders, 'items': items})
        elif path == '/vendors':
            self.answer(200, {'total': 0, 'items': []})
        elif path == '/companies':
            self.answer(200, {'items': [{'id': name[-2:], 'name': name, 'currency': 'EUR'} for name in server.companies]})
        elif path == '/me':
            self.answer(200, {'name': 'anna'})
        else:
            self.answer(404, {'error': 'nothing here'})


def read_certificate(name):
    """Certificate and key of that name, as the tests in C have them."""
    with open(os.path.join(SOURCE, 'fixture', 'mw-test-certificates.h')) as file:
        text = file.read()
    lines = re.search(r'#define %s((?: *\\\n *"[^"]*")+)' % name, text).group(1)
    return ''.join(re.findall(r'"([^"]*)"', lines)).replace('\\n', '\n')


def order(n, padding=''):
    number = ['PO-1', '=HYPERLINK("x")', 'quote " comma , line\nbreak', '机械 部件', 'PO-5 \u202ertl'][n % 5]
    return {'id': n + 1, 'no': number + padding, 'total': 0.5 + n, 'nested': {'deep': [n]}}


class Home:
    """A private home: data folder with the made-up system (or the real ones), keyring file, no bus, no display."""

    def __init__(self, program, real_systems=False, extra=None):
        self.program = program
        self.folder = tempfile.mkdtemp(prefix='millwright-cli-')
        data = os.environ['MILLWRIGHT_DATA_DIR']
        if not real_systems:
            real, data = data, os.path.join(self.folder, 'files')
            os.mkdir(data)
            os.symlink(os.path.join(real, 'model'), os.path.join(data, 'model'))
            os.symlink(os.path.join(real, 'sign-in-pages.json'), os.path.join(data, 'sign-in-pages.json'))
            os.symlink(os.path.join(SOURCE, 'connection', 'systems'), os.path.join(data, 'systems'))
        self.keyring = os.path.join(self.folder, 'keyring')
        self.env = {
            'PATH': os.environ['PATH'],
            'LC_ALL': 'C.UTF-8',
            'HOME': self.folder,
            'MILLWRIGHT_DATA_DIR': data,
            'SECRET_BACKEND': 'file',
            'SECRET_FILE_TEST_PATH': self.keyring,
            'SECRET_FILE_TEST_PASSWORD': 'test',
            'G_DEBUG': 'fatal-warnings',
            'GSETTINGS_BACKEND': 'memory',
            'GIO_USE_VFS': 'local',
        }
        for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS'):
            if name in os.environ:
                self.env[name] = os.environ[name]
        for name in ('DATA_HOME', 'CONFIG_HOME', 'CACHE_HOME', 'STATE_HOME', 'RUNTIME_DIR'):
            self.env['XDG_' + name] = os.path.join(self.folder, name.lower())
            os.mkdir(self.env['XDG_' + name], 0o700)
        self.env.update(extra or {})

    def start(self, *words, **options):
        options.setdefault('stdin', subprocess.PIPE)
        options.setdefault('stdout', subprocess.PIPE)
        options.setdefault('stderr', subprocess.PIPE)
        return subprocess.Popen([self.program, *words], env=self.env, cwd=self.folder, **options)

    def run(self, *words, stdin=''):
        process = self.start(*words)
        out, err = process.communicate(stdin.encode(), timeout=120)
        return process.returncode, out.decode(), err.decode()

    def remove(self):
        shutil.rmtree(self.folder)


class Case(unittest.TestCase):
    """A test with a home; ok() and fails() run the program."""

    real_systems = False
    program = None

    def setUp(self):
        self.home = Home(self.program, self.real_systems)
        self.addCleanup(self.home.remove)

    def ok(self, *words, stdin=''):
        status, out, err = self.home.run(*words, stdin=stdin)
        self.assertEqual(status, 0, '%s: %s%s' % (words, out, err))
        return out

    def fails(self, status, *words, stdin=''):
        actual, out, err = self.home.run(*words, stdin=stdin)
        self.assertEqual(actual, status, '%s: %s%s' % (words, out, err))
        self.assertNotEqual(err, '', words)
        return err


def main(argv):
    """PROGRAM [unittest's words]"""
    Case.program = os.path.abspath(argv[1])
    unittest.main(module='__main__', argv=[argv[0]] + argv[2:], verbosity=2)
