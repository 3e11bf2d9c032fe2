// Words marked in the notes stand ready to be kept as a passage.

const passage = document.getElementById("text");
const question = document.getElementById("question");

for (const note of document.querySelectorAll("#notes textarea")) {
  note.addEventListener("select", () => {
    const marked = note.value.slice(note.selectionStart, note.selectionEnd).trim();
    if (!marked) return;
    passage.value = marked;
    question.value = note.dataset.question;
  });
}
