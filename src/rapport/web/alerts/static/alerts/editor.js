// Shows of each condition only what belongs to it, and offers the words that occur.

const SHOWN = {
  answer: ["least", "most", "survey"],
  score: ["least", "most"],
  read: ["least", "most", "words"],
  noted: ["words"],
  words: ["words"],
  event: ["least", "most"],
  silence: ["wait", "then"],
};

function offer(row, about) {
  const list = row.querySelector(".hints");
  const words = row.querySelector("textarea");
  list.replaceChildren();
  const known = document.getElementById(`known-${about}`);
  if (!known) return;
  for (const one of known.querySelectorAll("[data-word]")) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = one.textContent;
    button.addEventListener("click", () => {
      const lines = words.value.split("\n").map((line) => line.trim()).filter(Boolean);
      const at = lines.indexOf(one.dataset.word);
      if (at < 0) lines.push(one.dataset.word);
      else lines.splice(at, 1);
      words.value = lines.join("\n");
      words.focus();
    });
    item.append(button);
    list.append(item);
  }
}

// What is read only in words, or only as a number.
const LABELS = ["words"];
const NUMBERS = ["least", "most"];
const READ = {
  resolved: LABELS, course: LABELS, ending: NUMBERS, impact: NUMBERS, customer_mood: NUMBERS,
};

function arrange(row) {
  const about = row.querySelector("select[name^='about-']").value;
  const [what, name] = about.split(":");
  const shown = (what === "read" && READ[name]) || SHOWN[what] || [];
  for (const field of row.querySelectorAll("[data-field]")) field.hidden = !shown.includes(field.dataset.field);
  offer(row, about);
}

function begin() {
  const rows = [...document.querySelectorAll(".condition")];
  const more = document.getElementById("more");
  if (!rows.length || !more) return;
  let open = Math.max(1, rows.filter((row) => row.querySelector("select").value).length);
  const show = () => {
    rows.forEach((row, number) => { row.hidden = number >= open; });
    more.hidden = open >= rows.length;
  };
  for (const row of rows) {
    arrange(row);
    row.querySelector("select[name^='about-']").addEventListener("change", () => arrange(row));
  }
  more.addEventListener("click", () => {
    open += 1;
    show();
    rows[open - 1].querySelector("select").focus();
  });
  show();
}

begin();

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "p") document.getElementById("look")?.click();
  else if (event.key === "s") document.getElementById("save")?.focus();
});
