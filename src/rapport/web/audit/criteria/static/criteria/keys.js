// The editor by keyboard.

export function keys({ later, part, yaml }) {
  const press = (value) => part()?.querySelector(`[name=act][value="${value}"]`)?.click();
  const rule = (target) => target.closest("fieldset.rule[data-place]")?.dataset.place;
  const typing = (target) => target.closest("input, textarea, select");

  function step(by) {
    const links = [...document.querySelectorAll("#outline a[data-part]")];
    const here = links.findIndex((one) => one.getAttribute("aria-current"));
    links[Math.min(Math.max(here + by, 0), links.length - 1)]?.click();
  }

  const withAlt = {
    ArrowUp: (target) => move(target, "up"),
    ArrowDown: (target) => move(target, "down"),
    Delete: (target) => rule(target) !== undefined && press(`rule-delete-${rule(target)}`),
  };

  function move(target, way) {
    if (rule(target) !== undefined) press(`rule-${way}-${rule(target)}`);
    else press(`element-${way}`) ?? press(`factor-${way}`);
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
        press("rule-add");
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
