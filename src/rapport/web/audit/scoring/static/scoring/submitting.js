// Submitting, once; then the next interaction, already there; and a moment to take it back.

import { identity, pause, post } from "./requests.js";

const UNDO = 10000;
const TRIES = [0, 1000, 2000, 4000];
const BROKEN = 3;

export function submitting({ form, saving, elements, notes }) {
  const halves = document.querySelector(".halves");

  return async function submit() {
    if (saving.hold) return;
    const open = elements.boxes.filter((box) => !notes.decided(box));
    if (open.length) {
      saving.asks(`${open.length} element${open.length > 1 ? "s are" : " is"} not decided yet. Enter decides and goes on.`);
      return elements.go(elements.boxes.indexOf(open[0]));
    }
    // What is being handed in does not change any more: nothing could be noted behind it.
    const focused = document.activeElement;
    saving.hold = "submitting";
    saving.asking = false;
    halves.inert = true;
    saving.tell("saving", "Submitting …");
    await saving.flight;
    const found = await handIn();
    if (found?.ok) return leave(found.data);
    halves.inert = false;
    focused?.focus();
    if (found) back(found);
  };

  // Sends until there is an answer → the answer; null where a save before it was told to stop.
  async function handIn() {
    for (let attempt = 0; ; attempt += 1) {
      await pause(TRIES[Math.min(attempt, TRIES.length - 1)]);
      if (saving.hold !== "submitting") return null;
      const found = await saving.request(form.action, notes.text(), { key: form.elements.key.value });
      const passing = ["unreachable", "storage"].includes(found.problem) || (found.problem === "broken" && attempt < BROKEN);
      if (!passing) return found;
      saving.tell("waiting", `Not submitted yet: ${found.what ?? "the server does not answer"}. Trying again.`);
    }
  }

  // Not handed in: the notes are open again, and saved.
  function back(found) {
    saving.hold = null;
    if (found.problem !== "undecided") {
      saving.refused(found, notes.text());
      return saving.next();
    }
    saving.base = saving.stored = notes.text();
    saving.asks(`${found.what}. ${found.todo}`);
    elements.go(elements.boxes.findIndex((box) => box.dataset.element === found.elements[0]));
  }

  function leave(data) {
    saving.leaving = true;
    saving.kept.forget();
    const undo = { address: form.dataset.undo, who: form.dataset.who, title: document.querySelector("h1").textContent, until: Date.now() + UNDO };
    if (undo.address && !form.dataset.work.startsWith("task/")) sessionStorage.setItem("rapport.undo", JSON.stringify(undo));
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
    const { token } = await identity("/audit/scoring/token");
    const answer = await post(undo.address, new URLSearchParams(), token);
    if (answer.ok) location.assign(answer.data.next);
    else line.textContent = answer.what ? `${answer.what}. ${answer.todo}` : "It could not be taken back. Open it from your queue and correct it instead.";
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
