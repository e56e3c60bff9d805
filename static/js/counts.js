// How many comments a clause has, in the table: asked for apart, so that the table is the same
// for every reader.
const help = document.getElementById("help");
let counts = {};

function show() {
  for (const [uid, many] of Object.entries(counts)) {
    const head = document.querySelector(`#r${CSS.escape(uid)} > th`);
    const link = head?.querySelector("a.go") ?? head?.querySelector("a");
    if (!link || head.querySelector(".notes")) continue;
    const note = document.createElement("a");
    note.className = "notes";
    note.href = `${link.href.split("#")[0]}#comments`;
    note.textContent = many;
    note.setAttribute("aria-label", help.dataset.comments.replace("{n}", many));
    note.title = help.dataset.comments.replace("{n}", many);
    head.append(note);
  }
}

const answer = await fetch(help.dataset.counts);
if (answer.ok) {
  counts = await answer.json();
  show();
  document.addEventListener("htmx:afterSettle", show);
}
