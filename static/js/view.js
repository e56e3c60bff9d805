// The toolbar: what is only display is switched here, the server is asked for the rest.
const root = document.documentElement;
const DISPLAY = ["mode", "hide", "full", "spoken", "substantive"]; // names in the query, and as data- attributes

const form = () => document.getElementById("view");

function display() {
  const data = new FormData(form());
  return Object.fromEntries(DISPLAY.map((name) => [name, data.get(name)]));
}

// The address always says what is on the page, so that it can be sent to somebody.
function withDisplay(address) {
  const url = new URL(address, location.href);
  for (const [name, value] of Object.entries(display())) {
    if (value && value !== "redline") url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  return url;
}

function show() {
  for (const [name, value] of Object.entries(display())) {
    if (value) root.dataset[name] = name === "mode" ? value : "";
    else delete root.dataset[name];
  }
  history.replaceState(history.state, "", withDisplay(location.href));
  document.dispatchEvent(new Event("view:changed"));
}

let typed = 0; // the text last asked for, after the reader has stopped typing
document.addEventListener("input", (event) => {
  if (!("find" in event.target.dataset)) return;
  clearTimeout(typed);
  typed = setTimeout(() => htmx.trigger(form(), "swap"), 350);
});

document.addEventListener("change", (event) => {
  if (event.target.form?.id !== "view") return;
  if (DISPLAY.includes(event.target.name)) show();
  if ("swap" in event.target.dataset) htmx.trigger(form(), "swap");
});

// Column menus are links of the server's making: they take the display along.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.matches("a")) event.detail.path = withDisplay(event.detail.path).href;
});

// An open list of filters stays open while the table changes under it, and keeps the focus.
let used = null; // where the reader was in it
document.addEventListener("htmx:beforeSwap", () => {
  const filters = document.getElementById("filters");
  const { id, selectionStart } = document.activeElement;
  used = filters?.open ? { id: filters.contains(document.activeElement) && id, selectionStart } : null;
});
function reopen() {
  document.getElementById("filters").open = true;
  const field = document.getElementById(used.id);
  field?.focus({ preventScroll: true });
  if (field?.type === "search") field.setSelectionRange(used.selectionStart, used.selectionStart);
}

document.addEventListener("htmx:afterSettle", () => {
  if (used) reopen();
  document.getElementById("found").textContent = document.getElementById("shown")?.textContent ?? "";
  const { width } = document.getElementById("compare").dataset;
  root.className = root.className.replace(/\bn\d+\b/, `n${width}`);
  measure();
  document.dispatchEvent(new Event("view:changed"));
});

// Unchanged clauses: a stretch opens and stays in its place.
function open(gap) {
  let row = gap.nextElementSibling;
  const first = row;
  for (; row?.classList.contains("q"); row = row.nextElementSibling) row.classList.add("on");
  gap.remove();
  first.querySelector("th a").focus({ preventScroll: true });
  document.dispatchEvent(new Event("view:changed"));
}

function unfold(button) {
  const text = button.nextElementSibling;
  text.removeAttribute("hidden");
  text.tabIndex = -1;
  text.focus({ preventScroll: true });
  button.remove();
}
document.addEventListener("beforematch", (event) => event.target.previousElementSibling?.remove());

document.addEventListener("click", (event) => {
  const gap = event.target.closest("tr.gap a");
  if (gap) {
    event.preventDefault();
    open(gap.closest("tr"));
  }
  const fold = event.target.closest("button.f");
  if (fold) unfold(fold);
  if (event.target.closest("[data-print]")) print();
});

// One button to copy a row's link, lent to the row that is pointed at.
const words = document.getElementById("help").dataset;
const copier = document.createElement("button");
copier.type = "button";
copier.textContent = words.copy;
copier.addEventListener("click", async () => {
  const url = withDisplay(location.href);
  url.hash = copier.closest("tr").id;
  await navigator.clipboard.writeText(url.href);
  copier.textContent = words.copied;
});
function lend(event) {
  const row = event.target.closest?.(".cmp tbody tr");
  const head = row?.querySelector("th[scope=row]");
  if (!head || copier.parentNode === head) return;
  copier.textContent = words.copy;
  head.append(copier);
}
document.addEventListener("pointerover", lend);
document.addEventListener("focusin", lend);

// How wide a column is at least: the reader's own wish, kept on this machine.
const width = () => document.getElementById("width");
function setWidth(value) {
  root.style.setProperty("--w", `${value}rem`);
  localStorage.setItem("width", value);
}
document.addEventListener("input", (event) => {
  if (event.target === width()) setWidth(event.target.value);
});

// Sticky heads stand below each other: their heights depend on the fonts and the window.
const sizes = new ResizeObserver(measure);
function measure() {
  const bar = form();
  const heads = document.querySelector(".cmp > thead");
  root.style.setProperty("--bar", getComputedStyle(bar).position === "sticky" ? `${bar.offsetHeight}px` : "0px");
  root.style.setProperty("--thead", `${heads.offsetHeight}px`);
  sizes.disconnect();
  sizes.observe(bar);
  sizes.observe(heads);
  const saved = localStorage.getItem("width");
  if (saved) {
    width().value = saved;
    root.style.setProperty("--w", `${saved}rem`);
  }
}
measure();

// Which section is being read.
const seen = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const link = document.querySelector(`.secs a[href="#${target.id}"]`);
      if (isIntersecting) link?.setAttribute("aria-current", "true");
      else link?.removeAttribute("aria-current");
    }
  },
  { rootMargin: "-34% 0px -65% 0px" },
);
function watch() {
  seen.disconnect();
  for (const section of document.querySelectorAll(".cmp > tbody")) seen.observe(section);
}
document.addEventListener("htmx:afterSettle", watch);
watch();

// A sheet of paper says when and from where it was printed.
addEventListener("beforeprint", () => {
  const time = document.getElementById("printed");
  time.textContent = new Date().toLocaleString(root.lang, { dateStyle: "long", timeStyle: "short" });
  document.getElementById("printed-from").textContent = location.href;
});
