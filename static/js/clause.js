// One clause: the next is a key away, and its link can be copied.
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem("keys") === "off") return;
  if (event.target.closest("input, textarea, select, [role=listbox]")) return;
  const rel = { j: "next", n: "next", k: "prev", p: "prev" }[event.key];
  if (rel) document.querySelector(`a[rel=${rel}]`)?.click();
});

const copier = document.querySelector("[data-copy-link]");
copier.addEventListener("click", async () => {
  await navigator.clipboard.writeText(location.href);
  copier.textContent = copier.dataset.copied;
});

// Who comes from a change in the draft wants to see where it is from.
const past = document.getElementById("history");
if (past && location.hash === "#history") {
  past.open = true;
  past.querySelector("summary").focus();
}
