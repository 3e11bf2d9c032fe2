// Keeps what is typed into a form: on the server a second after the last key, and in this browser until
// the server has it. A form says where by data-autosave and which state it knows by data-number.

const QUIET_MS = 1000;

for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);

function watch(form) {
  const said = form.querySelector(".saved");
  const here = `draft:${form.dataset.autosave}`;
  let number = form.dataset.number;
  let timer = 0;
  let busy = false;
  let again = false;
  let stopped = false;

  const tell = (text) => { if (said) said.textContent = text; };
  const typed = () => {
    const found = new FormData(form);
    for (const [name, value] of [...found]) if (value instanceof File) found.delete(name);
    found.delete("csrfmiddlewaretoken");
    return new URLSearchParams(found);
  };

  restore();
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    try { localStorage.setItem(here, JSON.stringify({ number, typed: typed().toString() })); } catch { /* private window */ }
    clearTimeout(timer);
    timer = setTimeout(save, QUIET_MS);
  });
  form.addEventListener("submit", () => { stopped = true; clearTimeout(timer); });

  function restore() {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(here)); } catch { /* nothing usable */ }
    if (!kept || kept.number !== number) return;
    const values = new URLSearchParams(kept.typed);
    for (const field of form.elements) {
      if (!field.name || field.type === "hidden" || field.type === "file" || !values.has(field.name)) continue;
      field.value = values.get(field.name);
    }
    tell("What you typed before is back.");
    timer = setTimeout(save, QUIET_MS);
  }

  async function save() {
    if (stopped) return;
    if (busy) { again = true; return; }
    busy = true;
    const body = typed();
    body.set("number", number);
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { "X-CSRFToken": token } });
      const kind = answer.headers.get("content-type") || "";
      const found = kind.includes("json") ? await answer.json() : {};
      if (answer.ok && found.number !== undefined) {
        number = String(found.number);
        form.dataset.number = number;
        if (form.elements.number) form.elements.number.value = number;
        localStorage.removeItem(here);
        tell(`Saved ${new Date().toLocaleTimeString()}`);
      } else if (answer.status === 409) {
        stopped = true;
        tell(`${found.what}. ${found.todo}`);
      } else {
        tell("Not saved: sign in again in another tab. What you typed is kept in this browser.");
        timer = setTimeout(save, 5 * QUIET_MS);
      }
    } catch {
      tell("Not saved yet: the server cannot be reached. What you typed is kept in this browser.");
      timer = setTimeout(save, 5 * QUIET_MS);
    }
    busy = false;
    if (again) { again = false; save(); }
  }
}
