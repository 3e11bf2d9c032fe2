// Coding by keyboard: one axis at a time, one key a value.

const form = document.getElementById("codes");
const axes = [...form.querySelectorAll(".axis")];
const typing = (target) => target.closest("input[id], textarea, select");
let now = Math.max(0, axes.findIndex((axis) => !axis.querySelector("input:checked")));

function go(place) {
  now = Math.min(Math.max(place, 0), axes.length - 1);
  axes.forEach((axis, number) => axis.classList.toggle("now", number === now));
  const chosen = axes[now].querySelector("input:checked") || axes[now].querySelector("input[type=radio]");
  chosen.focus({ preventScroll: true });
  axes[now].scrollIntoView({ block: "nearest" });
}

function choose(key) {
  const found = [...axes[now].querySelectorAll("input[data-key]")].find((one) => one.dataset.key === key);
  if (!found) return false;
  found.checked = true;
  onward(found);
  return true;
}

function onward(chosen) {
  // An axis without values has nothing to ask: it is passed over.
  const next = axes.findIndex((axis, place) => place > now && axis.querySelectorAll("input[data-key]").length > 1);
  if (next > 0) go(next);
  else chosen.focus();
}

function finish() {
  const open = axes.findIndex((axis) => !axis.querySelector("input:checked"));
  if (open < 0) form.requestSubmit();
  else go(open);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.getElementById("keys").open) return;
  if (event.key === "j" || event.key === "k") go(now + (event.key === "j" ? 1 : -1));
  else if (event.key === "p") propose();
  else if (event.key === "Enter" && !event.target.closest("a, button, summary")) finish();
  else if (!choose(event.key)) return;
  event.preventDefault();
});

function propose() {
  const box = axes[now].querySelector(".propose");
  if (!box) return;
  box.hidden = false;
  box.querySelector("input").focus();
}

async function send(axis) {
  const box = axis.querySelector(".propose");
  const field = box.querySelector("input");
  const said = box.querySelector(".said");
  const body = new URLSearchParams({ axis: axis.dataset.axis, label: field.value });
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  let answer;
  try {
    answer = await fetch(form.dataset.propose, { method: "POST", body, headers: { "X-CSRFToken": token } });
  } catch {
    said.textContent = "The server cannot be reached. What you typed is still here.";
    return;
  }
  const kind = answer.headers.get("content-type") || "";
  const found = kind.includes("json") ? await answer.json() : {};
  if (!answer.ok || !found.name) {
    said.textContent = found.what ? `${found.what}. ${found.todo}` : "It was not stored. Sign in again in another tab, then try once more.";
    return;
  }
  add(axis, found);
  field.value = "";
  said.textContent = "";
  box.hidden = true;
}

function add(axis, found) {
  const label = document.createElement("label");
  const radio = Object.assign(document.createElement("input"), { type: "radio", name: axis.dataset.axis, value: found.name });
  label.append(radio, ` ${found.label}`);
  axis.querySelector(".choices").append(label);
  radio.checked = true;
  now = axes.indexOf(axis);
  onward(radio);
}

for (const axis of axes) {
  const box = axis.querySelector(".propose");
  if (!box) continue;
  box.querySelector("button").addEventListener("click", () => send(axis));
  box.querySelector("input").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.ctrlKey) {
      event.preventDefault();
      send(axis);
    } else if (event.key === "Escape") {
      box.hidden = true;
      go(now);
    }
  });
  const hint = document.createElement("button");
  Object.assign(hint, { type: "button", className: "plain small", textContent: "Something else…" });
  hint.addEventListener("click", () => { now = axes.indexOf(axis); propose(); });
  axis.querySelector(".choices").after(hint);
}
form.addEventListener("focusin", (event) => {
  const axis = event.target.closest(".axis");
  if (axis) axes.forEach((one, number) => { one.classList.toggle("now", one === axis); if (one === axis) now = number; });
});
if (axes.length) go(now);
