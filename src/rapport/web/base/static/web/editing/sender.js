// Posts to the server; knows when the person is signed out, and takes up again once they are back.

export class SignedOut extends Error {}

export class Sender {
  constructor(page) {
    this.page = page;
    this.token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  }

  async post(address, data) {
    data.set("csrfmiddlewaretoken", this.token);
    const headers = { "X-Editor": "1", "X-CSRFToken": this.token };
    const answer = await fetch(address, { method: "POST", body: data, headers, credentials: "same-origin" });
    if (answer.redirected || answer.status === 403) {
      await this.renew();
      throw new SignedOut();
    }
    if (answer.status >= 500) throw new Error(String(answer.status));
    return { status: answer.status, body: await answer.json() };
  }

  // After signing in again elsewhere the old token is no longer trusted; the page has a new one.
  async renew() {
    const answer = await fetch(this.page, { credentials: "same-origin" });
    if (answer.redirected || !answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const known = page.body.getAttribute("hx-headers");
    if (known) this.token = JSON.parse(known)["X-CSRFToken"];
  }
}
