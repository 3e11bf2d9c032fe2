// A case by keyboard: n notes, c calls, a gives it away, d closes, e writes an e-mail.

const DOORS = { n: "d-note", c: "d-call", a: "d-give", d: "d-close" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, dialog")) return;
  if (event.key === "e") document.getElementById("write")?.click();
  const door = document.getElementById(DOORS[event.key]);
  if (!door) return;
  event.preventDefault();
  door.open = true;
  door.querySelector("input:not([type=hidden]), textarea, select").focus();
});
