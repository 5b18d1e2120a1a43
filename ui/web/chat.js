// Citations, nearest passages and example questions are buttons in the conversation; the server gets their key.
element.addEventListener("click", (event) => {
  const source = event.target.closest("[data-source]");
  if (source) {
    element.querySelectorAll(".chosen").forEach((b) => b.classList.remove("chosen"));
    source.classList.add("chosen");
    trigger("source", { key: source.dataset.source });
    if (window.innerWidth < 900) document.getElementById("source").scrollIntoView({ behavior: "smooth" });
    return;
  }
  const thumb = event.target.closest("[data-rate]");
  if (thumb) {
    thumb.parentElement.querySelectorAll("[data-rate]").forEach((b) => b.setAttribute("aria-pressed", b === thumb));
    const form = thumb.parentElement.querySelector("form");
    form.hidden = false;
    form.scrollIntoView({ block: "nearest" });
    rate(form);
    return;
  }
  const example = event.target.closest("[data-example]");
  if (example) trigger("example", { number: example.dataset.example });
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  rate(event.target);
});
function rate(form) {
  const rating = form.parentElement;
  const verdict = rating.querySelector("[aria-pressed=true]").dataset.rate;
  trigger("rate", { turn: rating.dataset.turn, verdict, comment: form.querySelector("textarea").value });
}
watch("value", () => {
  const turns = element.querySelectorAll(".turn");
  const last = turns[turns.length - 1];
  const talk = element.querySelector(".talk");
  if (!last) return;
  // The source panel shows the newest answer's first source.
  element.querySelectorAll(".chosen").forEach((b) => b.classList.remove("chosen"));
  last.querySelector(".cite")?.classList.add("chosen");
  // Wide screens scroll inside the conversation, narrow ones scroll the page.
  if (talk.scrollHeight > talk.clientHeight + 1) talk.scrollTo({ top: last.offsetTop - 12, behavior: "smooth" });
  else last.scrollIntoView({ block: "nearest", behavior: "smooth" });
});
