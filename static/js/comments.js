// A comment on selected words: what was selected goes with the form, and can be seen in the text.
const form = document.getElementById("comment-form");
const CONTEXT = 32; // characters kept on either side, as core/anchor.py does

if (form) {
  const text = form.querySelector("textarea");
  const about = form.querySelector("[data-about]");
  const [words, whole] = about.children;
  const field = (name) => form.elements[name];

  const say = (quote) => {
    whole.hidden = !quote;
    words.textContent = quote ? "" : about.dataset.hint;
    if (quote) words.append(Object.assign(document.createElement("q"), { textContent: quote }));
  };

  const take = () => {
    const selection = getSelection();
    if (selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const near = range.commonAncestorContainer;
    const home = (near.nodeType === 1 ? near : near.parentElement).closest(".reading .legal");
    if (!home) return;
    const before = document.createRange();
    before.setStart(home, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const after = document.createRange();
    after.selectNodeContents(home);
    after.setStart(range.endContainer, range.endOffset);
    field("quote").value = range.toString();
    field("before").value = before.toString().slice(-CONTEXT);
    field("after").value = after.toString().slice(0, CONTEXT);
    field("group").value = home.closest(".reading").id.replace(/^g-/, "");
    say(range.toString());
  };
  document.addEventListener("selectionchange", take);

  whole.addEventListener("click", () => {
    for (const name of ["quote", "before", "after"]) field(name).value = "";
    say("");
    text.focus();
  });

  const open = () => {
    form.scrollIntoView({ block: "center" });
    text.focus();
  };
  addEventListener("keydown", (event) => {
    if (event.key !== "c" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (localStorage.getItem("keys") === "off") return;
    if (event.target.closest("input, textarea, select, [role=listbox]")) return;
    event.preventDefault();
    take();
    open();
  });
  if (location.hash === "#comment-form") open();
}

// The words that a comment quotes, marked where they stand.
if (CSS.highlights) {
  const marked = new Highlight();
  for (const quote of document.querySelectorAll(".thread:not(.done) > blockquote:not(.lost)")) {
    for (const place of document.querySelectorAll(".reading .legal")) {
      const at = place.textContent.indexOf(quote.textContent);
      if (at >= 0) marked.add(range(place, at, at + quote.textContent.length));
    }
  }
  CSS.highlights.set("commented", marked);
}

function range(place, start, stop) {
  const found = document.createRange();
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  let at = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const end = at + node.length;
    if (start >= at && start < end) found.setStart(node, start - at);
    if (stop > at && stop <= end) found.setEnd(node, stop - at);
    at = end;
  }
  return found;
}
