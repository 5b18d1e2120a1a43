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
  const example = event.target.closest("[data-example]");
  if (example) trigger("example", { number: example.dataset.example });
});
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
