// Saves by itself: at once to this browser, within moments to the server, again and again until it is
// stored. One request at a time; what changed meanwhile goes with the next.

const PAUSE = { marked: 0, typed: 350 };
const AGAIN = [1000, 2000, 3000, 5000];
const PATIENCE = 15000;

export class Saving extends EventTarget {
  constructor(form, notes, timer) {
    super();
    Object.assign(this, { form, notes, timer });
    this.window = crypto.randomUUID().slice(0, 36);
    this.step = 0;
    this.version = Number(form.elements.version.value);
    this.stored = form.dataset.stored;
    this.token = form.elements.csrfmiddlewaretoken.value;
    this.place = `rapport.scoring.${form.dataset.who}.${form.dataset.work}`;
    this.failed = 0;
    this.stopped = false;
    this.stored = normal(form.dataset.stored);
  }

  get waiting() {
    return this.notes.text() !== this.stored;
  }

  // What this browser kept of a window that could not save any more → what to do with it.
  restore() {
    const kept = read(this.place);
    if (!kept) return null;
    if (kept.text === this.stored) return this.forget(), null;
    const ours = kept.window && kept.window === this.form.dataset.storedWindow;
    if (kept.version === this.version || ours) {
      this.notes.take(kept.text);
      return "restored";
    }
    return kept;
  }

  changed(typed) {
    this.keep();
    if (this.stopped) return;
    this.tell("saving", "Saving …");
    clearTimeout(this.later);
    this.later = setTimeout(() => this.send(), typed ? PAUSE.typed : PAUSE.marked);
  }

  keep() {
    const facts = { text: this.notes.text(), version: this.version, window: this.window, at: Date.now() };
    try {
      localStorage.setItem(this.place, JSON.stringify(facts));
    } catch {
      // A browser that keeps nothing: the server's copy has to do.
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.place);
    } catch {
      // As above.
    }
  }

  body(text) {
    const body = new URLSearchParams(text);
    body.set("version", this.version);
    body.set("window", this.window);
    body.set("step", ++this.step);
    body.set("seconds", this.timer.seconds);
    return body;
  }

  async send() {
    if (this.busy || this.stopped) return;
    clearTimeout(this.later);
    const text = this.notes.text();
    this.busy = true;
    const found = await this.post(this.form.dataset.save, this.body(text));
    this.busy = false;
    if (found.ok) this.took(found.data, text);
    else this.refused(found);
  }

  // One request → {ok, data} or what stood in the way; never throws.
  async post(address, body) {
    const stop = new AbortController();
    const patience = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(address, {
        method: "POST",
        body,
        headers: { Accept: "application/json", "X-CSRFToken": this.token },
        redirect: "manual",
        signal: stop.signal,
      });
      if (answer.type === "opaqueredirect") return { problem: "signed-out" };
      const json = (answer.headers.get("Content-Type") ?? "").includes("json");
      if (!json) return { problem: answer.status === 403 ? "token" : "unreachable", status: answer.status };
      const data = await answer.json();
      return answer.ok ? { ok: true, data } : { ...data, status: answer.status };
    } catch {
      return { problem: "unreachable" };
    } finally {
      clearTimeout(patience);
    }
  }

  took(data, text) {
    this.version = data.version;
    this.form.elements.version.value = data.version;
    this.stored = text;
    this.failed = 0;
    this.dispatchEvent(new CustomEvent("scored", { detail: data.live }));
    this.dispatchEvent(new CustomEvent("notice", { detail: data.notice }));
    if (this.waiting) {
      this.keep();
      return void setTimeout(() => this.send(), PAUSE.marked);
    }
    this.forget();
    this.tell("saved", "Saved");
  }

  refused(found) {
    const { problem } = found;
    if (["unreachable", "storage", "broken"].includes(problem)) {
      const what = found.what ?? "The server does not answer";
      this.tell("waiting", `Not saved yet: ${what}. Kept in this browser; trying again.`);
      this.later = setTimeout(() => this.send(), AGAIN[Math.min(this.failed++, AGAIN.length - 1)]);
    } else if (problem === "signed-out" || problem === "token") {
      this.tell("waiting", "Not saved yet: you are signed out. Kept in this browser.");
      this.renew(problem);
    } else if (problem === "conflict") {
      this.stopped = true;
      this.dispatchEvent(new CustomEvent("conflict", { detail: found.stored }));
    } else if (problem === "refused") {
      this.tell("waiting", `Not saved: ${found.what}. ${found.todo}`);
    } else {
      this.stopped = true;
      this.tell("waiting", found.what);
      this.dispatchEvent(new CustomEvent("gone", { detail: found }));
    }
  }

  // Asks until somebody is signed in again, then goes on; the same person, or not at all.
  async renew(problem) {
    if (problem === "signed-out") this.dispatchEvent(new Event("signed-out"));
    const found = await this.identity();
    if (found?.who === this.form.dataset.who) {
      this.token = found.token;
      this.form.elements.csrfmiddlewaretoken.value = found.token;
      this.dispatchEvent(new Event("signed-in"));
      return this.send();
    }
    if (found) this.dispatchEvent(new Event("somebody-else"));
    else if (problem === "token") this.dispatchEvent(new Event("signed-out"));
    this.later = setTimeout(() => this.renew("waiting"), 1500);
  }

  async identity() {
    try {
      const answer = await fetch(this.form.dataset.token, { redirect: "manual", cache: "no-store" });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  // After a conflict: goes on from what the other window stored.
  adopt(stored, text) {
    this.version = stored.version;
    this.stored = normal(stored.form);
    this.stopped = false;
    if (text !== undefined) this.notes.take(text);
    this.changed(false);
  }

  tell(state, words) {
    this.dispatchEvent(new CustomEvent("state", { detail: { state, words } }));
  }
}

// A state as `Notes.text` writes it.
export function normal(text) {
  const fields = [...new URLSearchParams(text)].filter(([, value]) => value !== "" && value !== "0");
  fields.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return new URLSearchParams(fields).toString();
}

function read(place) {
  try {
    return JSON.parse(localStorage.getItem(place));
  } catch {
    return null;
  }
}
