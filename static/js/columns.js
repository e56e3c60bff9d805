// On a phone: the table one column at a time, chosen by its tab. The rules are made here,
// since a stylesheet cannot know the groups.
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);
let chosen = "";

const SHARED = ".u:not([data-g], .d)"; // "no change", said once for all groups

function rules(column) {
  const name = CSS.escape(column);
  const own = { base: "td.b", draft: "td.d" }[column] ?? `td:is([data-g="${name}"]:not(.z), [data-s*="|${name}|"], ${SHARED})`;
  // What has a text of its own; beside anything else the text in force is shown.
  const says = { base: "td.none", draft: "td.d > :is(ins, del)" }[column] ?? `${own}:is(.c, .a, .x)`;
  const row = '.cmp > tbody > tr[class*="k-"]';
  return `@media (max-width: 48rem) {
    ${row} > td:not(${own}, .b), ${row}:not(:has(> ${own})), ${row}:has(> ${says}) > td.b { display: none; }
  }`;
}

function show() {
  sheet.replaceSync(chosen ? rules(chosen) : "");
  for (const tab of document.querySelectorAll(".one-column button")) {
    tab.setAttribute("aria-pressed", tab.value === chosen);
  }
}

document.addEventListener("click", (event) => {
  const tab = event.target.closest(".one-column button");
  if (!tab) return;
  chosen = tab.value;
  show();
  document.dispatchEvent(new Event("view:changed"));
});
document.addEventListener("htmx:afterSettle", show);
