// From any change of the draft to how it came about: the clause's page, and its history there.
document.querySelector(".draft-text").addEventListener("click", (event) => {
  const edge = event.target.closest("ins, del")?.closest("div").querySelector(".edge");
  if (edge && getSelection().isCollapsed) location.href = edge.href.replace(/#.*$/, "#history");
});
