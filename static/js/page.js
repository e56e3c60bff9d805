// What every page has: light or dark, the language, menus that close.
const root = document.documentElement;

const themes = ["auto", "light", "dark"];
const themeSwitch = document.querySelector("[data-theme-switch]");
function showTheme() {
  themeSwitch.textContent = themeSwitch.dataset[root.dataset.theme ?? "auto"];
}
themeSwitch.addEventListener("click", () => {
  const next = themes[(themes.indexOf(root.dataset.theme ?? "auto") + 1) % themes.length];
  if (next === "auto") {
    delete root.dataset.theme;
    localStorage.removeItem("theme");
  } else {
    root.dataset.theme = next;
    localStorage.setItem("theme", next);
  }
  showTheme();
});
showTheme();

document.getElementById("language").addEventListener("change", (event) => event.target.form.submit());

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details.menu[open]");
  closeMenus();
  menu?.querySelector("summary").focus();
});
