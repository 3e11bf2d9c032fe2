// The queue by keyboard.

import { offerUndo } from "./submitting.js";

const links = [...document.querySelectorAll(".works tbody a")];
const writes = (target) => target.closest("input, textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
  const at = links.indexOf(document.activeElement);
  if (event.key === "j" || event.key === "k") {
    const next = links[Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), links.length - 1)];
    next?.focus();
  } else if (event.key === "Enter" && document.activeElement === document.body) {
    document.getElementById("go")?.click();
  }
});
const place = document.createElement("div");
document.querySelector("h1").after(place);
offerUndo(place);
