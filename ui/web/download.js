// A file that the server puts into this element is saved under its name.
watch("value", () => {
  const given = element.querySelector("[data-file]");
  if (!given) return;
  const file = JSON.parse(given.dataset.file);
  const bytes = Uint8Array.from(atob(file.content), (c) => c.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: file.type }));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});
