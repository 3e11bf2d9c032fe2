// Puts `{customer.name|…}` where the cursor was last, with the words behind the line selected.

let last = null;

document.addEventListener("focusout", (event) => {
  if (event.target.matches("#part textarea, #part input:not([type])")) last = event.target;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-pipe]");
  if (!button) return;
  const into = last?.isConnected ? last : document.getElementById("field-text");
  if (!into) return;
  const { pipe } = button.dataset;
  const start = into.selectionStart;
  into.setRangeText(pipe, start, into.selectionEnd, "end");
  into.focus();
  into.setSelectionRange(start + pipe.indexOf("…"), start + pipe.indexOf("…") + 1);
  into.dispatchEvent(new Event("input", { bubbles: true }));
});
