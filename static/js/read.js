// Numbers at the lines of a text, counted as the browser broke them. They stand in one column of
// text beside each paragraph, in lines as high as its own: so nothing is measured but heights.
const root = document.documentElement;
const sheet = document.querySelector(".sheet-of");
const wanted = document.getElementById("lines");

function number() {
  const counts = [...sheet.querySelectorAll(".para[id]")].map((paragraph) => {
    const text = paragraph.querySelector("p, h3");
    return [paragraph, Math.round(text.offsetHeight / parseFloat(getComputedStyle(text).lineHeight))];
  });
  for (const [paragraph, count] of counts) {
    let lines = paragraph.querySelector(".lines");
    if (!lines) {
      lines = document.createElement("span");
      lines.className = "lines";
      lines.ariaHidden = "true";
      paragraph.append(lines);
    }
    // The first line has its paragraph's number already.
    lines.textContent = Array.from({ length: count }, (_, at) => (at ? `.${at + 1}` : "")).join("\n");
  }
}

function show() {
  document.getElementById("how").hidden = !wanted.checked;
  if (wanted.checked) number();
  else for (const lines of sheet.querySelectorAll(".lines")) lines.remove();
}

wanted.checked = localStorage.getItem("lines") !== "off";
wanted.addEventListener("change", () => {
  localStorage.setItem("lines", wanted.checked ? "on" : "off");
  show();
});
new ResizeObserver(show).observe(sheet);
document.fonts.ready.then(show);

// Paper has its own width: its lines are counted before it is printed.
addEventListener("beforeprint", () => {
  root.dataset.paper = "";
  show();
});
addEventListener("afterprint", () => {
  delete root.dataset.paper;
  show();
});

document.querySelector("[data-print]").addEventListener("click", () => print());
