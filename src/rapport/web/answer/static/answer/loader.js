// Asks, in somebody's own pages, whether a survey is to be shown, and fetches what shows it.
//
// <script src="https://surveys.example.org/widget/DOOR.js" async
//   data-after="5" data-language="de" data-label="Feedback" data-facts='{"until":…}' data-signed="…"></script>

(() => {
  const own = document.currentScript;
  if (!own) return;
  const { origin, pathname } = new URL(own.src);
  const door = pathname.split("/").pop().replace(/\.js$/, "");
  const told = own.dataset;
  const key = `rapport:${door}`;
  const days = Number(told.days ?? 90), later = Number(told.later ?? 30);
  let open = false;

  const kept = () => { try { return JSON.parse(localStorage.getItem(key) || "{}"); } catch { return {}; } };
  const keep = (what) => {
    try { localStorage.setItem(key, JSON.stringify({ ...kept(), [what]: Date.now() })); } catch { /* private window */ }
  };
  // What was begun goes on in the same tab for an hour, unless another customer is told of: by the signature alone.
  const who = `${told.signed ?? ""} ${told.language ?? ""}`;
  const begun = () => {
    try {
      const one = JSON.parse(sessionStorage.getItem(key));
      return one && one.who === who && Date.now() - one.at < 36e5 ? one : null;
    } catch { return null; }
  };
  const hold = (what) => {
    try {
      if (what) sessionStorage.setItem(key, JSON.stringify({ ...what, who, at: Date.now() })); else sessionStorage.removeItem(key);
    } catch { /* private window */ }
  };
  const within = (at, length) => at && Date.now() - at < length * 864e5;
  const capped = () => within(kept().answered, days) || within(kept().dismissed, later);

  const post = async (path, body) => {
    const answer = await fetch(`${origin}/f/${door}/${path}`, {
      method: "POST", mode: "cors", credentials: "omit", referrerPolicy: "no-referrer", keepalive: true,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ facts: told.facts, signed: told.signed, language: told.language, ...body }),
    });
    return { ok: answer.ok, status: answer.status, said: await answer.json().catch(() => ({})) };
  };

  const show = async (opener) => {
    if (open) return;
    open = true;
    try {
      const before = begun();
      const [form, { ask }] = await Promise.all([
        before ? { ok: true, said: before.form } : post("form", {}), import(`${origin}/widget/survey.mjs`)]);
      if (!form.ok) { open = false; return; }
      ask({
        form: form.said, opener, before,
        hand_in: async (answers, complete) => {
          const found = await post("answers", {
            token: form.said.token, stamp: form.said.stamp, language: form.said.language, answers, complete,
          });
          if (found.ok ? complete : found.status === 404 || found.status === 409 || found.status === 410) hold(null);
          return found;
        },
        goes_on: (answers, next) => hold({ form: form.said, answers, next }),
        ended: (how) => { open = false; keep(how); },
      });
    } catch { open = false; }
  };

  // Whoever wrote the page may open it, whatever was answered or put aside before: rapport.open("DOOR").
  const shared = (window.rapport ||= { doors: {}, open(name) { this.doors[name ?? Object.keys(this.doors)[0]]?.(); } });
  shared.doors[door] = () => show(document.activeElement);

  for (const one of document.querySelectorAll(`[data-rapport="${CSS.escape(door)}"]`)) {
    one.addEventListener("click", () => show(one));
  }
  const after = told.after === undefined ? null : Number(told.after);
  const share = Number(told.share ?? 1);
  if (after !== null && !capped() && (begun() || Math.random() < share)) {
    setTimeout(() => capped() || show(null), begun() ? 0 : after * 1000);
  }
})();
