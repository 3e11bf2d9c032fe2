// The values offered for "is" follow the dimension chosen under "where".

const known = JSON.parse(document.getElementById("known-values").textContent);

for (const row of [1, 2, 3]) {
  const where = document.getElementById(`where_${row}`);
  const list = document.getElementById(`values-${row}`);
  where.addEventListener("change", () => {
    list.replaceChildren(
      ...(known[where.value] || []).map((value) => Object.assign(document.createElement("option"), { value })),
    );
  });
}

// The draw takes a moment: the button says so and is pressed once.
const form = document.querySelector("form.planning");
form.addEventListener("submit", (event) => {
  if (event.submitter && event.submitter.value === "draw") {
    event.submitter.textContent = "Drawing…";
    setTimeout(() => form.querySelectorAll("button").forEach((one) => (one.disabled = true)));
  }
});
