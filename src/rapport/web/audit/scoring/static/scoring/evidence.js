// Evidence: words of the transcript as [element, rule, turn, start, end], counted in letters as the server
// counts them, and shown where they were said.

const LONGEST = 90;

export class Evidence {
  constructor(notes, said, current) {
    Object.assign(this, { notes, said, current });
    this.form = notes?.form;
    document.addEventListener("selectionchange", () => this.remember());
  }

  // The last selection inside the transcript: the fields beside it take the focus, not the place. A browser
  // tells of a selection only some time after it is made, so whoever needs it looks again.
  remember() {
    const selection = getSelection();
    if (selection.rangeCount === 0 || !this.said.contains(selection.anchorNode)) return;
    this.range = selection.isCollapsed ? null : selection.getRangeAt(0).cloneRange();
  }

  // Attaches the selected words, else the turn (also where only blanks are selected), to the element at hand;
  // to its last rule where one is marked.
  attach(element, rule, turn) {
    this.remember();
    let places = this.range ? this.places(this.range) : [];
    if (!places.length && turn) places = [[Number(turn.dataset.turn), null, null]];
    if (!places.length) return false;
    const list = this.notes.evidence;
    for (const [number, start, end] of places) {
      const same = (one) => one[0] === element && one[1] === rule && one[2] === number && one[3] === start && one[4] === end;
      if (!list.some(same)) list.push([element, rule, number, start, end]);
    }
    this.notes.evidence = list;
    getSelection().removeAllRanges();
    this.range = null;
    return true;
  }

  // A range of the page as places of turns.
  places(range) {
    const found = [];
    for (const words of this.said.querySelectorAll(".words")) {
      if (!range.intersectsNode(words)) continue;
      const text = words.textContent;
      let [start, end] = [0, text.length];
      if (words.contains(range.startContainer)) start = offset(words, range.startContainer, range.startOffset);
      if (words.contains(range.endContainer)) end = offset(words, range.endContainer, range.endOffset);
      while (start < end && /\s/.test(text[start])) start += 1;
      while (end > start && /\s/.test(text[end - 1])) end -= 1;
      if (start < end) found.push([turnOf(words), letters(text, start), letters(text, end)]);
    }
    return found;
  }

  remove(index) {
    const list = this.notes.evidence;
    list.splice(index, 1);
    this.notes.evidence = list;
  }

  // Draws the lists under the elements and the marks in the transcript.
  show(list = this.notes.evidence, element = this.current?.()) {
    document.querySelectorAll("[data-evidence]").forEach((one) => one.replaceChildren());
    const ranges = { all: [], here: [] };
    list.forEach(([name, rule, turn, start, end], index) => {
      const words = this.said.querySelector(`#turn-${turn} .words`);
      if (!words) return;
      const range = rangeOf(words, start, end);
      ranges[name === element ? "here" : "all"].push(range);
      const place = document.querySelector(`[data-evidence="${CSS.escape(name)}"]`);
      place?.append(this.line(range.toString(), name, rule, turn, index));
    });
    if (!window.CSS?.highlights) return;
    CSS.highlights.set("evidence", new Highlight(...ranges.all));
    CSS.highlights.set("evidence-here", new Highlight(...ranges.here));
  }

  line(said, name, rule, turn, index) {
    const line = document.createElement("li");
    const jump = document.createElement("button");
    jump.type = "button";
    jump.className = "plain quote";
    jump.dataset.jump = turn;
    jump.dir = "auto";
    jump.textContent = `“${said.length > LONGEST ? `${said.slice(0, LONGEST)} …` : said}”`;
    const about = document.createElement("span");
    about.className = "quiet";
    about.textContent = `turn ${turn + 1}${rule ? `, ${titleOf(name, rule)}` : ""}`;
    line.append(jump, " ", about);
    if (this.notes) {
      const away = document.createElement("button");
      away.type = "button";
      away.className = "plain away";
      away.dataset.away = index;
      away.setAttribute("aria-label", `Remove this evidence of turn ${turn + 1}`);
      away.textContent = "×";
      line.append(" ", away);
    }
    return line;
  }
}

function titleOf(name, rule) {
  const text = document.querySelector(`#el-${CSS.escape(name)} [data-rule="${CSS.escape(rule)}"] .text`);
  return text?.firstChild.textContent.trim() ?? rule;
}

const turnOf = (words) => Number(words.closest(".turn").dataset.turn);

// Letters (code points) before a place counted in JavaScript's units, and back.
const letters = (text, units) => [...text.slice(0, units)].length;
const units = (text, count) => [...text].slice(0, count).join("").length;

function offset(words, node, place) {
  const range = document.createRange();
  range.selectNodeContents(words);
  range.setEnd(node, place);
  return range.toString().length;
}

export function rangeOf(words, start, end) {
  const range = document.createRange();
  const node = words.firstChild;
  if (!node || start === null) range.selectNodeContents(words);
  else {
    range.setStart(node, Math.min(units(words.textContent, start), node.length));
    range.setEnd(node, Math.min(units(words.textContent, end), node.length));
  }
  return range;
}
