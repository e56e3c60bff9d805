// Runs before anything is painted: what the stylesheet must know at once.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const theme = localStorage.getItem("theme");
  if (theme) root.dataset.theme = theme;
})();
