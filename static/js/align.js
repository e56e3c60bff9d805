// A clause is moved to another row: with the keyboard in a list of rows that stands below the
// table, or by dragging its "Move" button onto the row. The server's own form does the work.
const strip = document.getElementById("align");
const said = document.getElementById("align-said");
const CELLS = "td[data-g]:not(.z)";
const HEADERS = { "X-Requested-With": "fetch" };

let from = null; // { row, group, url } of the cell that is being moved
const urlAt = (element) => element.closest("[data-align-url]").dataset.alignUrl;
const rowOf = (element) => element.closest("tr")?.id.slice(1);
const cellAt = ({ row, group }) => document.querySelector(`#r${CSS.escape(row)} td[data-g="${CSS.escape(group)}"]`);

// --- the strip ---------------------------------------------------------------------------

async function open(address, cell) {
  const answer = await fetch(address, { headers: HEADERS });
  if (!answer.ok) return tell(strip.dataset.failed);
  if (answer.headers.get("Content-Type").includes("json")) return tell((await answer.json()).refused);
  tell("");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.getElementById("align-form");
  strip.replaceChildren(form);
  strip.hidden = false;
  from = { row: form.elements.row.value, group: form.elements.group.value };
  cell?.classList.add("taken");
  form.elements.to.focus({ preventScroll: true });
  mark(form.elements.to);
  return form;
}

function leave() {
  if (strip.hidden) return;
  unmark();
  strip.hidden = true;
  strip.replaceChildren();
  focusCell(from);
}

function unmark() {
  for (const one of document.querySelectorAll(".cmp .goal, .cmp .taken")) one.classList.remove("goal", "taken");
}

// The row that is chosen in the list is the one that is shown.
function mark(list) {
  document.querySelector(".cmp tr.goal")?.classList.remove("goal");
  const row = document.getElementById(`r${list.value}`);
  row?.classList.add("goal");
  row?.scrollIntoView({ block: "nearest" });
}

strip.addEventListener("change", ({ target }) => target.name === "to" && mark(target));
strip.addEventListener("input", ({ target }) => {
  if (!("find" in target.dataset)) return;
  const list = target.form.elements.to;
  const words = target.value.toLowerCase().split(/\s+/);
  for (const option of list.options) {
    option.hidden = !words.every((word) => option.text.toLowerCase().includes(word));
  }
  const first = [...list.options].find((option) => !option.hidden && !option.disabled);
  if (first) list.value = first.value;
  mark(list);
});
strip.addEventListener("keydown", (event) => {
  if (event.key === "Escape") leave();
  else if (event.key === "Enter" && event.target.matches("select, [data-find]")) send(event.target.form, "move");
  else if (event.key === "ArrowDown" && event.target.matches("[data-find]")) event.target.form.elements.to.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
});
strip.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target, event.submitter?.value ?? "move");
});
strip.addEventListener("click", (event) => {
  if (!event.target.closest("[data-leave]")) return;
  event.preventDefault();
  leave();
});

async function send(form, what) {
  const data = new FormData(form);
  data.set("do", what);
  const answer = await fetch(form.getAttribute("action"), { method: "POST", body: data, headers: HEADERS });
  const told = answer.ok ? await answer.json() : { refused: strip.dataset.failed };
  if (told.refused) return refuse(form, told.refused);
  const cell = { row: told.row, group: from.group };
  unmark();
  strip.hidden = true;
  strip.replaceChildren();
  await refresh();
  focusCell(cell);
  tell(strip.dataset.done);
}

function refuse(form, sentence) {
  const place = form.querySelector("[data-error]");
  place.textContent = sentence;
  place.hidden = false;
}

function tell(sentence) {
  said.textContent = sentence;
}

function focusCell(where) {
  const cell = where && cellAt(where);
  if (!cell) return;
  rove(cell);
  cell.focus({ preventScroll: true });
  cell.scrollIntoView({ block: "center", inline: "nearest" });
}

async function refresh() {
  if (window.htmx) {
    await htmx.ajax("GET", location.href, { target: "#compare", select: "#compare", swap: "outerHTML" });
    return;
  }
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.getElementById("compare").replaceWith(page.getElementById("compare"));
  start();
}

