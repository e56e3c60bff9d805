// Files dropped or chosen are sent one after the other, each with its progress; what came of
// them is then asked of the server. Without this script the form sends them all at once.
const form = document.getElementById("drop");
const input = form.elements.files;
const list = document.getElementById("sent");

function send(file, item) {
  return new Promise((done) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("meeting", form.elements.meeting.value);
    data.append("files", file);
    const request = new XMLHttpRequest();
    const bar = item.querySelector("progress");
    const say = (text, isRefused) => {
      item.classList.toggle("refused", isRefused);
      item.querySelector("span").textContent = text;
      bar.remove();
      done();
    };
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.upload.addEventListener("load", () => bar.removeAttribute("value"));
    request.addEventListener("load", () => {
      const answer = request.status === 200 ? JSON.parse(request.responseText) : null;
      if (!answer) say(list.dataset.failed, true);
      else if (answer.refused) say(`${list.dataset.refused}: ${answer.refused}`, true);
      else say(list.dataset.read, false);
    });
    request.addEventListener("error", () => say(list.dataset.failed, true));
    request.open("POST", form.action);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.send(data);
  });
}

function announce(file) {
  const item = document.createElement("li");
  const name = Object.assign(document.createElement("bdi"), { textContent: file.name });
  const strong = document.createElement("strong");
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  strong.append(name);
  bar.setAttribute("aria-label", file.name);
  item.append(strong, " ", Object.assign(document.createElement("span"), { textContent: list.dataset.reading }), bar);
  list.append(item);
  return item;
}

let busy = false;
async function sendAll(files) {
  if (busy || !files.length) return;
  busy = true;
  form.setAttribute("aria-busy", "true");
  list.replaceChildren();
  const items = [...files].map((file) => [file, announce(file)]);
  for (const [file, item] of items) await send(file, item);
  await refresh();
  form.reset();
  form.removeAttribute("aria-busy");
  busy = false;
}

async function refresh() {
  const answer = await fetch(form.action);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const staged = page.getElementById("staged");
  if (!staged) return;
  document.getElementById("staged").replaceWith(staged);
  // A refusal stays in view; otherwise the reader is taken to what was read.
  if (!list.querySelector(".refused")) list.replaceChildren();
  staged.focus({ preventScroll: true });
}

list.setAttribute("aria-live", "polite");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  sendAll(input.files);
});
input.addEventListener("change", () => sendAll(input.files));

for (const name of ["dragover", "dragleave", "drop"]) {
  form.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.toggle("over", name === "dragover");
    if (name === "drop") sendAll(event.dataTransfer.files);
  });
}
