// The values of the form as the calculators take them; what is empty is unknown and is left out.
const part = (field, name) => (field.querySelector(`[data-part=${name}]`) || { value: "" }).value.trim();

const readers = {
  quantity: (field) => {
    const value = part(field, "value");
    const unit = part(field, "unit");
    if (!value) return undefined;
    return unit ? { value, unit } : { value };
  },
  boolean: (field) => ({ true: true, false: false })[part(field, "value")],
  choices: (field) => {
    const codes = [...field.querySelectorAll("input:checked")].map((box) => box.value);
    if (!codes.length) return undefined;
    return codes.filter((code) => code);
  },
  records: (field) => {
    const rows = [...field.querySelectorAll(".record")].map((row) => collect(row));
    const filled = rows.filter((row) => Object.keys(row).length);
    return filled.length ? filled : undefined;
  },
};

function collect(root) {
  const inputs = {};
  for (const field of root.querySelectorAll("[data-input]")) {
    if (field.parentElement.closest("[data-input]") && root.tagName === "FORM") continue;
    const read = readers[field.dataset.kind] || ((f) => part(f, "value") || undefined);
    const value = read(field);
    if (value !== undefined) inputs[field.dataset.input] = value;
  }
  return inputs;
}

element.addEventListener("submit", (event) => {
  event.preventDefault();
  trigger("run", { name: event.target.dataset.calculator, inputs: collect(event.target) });
});
// Another calculator reuses the same elements: what was typed for the one before must not stay in them.
watch("value", () => element.querySelector("form")?.reset());
