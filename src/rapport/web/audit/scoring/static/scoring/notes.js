// What is noted: the fields of the form are the only place it is kept. A text of them is one state.

const LEFT_OUT = ["csrfmiddlewaretoken", "version", "seconds", "key", "window", "step", "keep"];

export class Notes extends EventTarget {
  constructor(form) {
    super();
    this.form = form;
    this.past = [];
    this.future = [];
    this.now = this.text();
    form.addEventListener("input", ({ target }) => this.tell(target.tagName === "TEXTAREA"));
    form.addEventListener("change", (event) => {
      this.settle(event.target);
      this.commit();
    });
  }

  // What is noted changed; `typed`: more letters are likely to follow.
  tell(typed) {
    this.dispatchEvent(new CustomEvent("changed", { detail: { typed } }));
  }

  // One state as text, always in the same order, without what is empty.
  text() {
    const found = [];
    for (const [name, value] of new FormData(this.form)) {
      if (LEFT_OUT.includes(name) || value === "" || value === "0" || value === "[]") continue;
      found.push([name, value]);
    }
    found.sort((a, b) => (a[0] < b[0] ? -1 : 1));
    return new URLSearchParams(found).toString();
  }

  // Puts a state into the fields.
  put(text) {
    const wanted = new URLSearchParams(text);
    for (const field of this.form.elements) {
      if (!field.name || LEFT_OUT.includes(field.name)) continue;
      const value = wanted.get(field.name);
      if (field.type === "checkbox") field.checked = value === field.value;
      else if (field.name === "evidence") field.value = value ?? "[]";
      else if (field.tagName !== "BUTTON" && field.tagName !== "FIELDSET") field.value = value ?? "";
    }
    this.form.querySelectorAll("details.comment").forEach((one) => {
      if (one.querySelector("textarea").value) one.open = true;
    });
    this.shown();
  }

  // What cannot stand together: rules, "none of these" and "not applicable".
  settle(field) {
    const [kind, element] = field.name.split("/");
    const box = this.form.querySelector(`#el-${CSS.escape(element ?? "")}`);
    if (!box) return;
    const rules = box.querySelectorAll("[name^='rule/']");
    const marked = field.type === "checkbox" ? field.checked : Number(field.value) > 0;
    if (field.type === "number") {
      const most = Number(field.max);
      if (Number(field.value) > most) field.value = most;
      if (Number(field.value) < 0) field.value = "";
    }
    if (!marked || !["rule", "ok", "na"].includes(kind)) return;
    const clear = (one) => (one.type === "checkbox" ? (one.checked = false) : (one.value = ""));
    if (kind !== "rule") rules.forEach(clear);
    for (const other of ["ok", "na"]) {
      if (other !== kind) box.querySelectorAll(`[name='${other}/${CSS.escape(element)}']`).forEach(clear);
    }
  }

  // The state now is one that "undo" comes back to.
  commit() {
    const text = this.text();
    if (text === this.now) return this.shown();
    this.past.push(this.now);
    this.future = [];
    this.now = text;
    this.shown();
    this.tell(false);
  }

  undo() {
    this.commit();
    this.move(this.past, this.future);
  }

  redo() {
    this.move(this.future, this.past);
  }

  move(from, to) {
    if (!from.length) return;
    to.push(this.now);
    this.now = from.pop();
    this.put(this.now);
    this.tell(false);
  }

  // A state from elsewhere; the one before stays within reach of "undo".
  take(text) {
    this.commit();
    this.past.push(this.now);
    this.now = text;
    this.put(text);
    this.tell(false);
  }

  get evidence() {
    return JSON.parse(this.form.elements.evidence.value || "[]");
  }

  set evidence(list) {
    this.form.elements.evidence.value = JSON.stringify(list);
    this.commit();
  }

  decided(box) {
    const marked = (one) => (one.type === "checkbox" ? one.checked : Number(one.value) > 0);
    return [...box.querySelectorAll("[name^='rule/'], [name^='ok/'], [name^='na/']")].some(marked);
  }

  // Shows which elements are decided and which rules do not count yet.
  shown() {
    for (const box of this.form.querySelectorAll(".element")) {
      box.classList.toggle("decided", this.decided(box));
      const on = new Set();
      box.querySelectorAll("[name^='rule/']").forEach((one) => {
        if (one.type === "checkbox" ? one.checked : Number(one.value) > 0) on.add(one.name.split("/")[2]);
      });
      for (const rule of box.querySelectorAll(".rule")) {
        const needs = rule.querySelector(".needs");
        rule.classList.toggle("on", on.has(rule.dataset.rule));
        if (needs) needs.hidden = !on.has(rule.dataset.rule) || rule.dataset.requires.split(" ").every((one) => on.has(one));
      }
    }
    this.dispatchEvent(new Event("shown"));
  }
}

// A state in words, element by element: for comparing two windows, and for copying as text.
export function inWords(form, text) {
  const state = new URLSearchParams(text);
  const evidence = JSON.parse(state.get("evidence") ?? "[]");
  const found = new Map();
  for (const box of form.querySelectorAll(".element")) {
    const name = box.dataset.element;
    const parts = [];
    if (state.get(`na/${name}`)) parts.push("not applicable");
    if (state.get(`ok/${name}`)) parts.push("none of these");
    for (const rule of box.querySelectorAll(".rule")) {
      const count = state.get(`rule/${name}/${rule.dataset.rule}`);
      if (!count) continue;
      const said = rule.querySelector(".text").firstChild.textContent.trim();
      parts.push(count === "1" ? said : `${said} (${count}×)`);
    }
    const seen = evidence.filter((one) => one[0] === name);
    if (seen.length) parts.push(`evidence: ${seen.map((one) => `turn ${one[2] + 1}${one[3] === null ? "" : ` letters ${one[3]}–${one[4]}`}`).join(", ")}`);
    const comment = state.get(`comment/${name}`);
    if (comment) parts.push(`“${comment}”`);
    found.set(box.dataset.title, parts.join("; "));
  }
  found.set("On the whole", state.get("comment") ? `“${state.get("comment")}”` : "");
  return found;
}

// A state as `Notes.text` writes it.
export function normal(text) {
  const fields = [...new URLSearchParams(text)].filter(([, value]) => value !== "" && value !== "0");
  fields.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return new URLSearchParams(fields).toString();
}
