// Marked words explain themselves: pointing at them or reaching them by key lights the claim up and says what it is.

let tip = null;

export function marks() {
  const text = document.querySelector(".text");
  if (!text) return;
  const claims = new Map([...document.querySelectorAll(".claims [data-claim]")].map((li) => [li.dataset.claim, li]));
  const over = (event) => { const m = event.target.closest?.("mark[data-claims]"); if (m) show(m, claims); };
  text.addEventListener("mouseover", over);
  text.addEventListener("focusin", over);
  text.addEventListener("mouseout", hide);
  text.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  for (const [id, li] of claims) {
    const lit = (on) => { for (const m of text.querySelectorAll("mark[data-claims]")) if (m.dataset.claims.split(" ").includes(id)) m.classList.toggle("lit", on && m.classList.contains("trigger")); };
    li.addEventListener("mouseenter", () => lit(true));
    li.addEventListener("mouseleave", () => lit(false));
    li.addEventListener("focusin", () => lit(true));
    li.addEventListener("focusout", () => lit(false));
  }
}

function show(mark, claims) {
  hide();
  const told = mark.dataset.claims.split(" ").map((id) => claims.get(id)).filter(Boolean);
  if (!told.length) return;
  tip = document.createElement("div");
  tip.className = "tip";
  tip.role = "tooltip";
  for (const li of told.slice(0, 3)) tip.append(line(li, mark));
  if (told.length > 3) tip.append(paragraph(`and ${told.length - 3} more claims`));
  document.body.append(tip);
  const box = mark.getBoundingClientRect();
  const left = Math.min(box.left + scrollX, scrollX + document.documentElement.clientWidth - tip.offsetWidth - 8);
  tip.style.left = `${Math.max(4, left)}px`;
  tip.style.top = `${box.bottom + scrollY + 6}px`;
  told[0].classList.add("lit");
}

// What the claim is, in one line, and what this word is to it.
function line(li, mark) {
  const role = ["actor", "recipient", "place", "when", "count", "source"].find((r) => mark.classList.contains(r));
  const head = li.querySelector("p").innerText.replace(/\s+/g, " ").trim();
  const values = [...li.querySelectorAll("dt")].filter((dt) => dt.textContent !== "coded by")
    .map((dt) => `${dt.textContent}: ${dt.nextElementSibling.firstElementChild?.textContent ?? dt.nextElementSibling.textContent}`);
  const names = { actor: "who", recipient: "towards", place: "where", when: "when", count: "how many", source: "according to" };
  const why = role ? [...li.querySelectorAll("dt")].find((dt) => dt.textContent === names[role])?.nextElementSibling.querySelector("small")?.textContent : "";
  return paragraph([head, values.join("; "), why ? `(${why})` : ""].filter(Boolean).join(" — "));
}

function paragraph(text) {
  const p = document.createElement("p");
  p.textContent = text;
  return p;
}

function hide() {
  tip?.remove();
  tip = null;
  for (const li of document.querySelectorAll(".claim.lit")) li.classList.remove("lit");
}
