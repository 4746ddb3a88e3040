// Forms with data-live answer as they are changed: the changing part of the page is fetched and put in place, and the
// address follows, so that it can be sent on. Without this script they are plain forms.

const PAUSE = 250; // milliseconds after the last key

export function live() {
  for (const form of document.querySelectorAll("form[data-live]")) watch(form);
}

function watch(form) {
  const target = document.getElementById(form.dataset.live);
  let timer = 0, running = null;

  async function show() {
    const address = new URL(form.action);
    for (const [name, value] of new FormData(form)) if (value) address.searchParams.append(name, value);
    running?.abort();
    running = new AbortController();
    target.classList.add("busy");
    target.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { headers: { "X-Part": "results" }, signal: running.signal });
      target.innerHTML = await answer.text();
      if (target.querySelector("[data-again]")) soon(2000);
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name === "AbortError") return;
      target.textContent = "The server does not answer. Is `dateline serve` still running?";
    }
    target.classList.remove("busy");
    target.removeAttribute("aria-busy");
  }

  const soon = (wait) => { clearTimeout(timer); timer = setTimeout(show, wait); };
  if (target.querySelector("[data-again]")) soon(1500);
  form.addEventListener("submit", (event) => { event.preventDefault(); soon(0); });
  form.addEventListener("change", (event) => { if (event.target.type !== "range") soon(0); });
  form.addEventListener("input", (event) => {
    const field = event.target;
    if (field.type === "range") { slid(form, field); soon(PAUSE); }
    else if (!["date", "select-one", "checkbox"].includes(field.type)) soon(PAUSE);
  });
  for (const field of form.querySelectorAll('input[type="date"]')) {
    const range = form.querySelector(`input[type="range"][data-for="${field.id}"]`);
    if (range) field.addEventListener("change", () => { range.value = days(range.dataset.first, field.value); slid(form, range, true); });
  }
}

// A slider over days sets the date field it stands for.
function slid(form, range, quiet = false) {
  const day = plus(range.dataset.first, Number(range.value));
  range.nextElementSibling.textContent = new Date(`${day}T00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  if (!quiet) document.getElementById(range.dataset.for).value = day;
}

const plus = (first, n) => new Date(Date.parse(`${first}T00:00Z`) + n * 864e5).toISOString().slice(0, 10);
const days = (first, day) => Math.round((Date.parse(`${day}T00:00Z`) - Date.parse(`${first}T00:00Z`)) / 864e5);
