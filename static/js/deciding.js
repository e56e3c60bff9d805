// The drafting screen: keys for its buttons, and what is typed is kept on the server.
if (location.hash === "#draft") document.getElementById("draft")?.focus();

const form = document.querySelector("form.decide");
if (form) {
  const text = form.querySelector("textarea");
  const status = form.querySelector("[data-kept]");
  let waiting;

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem("keys") === "off") return;
    if (event.target.closest("input, textarea, select, [role=listbox]")) return;
    const key = event.key.toLowerCase();
    if (key === "w") { event.preventDefault(); text.focus(); }
    else if (key === "u") document.querySelector("[data-next-open]")?.click();
    else form.querySelector(`[data-key="${CSS.escape(key)}"]`)?.click();
  });

  form.querySelector("[data-fill]").addEventListener("click", () => {
    text.value = text.dataset.start;
    text.focus();
  });

  const keep = async () => {
    waiting = undefined;
    const body = new FormData(form);
    const answer = await fetch(form.dataset.unsent, { method: "POST", body, keepalive: true });
    if (answer.ok) status.textContent = status.dataset.kept;
  };
  text.addEventListener("input", () => {
    status.textContent = "";
    clearTimeout(waiting);
    waiting = setTimeout(keep, 800);
  });
  addEventListener("pagehide", () => { if (waiting) keep(); });
  form.addEventListener("submit", () => { clearTimeout(waiting); waiting = undefined; });
}
