// The editor of concerns: how many are ticked and about how many conversations they are, and its keys.

const form = document.getElementById("edit");
const told = document.getElementById("touched");

function chosen() {
  return [...form.querySelectorAll("input[name=concern]:checked")];
}

function tell() {
  const ticked = chosen();
  const names = ticked.map((one) => one.dataset.name).join(", ");
  const most = ticked.reduce((sum, one) => sum + Number(one.dataset.many || 0), 0);
  told.textContent = ticked.length
    ? `${names}: at most ${most.toLocaleString("en")} conversations.`
    : "Tick a concern in the list, or several.";
  const name = document.getElementById("name");
  if (ticked.length === 1 && !name.dataset.typed) name.value = ticked[0].dataset.name;
}

form?.addEventListener("change", (event) => {
  if (event.target.name === "concern") tell();
});
document.getElementById("name")?.addEventListener("input", (event) => {
  event.target.dataset.typed = "yes";
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  const found = { u: "undo", r: "name", m: "into" }[event.key];
  const place = found && document.getElementById(found);
  if (!place) return;
  event.preventDefault();
  if (found === "undo") place.click();
  else place.focus();
});
