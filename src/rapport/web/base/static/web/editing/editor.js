// Saves a draft as it is typed, one save after another; the form of a part and the text follow each other.
// Pieces of the page that the server sends back take the place of those with their id.

import { Sender, SignedOut } from "./sender.js";
import { keys } from "./keys.js";

const editor = document.getElementById("editor");
const notice = document.getElementById("notice");
const sender = new Sender(location.pathname);
const PAUSE = 500;
const RETRY = 3000;
const waiting = new Map();
let running = false;
let timer = 0;

document.documentElement.classList.add("scripted");

const part = () => document.getElementById("part-form");
const yaml = document.getElementById("yaml");
// What form and text were last in step with: whichever lags behind is stopped as a conflict, never lost.
const base = { part: editor.dataset.revision, text: editor.dataset.revision, words: yaml.value };

function tell(words, wrong = false) {
  const state = document.getElementById("state");
  state.textContent = words;
  state.classList.toggle("wrong", wrong);
}

function later(form, submitter = null, pause = PAUSE) {
  if (submitter || !waiting.get(form)) waiting.set(form, submitter);
  tell("Saving …");
  clearTimeout(timer);
  timer = setTimeout(run, pause);
}

async function run() {
  if (running) return;
  running = true;
  while (waiting.size) {
    const [form, submitter] = waiting.entries().next().value;
    waiting.delete(form);
    if (!form.isConnected) continue;
    const sent = packed(form, submitter);
    if (submitter?.name === "act") hold(true);
    try {
      const answer = await sender.post(form.action, sent.data);
      // Leaving a field tells of a change once more; that one went along with the act.
      if (submitter?.name === "act") {
        waiting.delete(form);
        hold(false);
      }
      take(answer, form, sent.typed);
    } catch (error) {
      waiting.set(form, submitter);
      trouble(error);
      hold(false);
      clearTimeout(timer);
      timer = setTimeout(run, RETRY);
      break;
    }
  }
  running = false;
}

// An act changes which fields there are: nothing is typed into the old ones until the new ones are there.
const hold = (on) => { document.getElementById("part-place").inert = on; };

function packed(form, submitter) {
  const data = new FormData(form, submitter);
  const known = { "part-form": base.part, "text-form": base.text };
  data.set("revision", known[form.id] ?? editor.dataset.revision);
  data.set("part", part()?.elements.part.value || "general");
  if (form.id === "part-form") for (const name of changed(form)) data.append("changed", name);
  const scenario = document.getElementById("scenario");
  for (const select of scenario ? scenario.querySelectorAll("select") : []) data.set(select.name, select.value);
  return { data, typed: form.id === "text-form" ? yaml.value : null };
}

// The fields that differ from what the page came with: only these are put on top of somebody else's save.
function changed(form) {
  const differs = (field) => {
    if (field.type === "checkbox") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") return [...field.options].some((one) => one.selected !== one.defaultSelected);
    return field.value !== field.defaultValue;
  };
  return [...form.elements].filter((one) => one.name && one.type !== "hidden" && "value" in one && one.tagName !== "BUTTON" && differs(one)).map((one) => one.name);
}

function trouble(error) {
  notice.replaceChildren();
  const words = document.createElement("p");
  words.className = "problem";
  if (error instanceof SignedOut) {
    words.append("You are signed out. ");
    const link = Object.assign(document.createElement("a"), { href: "/account/login/", target: "_blank" });
    link.textContent = "Sign in in another tab";
    words.append(link, "; what you typed is still here and is then saved by itself.");
  } else {
    words.append("The server does not answer. What you typed is still here; keep this page open, it is tried again.");
  }
  notice.append(words);
  tell("Not saved yet", true);
}

function take({ status, body }, form, typed) {
  notice.replaceChildren();
  if (status === 409 && body.conflict) {
    waiting.clear();
    notice.innerHTML = body.conflict;
    tell("Not saved: two changed it", true);
    notice.querySelector("button, a")?.focus();
    return;
  }
  if (status !== 200) {
    const words = Object.assign(document.createElement("p"), { className: "problem" });
    words.textContent = `${body.what || "That could not be saved"}. ${body.todo || ""}`;
    notice.append(words);
    tell("Not saved", true);
    return;
  }
  editor.dataset.revision = body.revision;
  for (const field of document.querySelectorAll("input[name=revision]")) field.value = body.revision;
  for (const [name, html] of Object.entries(body.pieces)) place(name, html, form, typed);
  if (form.id === "part-form" || document.querySelector("#part-place[data-placed]")) base.part = body.revision;
  document.getElementById("part-place").removeAttribute("data-placed");
  textFollows(body, typed);
  document.dispatchEvent(new Event("draft-saved"));
  told(body.beside);
  if (body.pieces.part) scrollToPart();
  if (body.focus) focusOn(body.focus);
  if (body.part && part() && !body.focus) history.replaceState(null, "", address(body.part));
}

