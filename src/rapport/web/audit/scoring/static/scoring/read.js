// What was submitted, to be read: evidence in its place, the recording in step.

import { drafts } from "./drafts.js";
import { Evidence } from "./evidence.js";
import { Player } from "./player.js";
import { Transcript } from "./transcript.js";
import { offerUndo } from "./submitting.js";

const said = document.getElementById("said");
const transcript = new Transcript(said);
const box = document.getElementById("player");
if (box) new Player(box, said);
new Evidence(null, said).show(JSON.parse(document.getElementById("score").dataset.evidenceList));
document.addEventListener("click", (event) => {
  const { jump } = event.target.dataset;
  if (jump !== undefined) transcript.go(Number(jump));
});
drafts(said);
offerUndo(document.querySelector("main"));
