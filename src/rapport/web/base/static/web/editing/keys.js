// An editor of parts by keyboard.

export function keys({ later, part, yaml }) {
  const press = (value) => part()?.querySelector(`[name=act][value="${value}"]`)?.click();
  // What stands in a list of its part: a rule, a choice. `data-thing` names it to the acts.
  const listed = (target) => target.closest("fieldset.rule[data-place]");
  const act = (line, verb) => press(`${line.dataset.thing || "rule"}-${verb}-${line.dataset.place}`);
  const typing = (target) => target.closest("input, textarea, select");

  function step(by) {
    const links = [...document.querySelectorAll("#outline a[data-part]")];
    const here = links.findIndex((one) => one.getAttribute("aria-current"));
    links[Math.min(Math.max(here + by, 0), links.length - 1)]?.click();
  }

  const withAlt = {
    ArrowUp: (target) => move(target, "up"),
    ArrowDown: (target) => move(target, "down"),
    Delete: (target) => listed(target) && act(listed(target), "delete"),
  };

  function move(target, way) {
    if (listed(target)) act(listed(target), way);
    else for (const thing of ["element", "factor", "item"]) press(`${thing}-${way}`);
  }

  const plain = {
    j: () => step(1),
    k: () => step(-1),
    e: () => part()?.querySelector("input:not([type=hidden]), textarea")?.focus(),
    y: () => yaml.focus(),
    u: () => document.getElementById("undo")?.click(),
  };

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey) {
      if (key === "s") {
        event.preventDefault();
        const form = target.closest?.("form[data-saves]") || part();
        if (form) later(form, null, 0);
      } else if (key === "Enter") {
        event.preventDefault();
        for (const thing of ["rule", "choice"]) press(`${thing}-add`);
      }
    } else if (event.altKey) {
      if (withAlt[key]) {
        event.preventDefault();
        withAlt[key](target);
      }
    } else if (key === "Escape" && typing(target)) {
      target.blur();
    } else if (!typing(target) && plain[key]) {
      event.preventDefault();
      plain[key]();
    }
  });
}
