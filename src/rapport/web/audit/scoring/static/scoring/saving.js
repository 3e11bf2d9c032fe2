// Saves by itself: at once to this browser, within moments to the server, again and again until it is
// stored.
//
// Three facts decide. `flight` is the one request that is out, `hold` names what forbids another one, and
// `stored` is what the server has acknowledged: nothing while a request is out or was lost, since nobody
// knows then. Whatever happens ends in `next`, which looks at them and at what is noted now, and waits for
// the flight, waits for the hold, rests because all is stored, or sets the only timer to send the newest.

import { Kept } from "./kept.js";
import { normal } from "./notes.js";
import { identity, pause, post } from "./requests.js";

const PAUSE = { marked: 0, typed: 350 };
const LONGEST = 700;
const AGAIN = [1000, 2000, 3000, 5000];
const SLOW = 4000;
const PASSING = ["unreachable", "storage", "broken"];

export class Saving extends EventTarget {
  constructor(form, notes, timer) {
    super();
    Object.assign(this, { form, notes, timer, flight: null, hold: null, wanted: false });
    Object.assign(this, { failed: 0, again: 0, quiet: 0, since: null, step: 0 });
    this.window = crypto.randomUUID();
    this.version = Number(form.elements.version.value);
    this.token = form.elements.csrfmiddlewaretoken.value;
    this.kept = new Kept(`rapport.scoring.${form.dataset.who}.${form.dataset.work}`);
    this.base = this.stored = normal(form.dataset.stored);
  }

  get waiting() {
    return this.notes.text() !== this.stored;
  }

  // What this browser kept of a window that could not save any more → what to do with it.
  restore() {
    const kept = this.kept.read();
    if (!kept) return null;
    if (kept.text === this.stored) return this.kept.forget(), null;
    const ours = kept.window && kept.window === this.form.dataset.storedWindow;
    if (kept.version === this.version || ours) {
      this.notes.take(kept.text);
      return "restored";
    }
    return kept;
  }

  // Something is noted: sent once the keys rest, and while they do not, still several times in a second.
  changed(typed) {
    this.asking = false;
    this.keep();
    const now = performance.now();
    this.since ??= now;
    this.quiet = Math.min(now + (typed ? PAUSE.typed : PAUSE.marked), this.since + LONGEST);
    this.next();
  }

  // Sends even what did not change: the time spent, a draft that begins.
  send() {
    this.wanted = true;
    this.quiet = 0;
    this.next();
  }

  next() {
    clearTimeout(this.later);
    if (this.flight || this.hold) return;
    const text = this.notes.text();
    if (text === this.unfit) return;
    if (text === this.stored && !this.wanted) return this.rest();
    if (!this.failed) this.tell("saving", "Saving …");
    this.later = setTimeout(() => this.fly(), Math.max(0, Math.max(this.quiet, this.again) - performance.now()));
  }

  rest() {
    this.kept.forget();
    this.since = null;
    if (this.state !== "saved") this.tell("saved", "Saved");
  }

  async fly() {
    if (this.flight || this.hold) return;
    const text = this.notes.text();
    this.wanted = false;
    this.since = null;
    const slow = setTimeout(() => this.slow(), SLOW);
    const found = await this.request(this.form.dataset.save, text);
    clearTimeout(slow);
    try {
      if (found.ok) this.took(found.data, text);
      else this.refused(found, text);
    } finally {
      this.next();
    }
  }

  // The one way out of this window. Until it is answered nobody knows what the server has.
  async request(address, text, more = {}) {
    const body = new URLSearchParams(text);
    const facts = { version: this.version, window: this.window, step: ++this.step, seconds: this.timer.seconds };
    for (const [name, value] of Object.entries({ ...facts, ...more })) body.set(name, value);
    this.stored = null;
    this.flight = post(address, body, this.token, this.failed);
    const found = await this.flight;
    this.flight = null;
    return found;
  }

  took(data, text) {
    this.form.elements.version.value = this.version = data.version;
    this.base = this.stored = text;
    this.failed = this.again = 0;
    this.unfit = undefined;
    this.dispatchEvent(new CustomEvent("scored", { detail: data.live }));
    this.dispatchEvent(new CustomEvent("notice", { detail: data.notice }));
    if (this.waiting) this.keep();
  }

  refused(found, text) {
    const { problem } = found;
    if (PASSING.includes(problem)) {
      this.backOff();
      const what = found.what ?? "The server does not answer";
      this.tell("waiting", `Not saved yet: ${what}. Kept in this browser; trying again.`);
    } else if (problem === "signed-out" || problem === "token") {
      this.backOff();
      this.hold = problem;
      this.tell("waiting", "Not saved yet: you are signed out. Kept in this browser.");
      this.renew();
    } else if (problem === "conflict") {
      this.conflict(found.stored);
    } else if (problem === "refused") {
      this.unfit = text;
      this.tell("waiting", `Not saved: ${found.what}. ${found.todo}`);
    } else {
      this.hold = "gone";
      this.tell("waiting", found.what);
      this.dispatchEvent(new CustomEvent("gone", { detail: found }));
    }
  }

  backOff() {
    this.again = performance.now() + AGAIN[Math.min(this.failed, AGAIN.length - 1)];
    this.failed += 1;
  }

  // Another window saved. Where nothing is noted here that it lacks, its notes are simply taken over.
  conflict(stored) {
    const text = this.notes.text();
    if (text === this.base || text === normal(stored.form)) {
      this.adopt(stored, stored.form);
      return this.tell("saved", "Brought up to date with the other window.");
    }
    this.hold = "conflict";
    this.tell("waiting", "Not saved yet: this was changed in another window. Kept in this browser.");
    this.dispatchEvent(new CustomEvent("conflict", { detail: stored }));
  }

  // Goes on from what another window stored.
  adopt(stored, text) {
    this.version = stored.version;
    this.base = this.stored = normal(stored.form);
    this.hold = null;
    this.failed = this.again = 0;
    this.notes.take(text);
  }

  // Asks until somebody is signed in again, then goes on; the same person, or not at all.
  async renew() {
    for (;;) {
      const found = await identity(this.form.dataset.token);
      if (found.who === this.form.dataset.who) {
        this.form.elements.csrfmiddlewaretoken.value = this.token = found.token;
        this.dispatchEvent(new Event("signed-in"));
        return this.release();
      }
      if (found.who || found.problem === "signed-out") {
        this.dispatchEvent(new Event(found.who ? "somebody-else" : "signed-out"));
      }
      await pause(1500);
    }
  }

  release() {
    this.hold = null;
    this.next();
  }

  keep() {
    this.kept.write({ text: this.notes.text(), version: this.version, window: this.window });
  }

  slow() {
    if (!this.failed) this.tell("saving", "Still saving: the server is slow. Kept in this browser.");
  }

  // Asks for something; that a note from before is stored does not cover it up.
  asks(words) {
    this.tell("waiting", words);
    this.asking = true;
  }

  tell(state, words) {
    if (this.asking && state !== "waiting") return;
    this.asking = false;
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: { state, words } }));
  }
}
