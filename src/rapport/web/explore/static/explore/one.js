// One interaction by keyboard: j and k go on in the list it was opened from, u goes back up to it.

const keys = { j: "a[rel=next]", k: "a[rel=prev]", u: "a.up" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, dialog")) return;
  if (keys[event.key]) document.querySelector(keys[event.key])?.click();
});

// A link to a mark opens the evaluation that it stands in.
const reveal = () => {
  const target = location.hash.startsWith("#mark-") && document.getElementById(location.hash.slice(1));
  const holder = target && target.closest("details");
  if (holder) {
    holder.open = true;
    target.scrollIntoView({ block: "center" });
  }
};
window.addEventListener("hashchange", reveal);
reveal();
