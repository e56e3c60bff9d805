// Marks words as deleted, kept or inserted, with the mouse or the keyboard alone.
// The form's own text fields hold the result: without this script they are edited as text.
const MARKS = { equal: ["", ""], delete: ["{--", "--}"], insert: ["{++", "++}"] };
const OPS = { "{--": "delete", "{++": "insert" };
const KEYS = { d: "delete", e: "equal", i: "insert" };

// Words, spaces and signs of a marked text, each with what happens to it.
function read(text) {
  const words = [];
  for (const part of text.split(/(\{--[^]*?--\}|\{\+\+[^]*?\+\+\})/)) {
    const op = OPS[part.slice(0, 3)] ?? "equal";
    const plain = op === "equal" ? part : part.slice(3, -3);
    for (const word of plain.match(/[\p{L}\p{N}\p{M}]+|\s+|[^]/gu) ?? []) words.push({ word, op });
  }
  return words;
}

function write(words) {
  let text = "";
  words.forEach(({ word, op }, place) => {
    const [open, shut] = MARKS[op];
    if (words[place - 1]?.op !== op) text += open;
    text += word;
    if (words[place + 1]?.op !== op) text += shut;
  });
  return text;
}

function start(form) {
  const marker = form.querySelector(".marker");
  const list = marker.querySelector(".words");
  const fields = [form.elements.label, form.elements.text];
  const words = fields.flatMap((field) => read(field.value).map((word) => ({ ...word, field })));
  let from = 0;
  let to = 0;

  words.forEach((word, place) => {
    word.node = Object.assign(document.createElement("span"), { id: `w${place}`, textContent: word.word });
    word.node.setAttribute("role", "option");
    if (word.field !== words[place - 1]?.field && place) list.append("  ");
    list.append(word.node);
  });

  function show() {
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    words.forEach(({ node, word, op }, place) => {
      node.dataset.op = op;
      node.setAttribute("aria-selected", place >= first && place <= last);
      const name = { equal: "kept", delete: "deleted", insert: "inserted" }[op];
      node.setAttribute("aria-label", `${word.trim() || "␣"}, ${marker.dataset[name]}`);
      node.classList.toggle("tip", place === to);
    });
    list.setAttribute("aria-activedescendant", words[to].node.id);
  }

  function apply(op) {
    for (let place = Math.min(from, to); place <= Math.max(from, to); place += 1) words[place].op = op;
    for (const field of fields) field.value = write(words.filter((word) => word.field === field));
    show();
  }

  list.addEventListener("keydown", (event) => {
    const forward = getComputedStyle(list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const goal = { [forward]: to + 1, [back]: to - 1, Home: 0, End: words.length - 1 }[event.key];
    if (goal !== undefined) {
      to = Math.min(Math.max(goal, 0), words.length - 1);
      if (!event.shiftKey) from = to;
      show();
    } else if (KEYS[event.key] && !event.ctrlKey && !event.metaKey) apply(KEYS[event.key]);
    else return;
    event.preventDefault();
  });

  const placeOf = (node) => words.findIndex((word) => word.node === node);
  list.addEventListener("pointerdown", (event) => {
    const place = placeOf(event.target);
    if (place < 0) return;
    to = place;
    if (!event.shiftKey) from = to;
    show();
  });
  list.addEventListener("pointerover", (event) => {
    const place = placeOf(event.target);
    if (place < 0 || !(event.buttons & 1)) return;
    to = place;
    show();
  });
  for (const button of marker.querySelectorAll("[data-op]")) {
    button.addEventListener("click", () => apply(button.dataset.op));
  }

  marker.hidden = false;
  show();
}

// In the table the form comes into a dialog, called from the cell that is pointed at.
function lendTo(dialog) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "put-right", textContent: dialog.dataset.correct });
  const lend = ({ target }) => {
    const cell = target.closest?.(".cmp td[data-g]:not(.z)");
    if (cell && button.parentNode !== cell) cell.append(button);
  };
  document.addEventListener("pointerover", lend);
  document.addEventListener("focusin", lend);
  button.addEventListener("click", async () => {
    const cell = button.closest("td");
    const page = cell.closest("tr").querySelector("a.go").getAttribute("href");
    const path = new URL(`${page}correct/${encodeURIComponent(cell.dataset.g)}/${location.search}`, location.href);
    await htmx.ajax("GET", path.href, { target: "#correct", select: "#correct-form", swap: "innerHTML" });
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => event.target.closest("[data-close]") && dialog.close());
  document.addEventListener("htmx:afterSwap", (event) => event.target === dialog && begin());
}

function begin() {
  const form = document.getElementById("correct-form");
  if (form) start(form);
}

const dialog = document.getElementById("correct");
if (dialog) lendTo(dialog);
begin();
