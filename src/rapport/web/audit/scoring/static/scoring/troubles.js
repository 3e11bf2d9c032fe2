// What is shown when a save cannot go through: every way out keeps what was noted.

import { inWords } from "./notes.js";
import { pause } from "./requests.js";

const $ = (id) => document.getElementById(id);

// A dialog that opened under somebody's fingers would swallow letters and take a key for an answer.
const REST = 600;
let pressed = -REST;
document.addEventListener("keydown", () => (pressed = performance.now()), true);

async function whenKeysRest() {
  while (performance.now() - pressed < REST) await pause(50);
}

export function troubles({ form, saving, notes }) {
  let stored = null;

  function compare(mine, theirs, facts) {
    stored = facts;
    const [here, there] = [inWords(form, mine), inWords(form, theirs)];
    const rows = [...here].filter(([title, words]) => words !== there.get(title));
    $("differences").replaceChildren(...rows.map(([title, words]) => row(title, words, there.get(title))));
    if (!$("conflict").open) $("conflict").showModal();
  }

  saving.addEventListener("conflict", async ({ detail }) => {
    await whenKeysRest();
    if (saving.hold === "conflict") compare(notes.text(), detail.form, detail);
  });
  // What this browser kept is older than what the server has since got from elsewhere.
  saving.addEventListener("kept", ({ detail }) => {
    saving.hold = "conflict";
    const now = { version: saving.version, form: form.dataset.stored };
    notes.take(detail.text);
    compare(detail.text, now.form, now);
  });
  $("mine").addEventListener("click", () => {
    const mine = notes.text();
    $("conflict").close();
    notes.take(stored.form);
    saving.adopt(stored, mine);
  });
  $("theirs").addEventListener("click", () => {
    $("conflict").close();
    saving.adopt(stored, stored.form);
  });
  $("conflict").addEventListener("cancel", (event) => event.preventDefault());

  saving.addEventListener("signed-out", async () => {
    await whenKeysRest();
    const still = ["signed-out", "token"].includes(saving.hold);
    if (still && !$("signed-out").open) $("signed-out").showModal();
  });
  saving.addEventListener("somebody-else", () => {
    $("signed-state").textContent = "Somebody else is signed in now. Sign in as yourself to go on.";
  });
  saving.addEventListener("signed-in", () => $("signed-out").close());

  saving.addEventListener("gone", async ({ detail }) => {
    await whenKeysRest();
    $("gone-title").textContent = detail.what;
    $("gone-what").textContent = detail.todo;
    if (detail.problem === "erased") saving.kept.forget();
    saving.leaving = true;
    $("gone").showModal();
  });

  saving.addEventListener("notice", ({ detail }) => {
    let line = $("withdrawn");
    if (!detail) return line?.remove();
    line ??= Object.assign(document.createElement("p"), { id: "withdrawn", className: "problem" });
    line.textContent = `${detail}. Your notes are kept; ask by which version to score.`;
    $("notices").append(line);
  });

  document.addEventListener("click", async (event) => {
    if (!event.target.classList?.contains("copy")) return;
    await navigator.clipboard.writeText(asText(form, notes.text()));
    event.target.textContent = "Copied";
  });
}

function row(...words) {
  const line = document.createElement("tr");
  words.forEach((one, index) => {
    const cell = document.createElement(index ? "td" : "th");
    if (!index) cell.scope = "row";
    cell.dir = "auto";
    cell.textContent = one || "nothing";
    line.append(cell);
  });
  return line;
}

function asText(form, text) {
  const lines = [...inWords(form, text)].filter(([, words]) => words).map(([title, words]) => `${title}: ${words}`);
  return [document.querySelector("h1").textContent, ...lines].join("\n");
}
