// Submitting, once; then the next interaction, already there; and a moment to take it back.

const UNDO = 10000;
const TRIES = [0, 1000, 2000, 4000];

export function submitting({ form, saving, elements, notes }) {
  return async function submit() {
    if (saving.submitting || saving.stopped) return;
    const open = elements.boxes.findIndex((box) => !notes.decided(box));
    if (open >= 0) {
      const count = elements.boxes.filter((box) => !notes.decided(box)).length;
      saving.tell("waiting", `${count} element${count > 1 ? "s are" : " is"} not decided yet. Enter decides and goes on.`);
      return elements.go(open);
    }
    saving.submitting = true;
    saving.tell("saving", "Submitting …");
    while (saving.busy) await pause(20);
    saving.busy = true;
    const text = notes.text();
    for (let attempt = 0; ; attempt += 1) {
      await pause(TRIES[Math.min(attempt, TRIES.length - 1)]);
      const body = saving.body(text);
      body.set("key", form.elements.key.value);
      const found = await saving.post(form.action, body);
      if (found.ok) return leave(found.data);
      if (["unreachable", "storage", "broken"].includes(found.problem)) {
        saving.tell("waiting", `Not submitted yet: ${found.what ?? "the server does not answer"}. Trying again.`);
        continue;
      }
      saving.busy = saving.submitting = false;
      if (found.problem === "undecided") {
        saving.tell("waiting", `${found.what}. ${found.todo}`);
        return elements.go(elements.boxes.findIndex((box) => box.dataset.element === found.elements[0]));
      }
      return saving.refused(found);
    }
  };

  function leave(data) {
    saving.leaving = true;
    saving.forget();
    const undo = { address: form.dataset.undo, who: form.dataset.who, title: document.querySelector("h1").textContent, until: Date.now() + UNDO };
    if (!form.dataset.work.startsWith("task/")) sessionStorage.setItem("rapport.undo", JSON.stringify(undo));
    location.assign(data.next);
  }
}

// On the page after: a moment to take it back.
export function offerUndo(place) {
  const undo = JSON.parse(sessionStorage.getItem("rapport.undo") ?? "null");
  sessionStorage.removeItem("rapport.undo");
  if (!undo || !place || Date.now() > undo.until) return;
  const line = document.createElement("p");
  line.className = "message";
  line.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.id = "undo";
  button.textContent = "Take it back";
  line.append(`${undo.title} is submitted. `, button);
  place.append(line);
  const gone = setTimeout(() => line.remove(), undo.until - Date.now());
  button.addEventListener("click", async () => {
    clearTimeout(gone);
    const token = (await (await fetch("/audit/scoring/token", { cache: "no-store" })).json()).token;
    const answer = await fetch(undo.address, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token },
    });
    const data = await answer.json();
    if (answer.ok) location.assign(data.next);
    else line.textContent = `${data.what}. ${data.todo}`;
  });
}

// The browser fetches the next page while this one is worked on.
export function fetchAhead(address) {
  if (!address) return;
  setTimeout(() => {
    const link = document.createElement("link");
    link.rel = "prefetch";
    link.href = address;
    document.head.append(link);
  }, 1500);
}

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
