// The marked quotation is brought into the middle of the panel, without moving the page.
watch("value", () => {
  const context = element.querySelector(".context");
  const mark = element.querySelector("mark");
  if (!context || !mark) return;
  const offset = mark.getBoundingClientRect().top - context.getBoundingClientRect().top;
  context.scrollTop += offset - context.clientHeight / 3;
});
