// Writing judgements from the event page and the review queue.

// A verdict as people say it: "not the same".
export const inWords = (verdict) => (verdict === "not-same" ? "not the same" : verdict);

export async function judge(verdict, subjects, more = {}) {
  const answer = await fetch("/api/v1/judgements", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ verdict, subjects, ...more }),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.detail || told.title);
  return told;
}

export function say(text, wrong = false) {
  const line = document.querySelector(".said");
  if (!line) return;
  line.textContent = text;
  line.classList.toggle("wrong", wrong);
}

// On a large ledger what follows is worked out behind the scenes: wait until it is there, two minutes at most.
async function settled() {
  for (let n = 0; n < 240; n++) {
    const about = await (await fetch("/api/v1/about")).json();
    if (!about.pending) return;
    await new Promise((done) => setTimeout(done, 500));
  }
}

// Judge, say so, and show the page as it is after that.
async function settle(button, verdict, subjects, more) {
  if (button) button.disabled = true;
  try {
    const { judgements, pending } = await judge(verdict, subjects, more);
    say(`${verdict === "undo" ? "Taken back" : `Judged: ${inWords(verdict)}`} (${judgements.map((j) => j.id).join(", ")})${pending ? "; what follows is being worked out" : ""}.`);
    if (pending) await settled();
    const claim = document.querySelector("[data-claims]")?.dataset.claims.split(" ").find((c) => verdict !== "reject" || !subjects.includes(c));
    setTimeout(() => { location.href = document.querySelector(".queue") || !claim ? location.href : `/events/${encodeURIComponent(claim)}`; }, 500);
  } catch (error) {
    say(error.message, true);
    if (button) button.disabled = false;
  }
}

export function judging() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-judge]");
    if (button) settle(button, button.dataset.judge, button.dataset.subjects.split(" "), button.dataset.attribute ? { attribute: button.dataset.attribute } : {});
  });
  const panel = document.querySelector(".judging");
  if (!panel) return;
  const claims = panel.dataset.claims.split(" ");
  form(panel, "[data-split]", (button) => {
    const chosen = [...document.querySelectorAll('input[name="split"]:checked')].map((box) => box.value);
    if (!chosen.length || chosen.length === claims.length) { say("Tick at least one claim, and leave at least one.", true); return; }
    settle(button, "split", [panel.dataset.event, ...chosen]);
  });
  form(panel, "[data-merge]", (button, fields) => settle(button, "merge", [panel.dataset.event, fields.get("other").trim()]));
  form(panel, "[data-correct]", (button, fields) => {
    const chosen = fields.get("claim");
    settle(button, "correct", [chosen || panel.dataset.event], { attribute: fields.get("attribute"), value: fields.get("value"), reason: fields.get("reason") });
  });
}

function form(panel, which, act) {
  panel.querySelector(which)?.addEventListener("submit", (event) => {
    event.preventDefault();
    act(event.submitter ?? event.target.querySelector("button"), new FormData(event.target));
  });
}