// --- in the table --------------------------------------------------------------------------

// One cell can be reached with Tab; from there the arrow keys go on.
function rove(cell) {
  document.querySelector(`.cmp ${CELLS}[tabindex="0"]`)?.setAttribute("tabindex", "-1");
  cell.tabIndex = 0;
}

function start() {
  const first = document.querySelector(`.cmp ${CELLS}`);
  if (first) rove(first);
}

function neighbour(cell, key) {
  const cells = [...cell.closest("table").querySelectorAll(CELLS)].filter((one) => one.checkVisibility());
  const step = key === "ArrowDown" || key === "ArrowRight" ? 1 : -1;
  const beside = key === "ArrowRight" || key === "ArrowLeft";
  const rtl = getComputedStyle(cell.closest("tr")).direction === "rtl";
  const way = beside && rtl ? -step : step;
  const fits = beside
    ? (one) => one.parentNode === cell.parentNode
    : (one) => one.dataset.g === cell.dataset.g;
  for (let at = cells.indexOf(cell) + way; cells[at]; at += way) if (fits(cells[at])) return cells[at];
  return null;
}

document.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || !cell.matches?.(`.cmp ${CELLS}`)) return;
  if (event.key.startsWith("Arrow")) {
    const next = neighbour(cell, event.key);
    if (next) {
      rove(next);
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  } else if (event.key === "Enter" || event.key === "m") take(cell);
  else return;
  event.preventDefault();
});

const addressOf = (cell) => {
  const url = urlAt(cell);
  const query = new URLSearchParams({ row: rowOf(cell), group: cell.dataset.g });
  return `${url}${query}`;
};
const take = (cell) => open(addressOf(cell), cell);

// One button, lent to the cell that is pointed at; it can be dragged onto another row.
const button = Object.assign(document.createElement("button"), {
  type: "button",
  className: "mover",
  textContent: strip.dataset.move,
});
function lend({ target }) {
  if (drag) return;
  const cell = target.closest?.(`.cmp ${CELLS}`);
  if (cell && button.parentNode !== cell && cell.closest("[data-align-url]")) cell.append(button);
}
document.addEventListener("pointerover", lend);
document.addEventListener("focusin", lend);
button.addEventListener("click", () => take(button.closest("td")));

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-align]");
  if (!link) return;
  event.preventDefault();
  const query = new URL(link.href).searchParams;
  open(link.href, cellAt({ row: query.get("row"), group: query.get("group") }));
});

// Dragging by pointer events, which mice, pens and fingers all send.
let drag = null; // { cell, x, y, row } from the press on
const FAR = 6; // px from where a press becomes a drag
const EDGE = 80; // px from the window's edge where the page follows

button.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  drag = { cell: button.closest("td"), x: event.clientX, y: event.clientY, moved: false, row: null };
  button.setPointerCapture(event.pointerId);
});
button.addEventListener("pointermove", (event) => {
  if (!drag) return;
  drag.moved ||= Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > FAR;
  if (!drag.moved) return;
  drag.cell.classList.add("taken");
  if (event.clientY > innerHeight - EDGE) scrollBy(0, 24);
  else if (event.clientY < 2 * EDGE) scrollBy(0, -24);
  const row = document.elementFromPoint(event.clientX, event.clientY)?.closest(".cmp tr[id^=r]");
  if (row === drag.row) return;
  drag.row?.classList.remove("goal");
  drag.row = row ?? null;
  row?.classList.add("goal");
});
button.addEventListener("pointercancel", () => {
  drag = null;
  unmark();
});
button.addEventListener("pointerup", () => {
  const { cell, moved, row } = drag ?? {};
  drag = null;
  if (!moved) return;
  unmark();
  addEventListener("click", (event) => event.stopPropagation(), { capture: true, once: true });
  if (row && row !== cell.parentNode) drop(cell, row.id.slice(1));
});

async function drop(cell, to) {
  const form = await open(addressOf(cell), cell);
  if (!form) return;
  const list = form.elements.to;
  list.value = to;
  if (list.value === to && !list.selectedOptions[0].disabled) await send(form, "move");
  else mark(list); // the form stays open, and says why that row is not free
}

document.addEventListener("htmx:afterSettle", start);
start();
