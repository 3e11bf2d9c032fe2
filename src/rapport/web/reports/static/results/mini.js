// Keys of the mini-rating: 1, 2, 3 answer the question at hand and go on; x marks harm; Enter saves.

const form = document.getElementById("asked");
const questions = [...form.querySelectorAll("fieldset")];
const answered = (question) => question.querySelector("input:checked");
let here = Math.max(0, questions.findIndex((question) => !answered(question)));

const show = () => questions.forEach((question, place) => question.classList.toggle("here", place === here));

form.addEventListener("focusin", (event) => {
  const place = questions.indexOf(event.target.closest("fieldset"));
  if (place >= 0) here = place;
  show();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("keys")?.open) return;
  if (["1", "2", "3"].includes(event.key)) {
    const choice = questions[here].querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    choice.checked = true;
    choice.focus({ preventScroll: true });
    if (here < questions.length - 1) here += 1;
    show();
  } else if (event.key === "x") {
    form.elements.harm.checked = !form.elements.harm.checked;
  } else if (event.key === "Enter" && !event.target.closest("a, button, summary")) {
    event.preventDefault();
    form.requestSubmit();
  }
});

show();
