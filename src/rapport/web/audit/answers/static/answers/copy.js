// Copies a text as it is shown, and prints; the buttons are shown only where a script runs.

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-print]");
  if (!button) return;
  if (button.hasAttribute("data-print")) return window.print();
  const source = document.getElementById(button.dataset.copy);
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(source.innerText.trim());
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(source);
    button.textContent = "Marked: press Ctrl+C";
  }
  setTimeout(() => { button.textContent = before; }, 2500);
});

const show = (root) => root.querySelectorAll("[data-copy], [data-print]").forEach((one) => { one.hidden = false; });
show(document);
document.addEventListener("htmx:afterSwap", (event) => show(event.target));
