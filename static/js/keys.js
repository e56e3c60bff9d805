// Keys to walk through the changes and the clauses. Silent in fields, and can be turned off.
const help = document.getElementById("help");
const status = () => document.getElementById("where");
const keysOn = document.getElementById("keys");
keysOn.checked = localStorage.getItem("keys") !== "off";
keysOn.addEventListener("change", () => localStorage.setItem("keys", keysOn.checked ? "on" : "off"));

let stops = null; // arrays of elements, one a change; forgotten when the view changes
let at = -1;
document.addEventListener("view:changed", () => {
  stops = null;
  at = -1;
  document.querySelectorAll(".cur").forEach((mark) => mark.classList.remove("cur"));
  tell();
});

const FORM = ".o, .n > *"; // changes of form, and of numbers

// Touching edits are one change, and a clause that is new or deleted is one as a whole.
function changes() {
  if (stops) return stops;
  stops = [];
  const formless = "substantive" in document.documentElement.dataset;
  for (const cell of document.querySelectorAll(".cmp tbody td:is(.c, .l, .a, .x)")) {
    if (!cell.checkVisibility()) continue;
    const marks = [...cell.querySelectorAll("ins, del")].filter((mark) => mark.checkVisibility() && !(formless && mark.matches(FORM)));
    if (cell.matches(".a, .x")) {
      if (marks.length) stops.push(marks);
      continue;
    }
    let last = null;
    for (const mark of marks) {
      if (last && last.nextSibling === mark) stops.at(-1).push(mark);
      else stops.push([mark]);
      last = mark;
    }
  }
  return stops;
}

function tell() {
  const all = changes().length;
  status().textContent = help.dataset.change.replace("{n}", at < 0 ? "–" : at + 1).replace("{all}", all);
}

function step(by) {
  const all = changes();
  if (!all.length) return;
  if (at < 0) {
    const edge = innerHeight / 4;
    at = all.findIndex(([mark]) => mark.getBoundingClientRect().top > edge) - (by > 0 ? 1 : 0);
  }
  all[at]?.forEach((mark) => mark.classList.remove("cur"));
  at = (at + by + all.length) % all.length;
  all[at].forEach((mark) => mark.classList.add("cur"));
  mark(all[at][0].closest("tr"));
  all[at][0].scrollIntoView({ block: "center", inline: "nearest" });
  tell();
}

function mark(row) {
  document.querySelector(".cmp tr.at")?.classList.remove("at");
  row.classList.add("at");
}

function move(by) {
  const rows = [...document.querySelectorAll(".cmp tbody tr:has(> th[scope=row])")].filter((row) => row.checkVisibility());
  const edge = innerHeight / 3;
  let place = rows.findIndex((row) => row.classList.contains("at"));
  if (place < 0) place = rows.findIndex((row) => row.getBoundingClientRect().top > edge) - (by > 0 ? 1 : 0);
  const row = rows[Math.min(Math.max(place + by, 0), rows.length - 1)];
  mark(row);
  row.querySelector("th a").focus({ preventScroll: true });
  row.scrollIntoView({ block: "start", inline: "nearest" });
}

const commands = {
  n: () => step(1),
  p: () => step(-1),
  j: () => move(1),
  k: () => move(-1),
  c: () => {
    const page = document.querySelector(".cmp tr:is(.at, :target) a.go");
    if (page) location.href = `${page.href.split("#")[0]}#comment-form`;
  },
  "?": () => help.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  if (!keysOn.checked && event.key !== "?") return;
  if (event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return;
  const command = commands[event.key];
  if (!command) return;
  event.preventDefault();
  command();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (button) step(Number(button.dataset.step));
  if (event.target.closest("[data-help]")) help.showModal();
});

tell();
