// What this browser keeps of notes that the server has not acknowledged yet.

export class Kept {
  constructor(place) {
    this.place = place;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.place));
    } catch {
      return null;
    }
  }

  write(facts) {
    try {
      localStorage.setItem(this.place, JSON.stringify({ ...facts, at: Date.now() }));
    } catch {
      // A browser that keeps nothing: the server's copy has to do.
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.place);
    } catch {
      // As above.
    }
  }
}
