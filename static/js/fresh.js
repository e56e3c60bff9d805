// What is new to the reader since they last looked: asked for apart, so that the table is the
// same for every reader.
const strip = document.getElementById("fresh");
const only = strip.querySelector("[data-only]");
const form = strip.querySelector("form");
const filtered = () => new URLSearchParams(location.search).has("new");
let rows = {};

function say(text) {
  strip.querySelector("[role=status]").textContent = text;
  strip.classList.toggle("some", Object.keys(rows).length > 0);
  showLink();
}

function showLink() {
  only.classList.toggle("on", filtered());
  only.textContent = filtered() ? only.dataset.all : only.dataset.only;
}

function mark() {
  for (const [uid, news] of Object.entries(rows)) {
    const row = document.getElementById(`r${uid}`);
    const head = row?.querySelector("th");
    if (!head || head.querySelector(".new")) continue;
    const word = document.createElement("span");
    word.className = "new";
    word.title = news.said;
    word.textContent = strip.dataset.word;
    const more = document.createElement("span");
    more.className = "vh";
    more.textContent = ` ${news.said}`;
    word.append(more);
    head.querySelector("a").after(word);
    for (const group of news.groups) {
      // A cell may be several groups': those that say the same (data-s).
      const name = CSS.escape(group);
      row.querySelector(`td:is([data-g="${name}"], [data-s*="|${name}|"])`)?.classList.add("is-new");
    }
  }
}

function unmark() {
  rows = {};
  document.querySelectorAll(".cmp .new").forEach((word) => word.remove());
  document.querySelectorAll(".cmp .is-new").forEach((cell) => cell.classList.remove("is-new"));
}

// The same page, as far as it can be said in an address, with only what is new or with all.
only.addEventListener("click", () => {
  const address = new URL(location.href);
  if (filtered()) address.searchParams.delete("new");
  else address.searchParams.set("new", "1");
  address.hash = "";
  only.href = address;
});

form.addEventListener("submit", async (event) => {
  form.elements.query.value = location.search.slice(1);
  if (filtered()) return;
  event.preventDefault();
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
  if (!answer.ok) return form.submit();
  unmark();
  say(strip.dataset.done);
  strip.querySelector("p").focus(); // the button that had the focus is gone
});

const answer = await fetch(strip.dataset.marks);
if (answer.ok && !answer.redirected) {
  const news = await answer.json();
  rows = news.rows;
  form.elements.until.value = news.until ?? "";
  say(news.said);
  mark();
  document.addEventListener("htmx:afterSettle", () => {
    mark();
    showLink();
  });
}