function textFollows(body, typed) {
  if (typed !== null) Object.assign(base, { text: body.revision, words: typed });
  if (body.text === undefined || yaml.value !== base.words) return;
  if (yaml.value !== body.text) {
    const [start, end, top] = [yaml.selectionStart, yaml.selectionEnd, yaml.scrollTop];
    yaml.value = body.text;
    yaml.setSelectionRange(start, end);
    yaml.scrollTop = top;
  }
  Object.assign(base, { text: body.revision, words: body.text });
}

function place(name, html, form, typed) {
  // Fields are never replaced under the fingers: not while typing in the form, nor when the text moved on.
  const inPart = name === "part" && (waiting.has(part()) || (typed !== null && typed !== yaml.value));
  if (inPart) return;
  if (name === "check" && document.activeElement?.closest("#scenario")) {
    const kept = document.activeElement.id;
    document.getElementById("check").innerHTML = html;
    document.getElementById(kept)?.focus();
    return;
  }
  const at = { outline: ".outline", check: "#check", part: "#part-place" }[name];
  if (name === "part") document.getElementById("part-place").setAttribute("data-placed", "");
  if (at) document.querySelector(at).innerHTML = html;
  else document.getElementById(name).outerHTML = html;
}

function told(beside) {
  for (const line of document.querySelectorAll("#part [data-problem]")) {
    const name = line.dataset.problem;
    const inside = name.endsWith("-")
      ? Object.entries(beside).filter(([field]) => field === name.slice(0, -1) || field.startsWith(name)).map(([, one]) => one).join(" ")
      : beside[name] || "";
    line.textContent = inside;
  }
}

function focusOn(name) {
  const act = document.querySelector(`#part [name=act][value="${CSS.escape(name)}"]`);
  const found = act || document.getElementById(name) || document.getElementById(`${name}-name`)
    || document.querySelector(`#part [id^="${CSS.escape(name)}-"]`);
  const to = found || document.querySelector("#part input:not([type=hidden])");
  to?.focus();
  if (to?.select && name.startsWith("field-")) to.select();
  to?.closest("fieldset.rule")?.scrollIntoView({ block: "nearest" });
}

function address(name) {
  const query = new URLSearchParams(location.search);
  query.set("part", name);
  return `?${query}`;
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-saves]");
  if (form && !event.target.matches("[data-late], [data-quiet], [data-act]")) later(form);
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-saves]");
  if (event.target.matches("#scenario select") && part()) later(part(), null, 0);
  else if (form && event.target.matches("[data-act]")) later(form, form.querySelector(`[name=act][value="${event.target.dataset.act}"]`), 0);
  else if (form && !event.target.matches("[data-quiet]")) later(form, null, 0);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-saves]")) {
    event.preventDefault();
    later(form, event.submitter, 0);
  } else if (form.id === "undo-form") {
    event.preventDefault();
    later(form, null, 0);
  } else if (waiting.size || running) {
    // Publishing and the like take what is stored: first everything typed is.
    event.preventDefault();
    const { submitter } = event;
    const idle = setInterval(() => {
      if (waiting.size || running) return;
      clearInterval(idle);
      form.requestSubmit(submitter);
    }, 50);
  }
});

document.addEventListener("click", (event) => {
  const line = event.target.closest("button.line");
  if (line) toLine(Number(line.dataset.line));
});

function scrollTo(number) {
  yaml.scrollTop = (number - 2) * (yaml.scrollHeight / yaml.value.split("\n").length);
}

function toLine(number) {
  const lines = yaml.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, one) => sum + one.length + 1, 0);
  yaml.focus();
  yaml.setSelectionRange(start, start + (lines[number - 1] || "").length);
  scrollTo(number);
}

window.addEventListener("beforeunload", (event) => {
  if (waiting.size || running) event.preventDefault();
});

const scrollToPart = () => document.activeElement !== yaml && scrollTo(Number(document.getElementById("part").dataset.line));
scrollToPart();
keys({ later, part, yaml });
if (location.hash.startsWith("#field-")) document.getElementById(location.hash.slice(1))?.focus();
