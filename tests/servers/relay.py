# relay.py: stands in front of a real server, notes what goes through, and may change an answer
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
import http.client
import http.server
import json
import ssl
import threading
import urllib.parse

HOP = {"connection", "transfer-encoding", "content-length", "keep-alive"}


class Relay(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, target, pem=None):
        """@pem: a file with certificate and key, for https."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.target = urllib.parse.urlsplit(target)
        self.url = f"{'https' if pem else 'http'}://127.0.0.1:{self.server_address[1]}"
        if pem:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.show(pem)
            self.socket = self.context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.seen = []  # (method, path, status, form)
        self.looks = []  # paths that were asked with nothing that proves who asks, and gave nothing
        self.tokens = []  # what the token endpoint gave
        self.hides_end = False  # tokens are given without expires_in
        self.before = None  # called with each request's path, headers and body; gives the body to send, after whatever it does
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def show(self, pem):
        """The certificate of the connections that come from now on."""
        self.context.load_cert_chain(pem)

    def handle_error(self, request, client_address):
        pass  # a client that went away

    def count(self, path, status=None):
        return sum(1 for _, seen, code, _ in self.seen if seen == path and status in (None, code))


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def relay(self):
        server = self.server
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if server.before is not None:
            body = server.before(self.path, self.headers, body)
        connection = http.client.HTTPConnection(server.target.hostname, server.target.port, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
        headers["Host"] = server.target.netloc
        connection.request(self.command, self.path, body or None, headers)
        answer = connection.getresponse()
        content = answer.read()
        path = self.path.partition("?")[0]
        if self.command == "GET" and not body and answer.status >= 400 and not {"Authorization", "Cookie"} & set(self.headers):
            server.looks.append(path)
        else:
            server.seen.append((self.command, path, answer.status, dict(urllib.parse.parse_qsl(body.decode("latin-1")))))
        if path == "/token" and answer.status == 200:
            tokens = json.loads(content)
            server.tokens.append(tokens)
            if server.hides_end:
                content = json.dumps({name: value for name, value in tokens.items() if name != "expires_in"}).encode()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        connection.close()

    do_GET = do_POST = relay
