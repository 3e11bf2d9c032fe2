// The recording in step with the transcript: the turn that is heard is marked, a turn can be heard.

import { silencesOf } from "./silences.js";

const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2];

export class Player {
  constructor(box, said) {
    this.audio = box.querySelector("audio");
    this.speed = box.querySelector("#speed");
    this.skipping = box.querySelector("#skip");
    this.word = box.querySelector("#silence-state");
    this.silences = box.dataset.silences ? JSON.parse(box.dataset.silences) : null;
    this.turns = [...said.querySelectorAll(".turn[data-at]")].map((turn) => [Number(turn.dataset.at), turn]);
    this.audio.addEventListener("timeupdate", () => this.follow());
    this.audio.addEventListener("seeked", () => this.follow());
    this.speed.addEventListener("change", () => (this.audio.playbackRate = Number(this.speed.value)));
    this.skipping.addEventListener("change", () => this.listen());
    said.addEventListener("click", (event) => {
      const number = event.target.closest("[data-hear]")?.dataset.hear;
      if (number !== undefined) this.hear(said.querySelector(`#turn-${number}`));
    });
  }

  toggle() {
    if (this.audio.paused) this.audio.play();
    else this.audio.pause();
  }

  skip(seconds) {
    this.audio.currentTime = Math.max(0, this.audio.currentTime + seconds);
  }

  faster(steps) {
    const at = Math.min(Math.max(SPEEDS.indexOf(this.audio.playbackRate) + steps, 0), SPEEDS.length - 1);
    this.audio.playbackRate = SPEEDS[at];
    this.speed.value = String(SPEEDS[at]);
  }

  hear(turn) {
    if (!turn?.dataset.at) return;
    this.audio.currentTime = Number(turn.dataset.at);
    this.audio.play();
  }

  // Marks the turn that is heard, and jumps over silence.
  follow() {
    const now = this.audio.currentTime;
    let heard = null;
    for (const [at, turn] of this.turns) if (at <= now + 0.05) heard = turn;
    if (heard !== this.heard) {
      this.heard?.classList.remove("heard");
      heard?.classList.add("heard");
      if (!this.audio.paused) heard?.scrollIntoView({ block: "nearest" });
      this.heard = heard;
    }
    if (!this.skipping.checked || this.audio.paused || !this.silences) return;
    const silence = this.silences.find(([start, end]) => now >= start + 0.2 && now < end - 0.3);
    if (silence) this.audio.currentTime = silence[1] - 0.2;
  }

  async listen() {
    if (!this.skipping.checked || this.silences) return;
    this.word.textContent = "Looking for silence …";
    this.silences = await silencesOf(this.audio.currentSrc);
    this.word.textContent = this.silences ? "" : "This browser cannot tell where it is silent.";
  }
}
