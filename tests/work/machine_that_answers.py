"""A language model on this machine that answers, or misbehaves, as a test asks it to."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Machine:
    """`answers` is a list of functions from the question to what is sent; the last one goes on for ever."""

    def __init__(self, *answers):
        self.answers, self.asked, self.headers = list(answers), [], []
        machine = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                machine.asked.append(body)
                machine.headers.append(dict(self.headers))
                at = min(len(machine.asked), len(machine.answers)) - 1
                machine.answers[at](self, body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def send(handler, status, body, **headers):
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def says(text, tokens=100):
    """Answers with a text, as a model does."""
    told = {"choices": [{"message": {"content": text}}], "usage": {"total_tokens": tokens}}
    return lambda handler, _: send(handler, 200, json.dumps(told).encode())


def says_of(rules_of):
    """Answers with the rules that a function of the question's document gives."""

    def answer(handler, body):
        rules = rules_of(json.loads(body["messages"][1]["content"]))
        says(json.dumps({"rules": rules}))(handler, body)

    return answer


def status(number, **headers):
    return lambda handler, _: send(handler, number, b"{}", **headers)


def raw(body):
    return lambda handler, _: send(handler, 200, body)


def drips(handler, _):
    """Sends a byte now and then, for ever."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def hangs_up(handler, _):
    handler.connection.close()
