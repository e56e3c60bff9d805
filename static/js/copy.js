// What is copied keeps its changes in Word and in mail: <u> and <s> instead of the
// <ins> and <del> that they drop, nothing folded, and no buttons.
const COLOURS = { U: "#0a4b90", S: "#94310f" };
const HIDDEN = { clean: "del", base: "ins" };

function replace(node, name) {
  const marked = document.createElement(name);
  marked.style.color = COLOURS[marked.tagName];
  marked.append(...node.childNodes);
  node.replaceWith(marked);
}

function cleaned(range) {
  const { mode, hide } = document.documentElement.dataset;
  const box = document.createElement("div");
  box.append(range.cloneContents());
  if (HIDDEN[mode]) box.querySelectorAll(HIDDEN[mode]).forEach((node) => node.remove());
  if (hide !== undefined) box.querySelectorAll("tr.q:not(.on)").forEach((node) => node.remove());
  box.querySelectorAll(".f, .go, .notes, .new, .gap, button, .vh").forEach((node) => node.remove());
  if (!mode || mode === "redline") {
    box.querySelectorAll("ins").forEach((node) => replace(node, "u"));
    box.querySelectorAll("del").forEach((node) => replace(node, "s"));
  }
  box.querySelectorAll("*").forEach((node) => ["class", "title", "data-g", "hidden", "id"].forEach((name) => node.removeAttribute(name)));
  box.querySelectorAll("a").forEach((node) => node.replaceWith(...node.childNodes));
  return box;
}

// A selection that ends inside a row comes without its table; Word wants one.
function tabled(box) {
  if (!box.querySelector("td, th") || box.querySelector("table")) return box.innerHTML;
  return `<table border="1">${box.innerHTML}</table>`;
}

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (selection.isCollapsed || !event.clipboardData) return;
  const range = selection.getRangeAt(0);
  const near = range.commonAncestorContainer;
  const home = (near.nodeType === 1 ? near : near.parentElement).closest(".cmp, .clause, .board");
  if (!home) return;
  let html = tabled(cleaned(range));
  // A selection within one change holds the text alone: its element is outside.
  const within = (near.nodeType === 1 ? near : near.parentElement).closest("ins, del");
  if (within) html = within.tagName === "INS" ? `<u>${html}</u>` : `<s>${html}</s>`;
  event.clipboardData.setData("text/html", html);
  event.clipboardData.setData("text/plain", selection.toString());
  event.preventDefault();
});
