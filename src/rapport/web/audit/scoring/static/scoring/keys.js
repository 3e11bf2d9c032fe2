// What each key does. Where somebody writes, only Escape and Ctrl+Enter are ours.

const writes = (target) => target.closest("textarea, select, input:not([type=checkbox]):not([type=number])");
const acts = (target) => target.closest("a, button, summary, select, textarea, audio");

export function keys({ elements, transcript, evidence, notes, timer, player, submit, single, side, busy }) {
  const inTranscript = (target) => transcript.said.contains(target);
  const attach = () => evidence.attach(elements.name, elements.rule, transcript.turn);

  const general = {
    g: () => elements.next(),
    n: () => elements.toggle("na"),
    c: () => (side("criteria"), elements.comment()),
    o: () => notes.form.elements.comment.focus(),
    e: attach,
    u: () => notes.undo(),
    r: () => notes.redo(),
    m: () => elements.example(),
    d: () => elements.box?.querySelector("[data-drafts]")?.click(),
    a: () => elements.box?.querySelector("[data-agree]")?.click(),
    x: () => elements.box?.querySelector("[data-differ]")?.click(),
    p: () => timer.toggle(),
    "<": () => player?.faster(-1),
    ">": () => player?.faster(1),
  };
  const criteria = {
    j: () => elements.move(1),
    k: () => elements.move(-1),
    ArrowDown: () => elements.move(1),
    ArrowUp: () => elements.move(-1),
    Enter: () => elements.decide(),
    t: () => (side("said"), transcript.enter()),
    ...(player && { " ": () => player.toggle(), ArrowLeft: () => player.skip(-5), ArrowRight: () => player.skip(5) }),
  };
  const said = {
    j: () => transcript.move(1),
    k: () => transcript.move(-1),
    ArrowDown: () => transcript.move(1),
    ArrowUp: () => transcript.move(-1),
    ArrowRight: () => transcript.word(1, false),
    ArrowLeft: () => transcript.word(-1, false),
    t: () => (side("criteria"), elements.go(elements.at)),
    Escape: () => (side("criteria"), elements.go(elements.at)),
    ...(player && { " ": () => player.toggle(), Enter: () => player.hear(transcript.turn) }),
  };
  const shifted = {
    ArrowRight: () => transcript.word(1, true),
    ArrowLeft: () => transcript.word(-1, true),
    ArrowDown: () => transcript.whole(1),
    ArrowUp: () => transcript.whole(-1),
  };

  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (document.querySelector("dialog[open]") || event.isComposing || busy()) return;
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) return done(event, submit);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (writes(target)) {
      if (key === "Escape") done(event, () => elements.go(elements.at));
      return;
    }
    if (!single() && !["ArrowDown", "ArrowUp"].includes(key)) return;
    if ((key === "Enter" || key === " ") && acts(target)) return;
    if (key === " " && target.closest("input")) return;
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
    if (digit && /^\D?$|^\d$/.test(key)) {
      return done(event, () => (digit === "0" ? elements.toggle("ok") : elements.mark(digit, event.shiftKey)));
    }
    const here = inTranscript(target) ? (event.shiftKey && shifted[key]) || said[key] : criteria[key];
    const act = here ?? general[key];
    if (act) done(event, act);
  });
}

function done(event, act) {
  event.preventDefault();
  act();
}
