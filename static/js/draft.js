// From any word of the draft to how it came about: what its own page says of it, shown here.
// Whoever opens the link otherwise (a new tab, no script) comes to that page.
const dialog = document.getElementById("origin");
const pages = new Map();

async function origin(link) {
  const address = new URL(link.href);
  const [, key] = address.hash.split("#");
  address.hash = "";
  if (!pages.has(address.href)) {
    const answer = await fetch(address);
    if (!answer.ok) return null;
    pages.set(address.href, new DOMParser().parseFromString(await answer.text(), "text/html"));
  }
  return document.importNode(pages.get(address.href).getElementById(key), true);
}

document.querySelector(".draft-text").addEventListener("click", async (event) => {
  const link = event.target.closest("a.w");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (!getSelection().isCollapsed) return; // words were selected, to be copied
  const found = await origin(link).catch(() => null);
  if (!found) {
    location.href = link.href;
    return;
  }
  found.removeAttribute("id");
  dialog.querySelector("[data-here]").replaceChildren(found);
  dialog.querySelector("[data-all]").href = link.href;
  dialog.showModal();
});

// Beside the dialog is outside of it.
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});
