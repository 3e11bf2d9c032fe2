// The review by keyboard: each answer has its key, a number that could go on waits for Enter.

const card = document.getElementById("card");
const buttons = card ? [...card.querySelectorAll("button[data-key]")] : [];
const typedAt = document.getElementById("typed");
const find = document.getElementById("find");
let typed = "";
let sent = false;

function give(button) {
  if (!button || sent) return;
  sent = true;
  button.click();
}

const of = (key) => buttons.find((one) => one.dataset.key === key);

function digit(key) {
  typed += key;
  const exact = of(typed);
  const longer = buttons.some((one) => one.dataset.key !== typed && one.dataset.key.startsWith(typed));
  if (exact && !longer) return give(exact);
  if (!exact && !longer) typed = "";
  typedAt.textContent = typed && exact ? `${typed}: ${exact.querySelector("span")?.textContent ?? ""} – Enter` : typed;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target === find) {
    if (event.key === "Enter") {
      event.preventDefault();
      give(shown()[0]);
    }
    if (event.key === "Escape") find.blur();
    return;
  }
  if (event.target.closest("input, textarea, select")) return;
  if (event.key === "u") {
    document.getElementById("undo")?.click();
  } else if (/^\d$/.test(event.key)) {
    event.preventDefault();
    digit(event.key);
  } else if (event.key === "Enter" && typed && of(typed)) {
    event.preventDefault();
    give(of(typed));
  } else if (event.key === "Escape" || event.key === "Backspace") {
    typed = "";
    typedAt && (typedAt.textContent = "");
  } else {
    give(of(event.key));
  }
});

const choices = () => buttons.filter((one) => one.closest(".choices"));
const shown = () => choices().filter((one) => !one.closest("li").hidden);

find?.addEventListener("input", () => {
  const words = find.value.trim().toLowerCase();
  for (const one of choices()) {
    one.closest("li").hidden = !one.textContent.toLowerCase().includes(words);
  }
});
document.querySelector("li.asked")?.scrollIntoView({ block: "nearest" });
if (document.querySelector("[data-preparing]")) setTimeout(() => location.reload(), 3000);
document.body.dataset.ready = "1";
