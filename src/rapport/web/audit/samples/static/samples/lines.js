// One tick chooses every open line of the page.

const all = document.getElementById("all");
if (all) {
  all.addEventListener("change", () => {
    document.querySelectorAll("input[name=assignment]").forEach((one) => (one.checked = all.checked));
  });
}
