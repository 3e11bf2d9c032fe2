// The criteria by keyboard: which element is at hand, and what its keys do.

export class Elements {
  constructor(notes) {
    this.notes = notes;
    this.boxes = [...notes.form.querySelectorAll(".element")];
    this.at = 0;
    this.last = new Map();
    for (const box of this.boxes) {
      box.addEventListener("focusin", () => this.pressed || this.choose(this.boxes.indexOf(box)));
      box.addEventListener("click", () => this.choose(this.boxes.indexOf(box)));
    }
    // What is at hand shows more lines: shown while a button is down, they would move a box from under the
    // pointer, and the click would be lost.
    notes.form.addEventListener("pointerdown", () => (this.pressed = true), true);
    for (const name of ["pointerup", "pointercancel"]) {
      addEventListener(name, () => setTimeout(() => (this.pressed = false)), true);
    }
    notes.form.addEventListener("change", (event) => this.remember(event.target));
  }

  get box() {
    return this.boxes[this.at];
  }

  get name() {
    return this.box?.dataset.element;
  }

  // The rule marked last in the element at hand, while it is still marked: evidence is for it.
  get rule() {
    const rule = this.last.get(this.name);
    return rule && this.box.querySelector(`.rule.on[data-rule="${CSS.escape(rule)}"]`) ? rule : null;
  }

  remember(field) {
    const [kind, element, rule] = field.name.split("/");
    if (kind === "rule") this.last.set(element, rule);
  }

  choose(number) {
    if (number < 0) return;
    this.at = number;
    this.boxes.forEach((one, index) => one.classList.toggle("here", index === number));
    this.notes.dispatchEvent(new Event("chosen"));
  }

  go(number) {
    const box = this.boxes[number];
    if (!box) return;
    this.choose(number);
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
  }

  move(steps) {
    this.go(Math.min(Math.max(this.at + steps, 0), this.boxes.length - 1));
  }

  // The next element that is not decided, round and round; false when all are.
  next() {
    const count = this.boxes.length;
    for (let step = 1; step <= count; step += 1) {
      const number = (this.at + step) % count;
      if (!this.notes.decided(this.boxes[number])) return this.go(number), true;
    }
    return false;
  }

  // A rule by its key: marks or unmarks it, counts up (and round to none), or down.
  mark(key, down) {
    const field = this.box.querySelector(`[data-key="${key}"]`);
    if (!field || field.disabled) return;
    if (field.type === "checkbox") field.checked = !field.checked;
    else {
      const count = Number(field.value) + (down ? -1 : 1);
      field.value = count > Number(field.max) || count <= 0 ? "" : count;
    }
    this.touched(field);
  }

  toggle(kind) {
    const field = this.box.querySelector(`[name="${kind}/${CSS.escape(this.name)}"]`);
    if (!field || field.disabled) return;
    field.checked = !field.checked;
    this.touched(field);
  }

  // Decided as it stands, and on to the next one.
  decide() {
    if (!this.notes.decided(this.box)) this.toggle("ok");
    return this.next();
  }

  touched(field) {
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  comment() {
    const place = this.box.querySelector("details.comment");
    place.open = true;
    place.querySelector("textarea").focus();
  }

  example() {
    const place = this.box.querySelector("details.model");
    if (place) place.open = !place.open;
  }
}
