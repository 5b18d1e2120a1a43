// A row's buttons tell the server which conversation is meant; deleting asks once more in its own button.
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  const act = button.dataset.act;
  const session = button.closest("[data-session]")?.dataset.session;
  if (act === "export") trigger("export", {});
  else if (act === "open") trigger("open", { session });
  else if (act === "md" || act === "docx") trigger("save", { session, kind: act });
  else if (button.dataset.sure) trigger("remove", { session });
  else {
    button.dataset.sure = "1";
    button.textContent = "确认删除";
  }
});
