// A virtual list: four rows show any window of a thousand entries. A row is never removed, its text
// node never replaced: only the characters change. Entry n names a Dell if n divides by 3.
const texts = [];
for (let i = 0; i < 4; i++) {
  const row = document.createElement("article");
  row.id = `row-${i}`;
  const text = document.createTextNode("");
  row.append(text);
  document.getElementById("rows").append(row);
  texts.push(text);
}
let first = 0;

function render() {
  texts.forEach((text, i) => {
    const entry = first + i;
    text.data = entry % 3 ? `Entry ${entry} is about the garden.` : `Entry ${entry}: bought a Dell.`;
  });
}

document.getElementById("next").addEventListener("click", () => {
  first++;
  render();
});
render();
