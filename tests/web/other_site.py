"""Another company's site, served on this machine under a strict policy."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site:
    """Another company's page: nothing is allowed on it but scripts of, and questions to, our address."""

    def __init__(self):
        site = self

        class Page(BaseHTTPRequestHandler):
            def do_GET(self):
                body = site.page.encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", site.policy)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def show(self, ours, door, **told):
        data = "".join(f" data-{name}='{value}'" for name, value in told.items())
        self.policy = f"default-src 'none'; script-src {ours}; connect-src {ours}"
        self.page = (
            f'<!doctype html><html lang="en"><title>Shop</title><main><h1>Shop</h1>'
            f'<button data-rapport="{door}">Feedback</button></main>'
            f'<script src="{ours}/widget/{door}.js"{data} async></script></html>'
        )
