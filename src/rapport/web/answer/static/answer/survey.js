// Shows a survey over somebody's page, in a shadow of its own: no style of the page reaches in, none leaks out,
// and its own come as a constructed stylesheet, which a strict policy allows.

const STYLE = `
:host { all: initial; --paper: #fff; --ink: #1b1f24; --quiet: #57606a; --accent: #0b5cad; --on-accent: #fff; --wrong: #9c4205; }
@media (prefers-color-scheme: dark) { :host { --paper: #161c23; --ink: #e8ecf1; --quiet: #a9b3bf; --accent: #7fb5ee; --on-accent: #10161d; --wrong: #f2a65e; } }
* { box-sizing: border-box; }
.box { position: fixed; z-index: 2147483000; inset-block-end: 1rem; inset-inline-end: 1rem; width: min(26rem, calc(100vw - 2rem)); max-height: calc(100vh - 2rem); overflow: auto; margin: 0; padding: 1.1rem; border: 1px solid color-mix(in srgb, var(--ink) 22%, var(--paper)); border-radius: 14px; background: var(--paper); color: var(--ink); font: 16px/1.45 system-ui, sans-serif; box-shadow: 0 10px 40px rgb(0 0 0 / .25); overflow-wrap: break-word; animation: come .18s ease-out; }
@keyframes come { from { transform: translateY(1rem); } }
@media (prefers-reduced-motion: reduce) { .box { animation: none; } }
@media (max-width: 30rem) { .box { inset-inline: 0; inset-block-end: 0; width: 100%; border-radius: 14px 14px 0 0; } }
.top { display: flex; justify-content: space-between; gap: 1rem; align-items: start; }
h2 { font-size: 1.05rem; line-height: 1.3; margin: .35rem 0 .6rem; } p { margin: 0 0 .6rem; }
.quiet { color: var(--quiet); font-size: .92rem; } .wrong { color: var(--wrong); font-weight: 600; }
fieldset { border: 0; margin: 0 0 1rem; padding: 0; min-width: 0; }
legend, .asked { display: block; padding: 0; margin: 0 0 .5rem; font-weight: 600; }
.steps { display: grid; gap: .3rem; grid-template-columns: repeat(auto-fit, minmax(2.75rem, 1fr)); }
.steps.wide { grid-template-columns: repeat(6, 1fr); }
.step, .choice { position: relative; display: block; cursor: pointer; } .choice { margin-bottom: .4rem; }
.step input, .choice input[type=radio], .choice input[type=checkbox] { position: absolute; inset: 0; opacity: 0; margin: 0; width: 100%; height: 100%; cursor: pointer; }
.step span, .choice span { display: flex; align-items: center; min-height: 2.75rem; border: 1px solid color-mix(in srgb, var(--ink) 52%, var(--paper)); border-radius: 9px; padding: .3rem .8rem; }
.step span { justify-content: center; padding: 0; font-size: 1.1rem; }
input:checked + span { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
:focus-visible, input:focus-visible + span { outline: 3px solid var(--accent); outline-offset: 2px; }
.ends { display: flex; justify-content: space-between; gap: 1rem; margin-top: .35rem; color: var(--quiet); font-size: .88rem; }
textarea, input[type=text], input[type=date] { width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1px solid color-mix(in srgb, var(--ink) 52%, var(--paper)); border-radius: 9px; padding: .55rem .7rem; min-height: 2.75rem; }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .4rem 1.4rem; border: 0; border-radius: 9px; background: var(--accent); color: var(--on-accent); cursor: pointer; }
.plain { background: none; color: var(--quiet); padding: .4rem .6rem; min-width: 2.75rem; } .go { display: flex; gap: .75rem; align-items: center; }
`;

const TOGETHER = 3;

const made = (name, given = {}, ...inside) => {
  const one = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (key in one && key !== "list") one[key] = value; else one.setAttribute(key, value);
  }
  one.append(...inside.filter((part) => part !== null && part !== undefined && part !== ""));
  return one;
};

const empty = (value) => value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length);
const said = (value) => empty(value) ? [] : (Array.isArray(value) ? value : [value]).map(String);

