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
