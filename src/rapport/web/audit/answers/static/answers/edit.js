// Saves the draft as it is typed, and shows the e-mail as it will look.

import { Sender, SignedOut } from "../web/editing/sender.js";

const form = document.getElementById("answer");
const state = document.getElementById("state");
const notice = document.getElementById("notice");
const sender = new Sender(location.pathname);
let timer = 0;
let dirty = false;
let busy = false;
let stopped = Boolean(notice.querySelector(".conflict"));

form.addEventListener("input", () => later(600));
form.addEventListener("change", () => later(0));
form.addEventListener("submit", (event) => {
  clearTimeout(timer);
  dirty = false;
  stopped = true;
  if (!busy) return;
  // A save under way comes first, so that it is not taken for somebody else's.
  event.preventDefault();
  const { submitter } = event;
  const idle = setInterval(() => {
    if (busy) return;
    clearInterval(idle);
    form.requestSubmit(submitter);
  }, 50);
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    later(0);
  }
});
window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

function later(pause) {
  if (stopped) return;
  dirty = true;
  state.textContent = "Saving …";
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

async function save() {
  if (busy) return later(200);
  busy = true;
  dirty = false;
  try {
    take(await sender.post(location.pathname, new FormData(form)));
  } catch (error) {
    dirty = true;
    state.textContent = error instanceof SignedOut
      ? "Not saved: you are signed out. Sign in in another tab; it is then saved by itself."
      : "Not saved yet: the server does not answer. It is tried again.";
    timer = setTimeout(save, 3000);
  }
  busy = false;
}

function take({ status, body }) {
  if (status === 409) {
    stopped = true;
    notice.innerHTML = body.conflict;
    form.elements.revision.value = body.revision;
    form.querySelector("[name=save]").textContent = "Save mine over theirs";
    state.textContent = "Not saved: two changed it";
  } else if (status !== 200) {
    state.textContent = `Not saved. ${body.what}. ${body.todo || ""}`;
  } else {
    for (const field of document.querySelectorAll("input[name=revision]")) field.value = body.revision;
    document.getElementById("preview").innerHTML = body.preview;
    if (!dirty) state.textContent = `Saved ${new Date().toLocaleTimeString()}`;
  }
}
