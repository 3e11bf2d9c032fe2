// The time somebody spends: runs while the page is looked at and used, stops when it is left alone.

const IDLE = 90000;

export class Timer extends EventTarget {
  constructor(seconds, clock, button) {
    super();
    Object.assign(this, { seconds, clock, button, paused: false, seen: Date.now() });
    button.hidden = false;
    button.addEventListener("click", () => this.toggle());
    for (const kind of ["pointerdown", "pointermove", "keydown", "scroll", "input"]) {
      document.addEventListener(kind, () => (this.seen = Date.now()), { passive: true, capture: true });
    }
    setInterval(() => this.tick(), 1000);
    this.show();
  }

  get runs() {
    return !this.paused && !document.hidden && Date.now() - this.seen < IDLE;
  }

  tick() {
    if (this.runs) this.seconds += 1;
    this.show();
    if (this.runs && this.seconds % 15 === 0) this.dispatchEvent(new Event("quarter"));
  }

  toggle() {
    this.paused = !this.paused;
    this.show();
  }

  show() {
    const minutes = Math.floor(this.seconds / 60);
    this.clock.textContent = `${minutes}:${String(this.seconds % 60).padStart(2, "0")}`;
    this.clock.classList.toggle("stands", !this.runs);
    this.button.textContent = this.paused ? "Continue" : "Pause";
    this.button.setAttribute("aria-pressed", String(this.paused));
  }
}
