// What is switched without asking the server goes along into the file that is taken away.
const SWITCHED = ["mode", "hide"];

document.addEventListener("click", (event) => {
  const link = event.target.closest(".take a");
  const form = document.getElementById("view");
  if (!link || !form) return;
  const url = new URL(link.href);
  const data = new FormData(form);
  for (const name of SWITCHED) {
    const value = data.get(name);
    if (value && value !== "redline") url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  link.href = url.href;
}, { capture: true });
