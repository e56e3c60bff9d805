// One clause: the next is a key away, and its link can be copied.
const large = () => document.getElementById("large");

function typing(event) {
  return event.target.closest("input, textarea, select, [role=listbox]");
}

// Where a key leads: on the clause's own page, and while it is shown to the room.
const KEYS = { j: "a[rel=next]", n: "a[rel=next]", k: "a[rel=prev]", p: "a[rel=prev]", l: "a[data-large]" };
const LARGE_KEYS = {
  j: "a[rel=next]", PageDown: "a[rel=next]", k: "a[rel=prev]", PageUp: "a[rel=prev]",
  n: "[data-next-open]", u: "[data-next-open]", Escape: "[data-close]", f: "[data-full-screen]",
};

function leads(key) {
  if (!large()) return KEYS[key];
  const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (key.startsWith("Arrow") && key !== "ArrowUp" && key !== "ArrowDown") {
    return key === forward ? "a[rel=next]" : "a[rel=prev]";
  }
  return LARGE_KEYS[key];
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem("keys") === "off") return;
  if (typing(event)) return;
  const there = leads(event.key.length === 1 ? event.key.toLowerCase() : event.key);
  const target = there && document.querySelector(there);
  if (!target) return;
  event.preventDefault();
  target.click();
});

const copier = document.querySelector("[data-copy-link]");
copier?.addEventListener("click", async () => {
  await navigator.clipboard.writeText(location.href);
  copier.textContent = copier.dataset.copied;
});

// Who comes from a change in the draft wants to see where it is from.
const past = document.getElementById("history");
if (past && location.hash === "#history") {
  past.open = true;
  past.querySelector("summary").focus();
}

// The room's screen: whole, and each new clause is said to who cannot see it.
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-full-screen]")) return;
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
});
document.addEventListener("htmx:afterSettle", () => {
  if (large()) document.getElementById("said-clause").textContent = large().querySelector("h1").textContent.trim();
});
