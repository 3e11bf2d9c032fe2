// Words by which the machine drafted, shown where they were said once its drafts are on the page.

import { rangeOf } from "./evidence.js";

export function drafts(said) {
  if (!window.CSS?.highlights) return;
  const show = () => {
    const ranges = [];
    for (const one of document.querySelectorAll("[data-draft]")) {
      const [turn, start, end] = one.dataset.draft.split(",");
      const words = said.querySelector(`#turn-${turn} .words`);
      if (words) ranges.push(start === "" ? rangeOf(words, null, null) : rangeOf(words, Number(start), Number(end)));
    }
    CSS.highlights.set("draft", new Highlight(...ranges));
  };
  document.body.addEventListener("htmx:afterSwap", show);
}