const passes = (test, value) => {
  const given = said(value);
  if (test.answered !== undefined && test.answered !== given.length > 0) return false;
  if (test.values && !given.some((one) => test.values.includes(one))) return false;
  if (test.excluded && given.some((one) => test.excluded.includes(one))) return false;
  if (test.at_least === undefined && test.at_most === undefined) return true;
  const number = given.length === 1 ? Number(given[0]) : NaN;
  return !(Number.isNaN(number) || number < (test.at_least ?? -Infinity) || number > (test.at_most ?? Infinity));
};

/** The items that are asked, given what was answered: those left out count for nothing that follows. */
export const asked = (items, answers) => {
  const known = {};
  return items.filter((item) => {
    const held = (item.ways ?? [{}]).some((way) => Object.entries(way).every(([name, test]) => passes(test, known[name])));
    if (held) known[item.id] = answers[item.id];
    return held;
  });
};

const piped = (text, answers) => (text ?? "").replace(
  /\{([a-zA-Z_][\w.-]*)(?:\|([^{}]*))?\}/g, (_, name, else_) => said(answers[name]).join(", ") || (else_ ?? "").trim());

const names_in = (item) => [
  ...(item.ways ?? []).flatMap((way) => Object.keys(way)),
  ...[item.text, item.help, ...(item.choices ?? []).map((one) => one.text)].flatMap((text) => [...(text ?? "").matchAll(/\{([\w.-]+)/g)].map((hit) => hit[1])),
];

/** Which items stand on a screen together: one that hangs on another stands on a later screen. */
const screens = (items) => {
  const most = items.length <= TOGETHER ? TOGETHER : 1, found = [];
  for (const item of items) {
    const here = found.at(-1);
    if (!here || here.length >= most || names_in(item).some((name) => here.some((one) => one.id === name))) found.push([item]);
    else here.push(item);
  }
  return found;
};

const radios = (item, answers, words) => {
  const wide = item.max - item.min >= 8;
  const steps = made("div", { className: wide ? "steps wide" : "steps" });
  for (let step = item.min; step <= item.max; step += 1) {
    const end = step === item.min ? item.low : step === item.max ? item.high : "";
    const input = made("input", { type: "radio", name: item.id, value: String(step), checked: String(answers[item.id]) === String(step) });
    if (end) input.setAttribute("aria-label", `${step}, ${end}`);
    steps.append(made("label", { className: "step" }, input, made("span", {}, String(step))));
  }
  const ends = made("div", { className: "ends" }, made("span", {}, item.low ?? ""), made("span", {}, item.high ?? ""));
  ends.setAttribute("aria-hidden", "true");
  return [steps, item.low || item.high ? ends : null];
};

const choices = (item, answers, words) => item.choices.flatMap((one) => {
  const many = item.type === "multiple_choice";
  const text = piped(one.text, answers);
  const input = made("input", { type: many ? "checkbox" : "radio", name: item.id, value: one.id, checked: said(answers[item.id]).includes(one.id) });
  const own = one.own ? made("input", { type: "text", name: `${item.id}.${one.id}`, value: answers[`${item.id}.${one.id}`] ?? "", placeholder: words.own_words, "aria-label": `${text}: ${words.own_words}` }) : null;
  own?.addEventListener("input", () => { input.checked = true; });
  return [made("label", { className: "choice" }, input, made("span", {}, text)), own];
});

const question = (item, answers, words, wrong) => {
  const text = piped(item.text, answers) + (item.required ? ` (${words.needed})` : "");
  const more = [item.help ? made("p", { className: "quiet" }, piped(item.help, answers)) : null,
    wrong ? made("p", { className: "wrong" }, wrong) : null];
  const scaled = item.min !== undefined && item.max - item.min < 11;
  if (scaled || item.choices) {
    const parts = scaled ? radios(item, answers, words) : choices(item, answers, words);
    return made("fieldset", {}, made("legend", {}, text), ...more, ...parts);
  }
  const field = item.type === "text" ? made("textarea", { rows: 3 }) : made("input", { type: item.type === "date" ? "date" : "text" });
  field.name = field.id = item.id;
  field.value = answers[item.id] ?? "";
  return made("fieldset", {}, made("label", { className: "asked", htmlFor: item.id }, text), ...more, field);
};

const read = (root, items, answers) => {
  for (const item of items) {
    const fields = [...root.querySelectorAll(`[name="${CSS.escape(item.id)}"]`)];
    const marked = fields.filter((one) => one.checked).map((one) => one.value);
    if (item.type === "multiple_choice") answers[item.id] = marked;
    else answers[item.id] = (fields[0]?.type === "radio" ? marked[0] : fields[0]?.value) ?? "";
    for (const one of item.choices ?? []) {
      if (one.own) answers[`${item.id}.${one.id}`] = root.querySelector(`[name="${CSS.escape(`${item.id}.${one.id}`)}"]`).value;
    }
  }
};

/** Shows the form and hands in what is answered, screen by screen. */
export function ask({ form, opener, before, hand_in, goes_on, ended }) {
  const { words } = form, answers = { ...before?.answers };
  const host = made("div", { lang: form.language, dir: form.direction });
  const root = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  const rules = Object.entries(form.colours ?? {}).filter(([, one]) => /^#[0-9a-f]{6}$/i.test(one))
    .map(([name, one]) => `--${name.replace("_", "-")}:${one};`).join("");
  style.replaceSync(STYLE + (rules ? `@media (prefers-color-scheme: light) { :host { ${rules} } }` : ""));
  root.adoptedStyleSheets = [style];
  const box = made("div", { className: "box", role: "dialog", tabIndex: -1 });
  box.setAttribute("aria-label", form.title);
  root.append(box);
  let begun = false, how = "dismissed";

  const close = () => {
    if (how === "dismissed" && Object.values(answers).some((one) => !empty(one))) hand_in(only(answers), false);
    const inside = root.activeElement !== null;
    document.removeEventListener("keydown", escape);
    host.remove();
    ended(how);
    if (inside && opener?.isConnected) opener.focus();
  };
  const only = (given) => {
    const now = new Set(asked(form.items, given).map((one) => one.id));
    return Object.fromEntries(Object.entries(given).filter(([name, value]) => now.has(name.split(".")[0]) && !(name.includes(".") && empty(value))));
  };
  const head = (text) => made("div", { className: "top" }, made("h2", {}, text),
    made("button", { type: "button", className: "plain", "aria-label": words.close, title: words.close, onclick: close }, "✕"));

  const following = (from) => {
    const now = new Set(asked(form.items, answers).map((one) => one.id)), all = screens(form.items);
    for (let next = from; next < all.length; next += 1) {
      const items = all[next].filter((one) => now.has(one.id));
      if (items.length) return { next, items };
    }
    return null;
  };

  const show = (place, wrong = {}, problem = "") => {
    const { next, items } = place;
    const go = made("button", {}, next === screens(form.items).length - 1 ? words.send : words.next);
    const problems = problem ? made("p", { className: "wrong", role: "alert" }, problem) : null;
    const sheet = made("form", { noValidate: true }, next === 0 && form.intro ? made("p", { className: "quiet" }, form.intro) : null,
      problems, ...items.map((one) => question(one, answers, words, wrong[one.id])), made("div", { className: "go" }, go));
    sheet.addEventListener("submit", (event) => { event.preventDefault(); send(sheet, place, go); });
    box.replaceChildren(head(form.title), sheet);
    const first = sheet.querySelector("input:checked, input, textarea");
    if (begun) first?.focus(); else if (opener) box.focus();
    begun = true;
  };

  const send = async (sheet, place, go) => {
    read(sheet, place.items, answers);
    const lacking = Object.fromEntries(place.items.filter((one) => one.required && empty(answers[one.id])).map((one) => [one.id, words.required]));
    if (Object.keys(lacking).length) return show(place, lacking);
    const then = following(place.next + 1);
    go.disabled = true;
    const found = await hand_in(only(answers), !then).catch(() => ({ ok: false, said: { problem: words.busy } }));
    go.disabled = false;
    if (!found.ok && found.status !== 409) return show(place, found.said.wrong ?? {}, found.said.problem ?? words.busy);
    if (then && found.ok) { goes_on(answers, then.next); return show(then); }
    how = "answered";
    box.replaceChildren(head(words.thanks), made("p", { role: "status" }, found.ok ? form.thanks : found.said.problem));
    box.querySelector("button").focus();
  };

  const escape = (event) => { if (event.key === "Escape") close(); };
  document.addEventListener("keydown", escape);
  document.body.append(host);
  const first = following(before?.next ?? 0);
  if (first) show(first); else close();
}
