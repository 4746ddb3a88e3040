// The review queue: one card at a time, settled by single keys; the last judgement can be taken back by u.
import { inWords, judge, say } from "./judging.js";
import { typing } from "./keys.js";

const queue = document.querySelector(".queue");
const done = []; // judgements of this sitting, newest last, with the card they settled

if (queue) {
  queue.classList.add("ready");
  const cards = [...queue.children];
  let now = 0;

  function show(n) {
    const left = cards.filter((c) => !c.dataset.settled);
    if (!left.length) { finished(); return; }
    now = Math.min(Math.max(n, 0), cards.length - 1);
    for (const card of cards) card.classList.toggle("now", card === cards[now]);
    cards[now].focus({ preventScroll: true });
    document.getElementById("left").textContent = `${left.length} of this page left`;
  }

  function step(by) {
    for (let n = now + by; n >= 0 && n < cards.length; n += by) if (!cards[n].dataset.settled) { show(n); return true; }
    return false;
  }

  function finished() {
    queue.replaceChildren();
    say("That was this page of the queue. Loading the next …");
    location.reload();
  }

  async function settle(decision) {
    const card = cards[now];
    if (!queue.dataset.may) { say("You may read here, not judge.", true); return; }
    if (card.dataset.busy) return;
    card.dataset.busy = "yes";
    try {
      const { verdict, subjects, ...more } = JSON.parse(decision);
      const { judgements } = await judge(verdict, subjects, more);
      done.push([judgements.map((j) => j.id), now]);
      card.dataset.settled = verdict;
      say(`Judged: ${inWords(verdict)}. Press u to take it back.`);
      if (!step(1) && !step(-1)) finished();
      else show(now);
    } catch (error) { say(error.message, true); }
    delete card.dataset.busy;
  }

  async function undo() {
    const last = done.pop();
    if (!last) { say("Nothing to take back in this sitting; the list below has earlier judgements."); return; }
    try {
      await judge("undo", last[0]);
      delete cards[last[1]].dataset.settled;
      show(last[1]);
      say("Taken back.");
    } catch (error) { done.push(last); say(error.message, true); }
  }

  queue.addEventListener("click", (event) => {
    const decision = event.target.closest("[data-decision]")?.dataset.decision;
    if (decision) settle(decision);
  });
  document.addEventListener("keydown", (event) => {
    if (typing(event) || event.repeat) return;
    if (event.key === "u") { undo(); return; }
    if (event.key === "j") { step(1); return; }
    if (event.key === "k") { step(-1); return; }
    const button = cards[now].querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (button?.dataset.decision) settle(button.dataset.decision);
    else if (button) location.href = button.href;
  });
  show(0);
}
