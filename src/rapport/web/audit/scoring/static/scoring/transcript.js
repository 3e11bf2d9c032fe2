// The transcript by keyboard: a cursor of turns, and of words inside a turn.

export class Transcript {
  constructor(said) {
    this.said = said;
    this.turns = [...said.querySelectorAll(".turn")];
    this.at = -1;
    said.addEventListener("focusin", (event) => {
      const turn = event.target.closest(".turn");
      if (turn) this.at = this.turns.indexOf(turn);
    });
  }

  get turn() {
    return this.turns[this.at] ?? null;
  }

  enter() {
    this.go(Math.max(this.at, 0));
  }

  move(steps) {
    this.go(Math.min(Math.max(this.at + steps, 0), this.turns.length - 1));
  }

  go(number) {
    const turn = this.turns[number];
    if (!turn) return;
    this.at = number;
    turn.focus({ preventScroll: true });
    turn.scrollIntoView({ block: "nearest" });
    const words = turn.querySelector(".words");
    if (words.firstChild) getSelection().collapse(words.firstChild, 0);
  }

  // A word on or back; `extend` selects it. The cursor does not leave the turn.
  word(steps, extend) {
    if (!this.turn) return this.enter();
    const node = this.turn.querySelector(".words").firstChild;
    if (!node) return;
    const selection = getSelection();
    if (selection.focusNode !== node) selection.collapse(node, 0);
    const edge = edgeOf(node.data, selection.focusOffset, steps, extend);
    if (extend) selection.extend(node, edge);
    else selection.collapse(node, edge);
  }

  // Selects this turn, or one turn more in either direction.
  whole(direction) {
    if (!this.turn) return this.enter();
    const selection = getSelection();
    const words = this.turn.querySelector(".words");
    if (selection.isCollapsed) return selection.selectAllChildren(words);
    const next = this.turns[this.at + direction];
    if (!next) return;
    const text = next.querySelector(".words");
    const end = direction > 0 ? [text.firstChild, text.firstChild.length] : [text.firstChild, 0];
    const anchor = [selection.anchorNode, selection.anchorOffset];
    this.at += direction;
    next.scrollIntoView({ block: "nearest" });
    selection.setBaseAndExtent(...anchor, ...end);
  }
}

// Where the next word ends (selecting onwards) or starts; the edge of the text where there is none.
function edgeOf(text, from, steps, extend) {
  const words = [...text.matchAll(/\S+/gu)].map((one) => [one.index, one.index + one[0].length]);
  if (steps < 0) return words.findLast(([start]) => start < from)?.[0] ?? 0;
  const edge = extend ? words.find(([, end]) => end > from)?.[1] : words.find(([start]) => start > from)?.[0];
  return edge ?? text.length;
}
