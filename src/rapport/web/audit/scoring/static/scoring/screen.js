// The scoring screen: puts its parts together.

import { drafts } from "./drafts.js";
import { Elements } from "./elements.js";
import { Evidence } from "./evidence.js";
import { keys } from "./keys.js";
import { Notes } from "./notes.js";
import { Player } from "./player.js";
import { Saving } from "./saving.js";
import { Timer } from "./timer.js";
import { Transcript } from "./transcript.js";
import { fetchAhead, offerUndo, submitting } from "./submitting.js";
import { troubles } from "./troubles.js";

const $ = (id) => document.getElementById(id);
const form = $("score");
const notes = new Notes(form);
const timer = new Timer(Number(form.elements.seconds.value), $("clock"), $("pause"));
const saving = new Saving(form, notes, timer);
const elements = new Elements(notes);
const transcript = new Transcript($("said"));
const evidence = new Evidence(notes, $("said"), () => elements.name);
const player = $("player") ? new Player($("player"), $("said")) : null;
const submit = submitting({ form, saving, elements, notes });

// Two halves side by side, or one at a time where there is no room.
function side(name) {
  document.body.dataset.side = name;
  document.querySelectorAll("[data-side]").forEach((one) => {
    if (one.tagName === "BUTTON") one.setAttribute("aria-pressed", String(one.dataset.side === name));
  });
}
document.querySelector(".sides").addEventListener("click", (event) => {
  if (event.target.dataset.side) side(event.target.dataset.side);
});

function showScore(live) {
  const qci = $("qci");
  qci.dataset.value = live.qci ?? "";
  qci.textContent = live.qci === null ? "–" : live.qci.toFixed(1);
  qci.classList.toggle("grave", live.criticals.length > 0);
  $("decided").textContent = live.decided;
  $("asked").textContent = live.asked;
  for (const place of document.querySelectorAll("[data-score]")) {
    const score = live.elements[place.dataset.score];
    place.textContent = score === null || score === undefined ? "" : score.toFixed(0);
  }
}

function showDecided() {
  const done = elements.boxes.filter((box) => notes.decided(box)).length;
  $("decided").textContent = done;
}

notes.addEventListener("changed", ({ detail }) => {
  showDecided();
  saving.changed(detail.typed);
});
notes.addEventListener("shown", () => evidence.show());
notes.addEventListener("chosen", () => evidence.show());
timer.addEventListener("quarter", () => saving.send());
saving.addEventListener("scored", (event) => showScore(event.detail));
saving.addEventListener("state", ({ detail }) => {
  $("state").textContent = detail.words;
  $("state").dataset.state = detail.state;
});
form.addEventListener("submit", (event) => {
  const drafts = event.submitter?.closest(".drafts-of");
  if (drafts && !window.htmx) return; // a page of its own
  event.preventDefault();
  if (drafts) return;
  if (event.submitter?.id === "keep") saving.send();
  else submit();
});
form.addEventListener("click", (event) => {
  if (event.target.closest("[data-attach]")) return evidence.attach(elements.name, elements.rule, transcript.turn);
  const { jump, away } = event.target.dataset;
  if (jump !== undefined) {
    side("said");
    transcript.go(Number(jump));
  } else if (away !== undefined) evidence.remove(Number(away));
});
$("said").addEventListener("mousedown", (event) => {
  const turn = event.target.closest(".turn");
  if (turn) transcript.at = transcript.turns.indexOf(turn);
});

// Single keys can be turned off by who dictates or leans on the keyboard.
const single = $("single");
single.checked = localStorage.getItem("rapport.single-keys") !== "off";
single.addEventListener("change", () => localStorage.setItem("rapport.single-keys", single.checked ? "on" : "off"));

drafts($("said"));
troubles({ form, saving, notes });
keys({ elements, transcript, evidence, notes, timer, player, submit, single: () => single.checked, side, busy: () => saving.hold === "submitting" });
side("said");
elements.choose(0);
notes.shown();
const kept = saving.restore();
if (kept === "restored") $("state").textContent = "Brought back what this browser had kept.";
else if (kept) saving.dispatchEvent(new CustomEvent("kept", { detail: kept }));
else if (!form.dataset.begun) saving.send();
offerUndo($("notices"));
fetchAhead(form.dataset.next);
elements.go(0);
addEventListener("beforeunload", (event) => {
  if (saving.waiting && !saving.leaving) event.preventDefault();
});
document.body.dataset.ready = "1";
