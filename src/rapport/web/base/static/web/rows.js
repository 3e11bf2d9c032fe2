// A list by keyboard: j and k walk the rows, o opens, x selects, n goes on; a gives the selected to somebody, where that can be.

const rows = [...document.querySelectorAll(".rows tbody tr")];
let at = -1;

const go = (to) => {
  if (!rows.length) return;
  rows[at]?.classList.remove("here");
  at = Math.max(0, Math.min(rows.length - 1, to));
  rows[at].classList.add("here");
  rows[at].querySelector("a.open").focus();
};

document.addEventListener("focusin", (event) => {
  const row = rows.indexOf(event.target.closest("tr"));
  if (row >= 0 && row !== at) {
    rows[at]?.classList.remove("here");
    at = row;
    rows[at].classList.add("here");
  }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog")) return;
  if (event.key === "j") go(at + 1);
  else if (event.key === "k") go(at - 1);
  else if (event.key === "o" && at >= 0) rows[at].querySelector("a.open").click();
  else if (event.key === "x" && at >= 0) rows[at].querySelector("input[type=checkbox]").click();
  else if (event.key === "n") document.querySelector("a[rel=next]")?.click();
  else if (event.key === "a") {
    const give = document.getElementById("give");
    if (!give) return;
    event.preventDefault();
    give.open = true;
    give.querySelector("select").focus();
  }
});
