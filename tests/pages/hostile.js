// Elements nested deep, long words, halves of characters, endless near misses; and behind them a brand.
const article = document.createElement("article");
article.id = "long";
let at = article;
for (let i = 0; i < 1_000; i++) {
  const inner = document.createElement("span");
  at.append("De", inner);
  at = inner;
}
article.append(" ", "De".repeat(100_000), " \ud83d \udc00 ", "del ".repeat(50_000), " and a Dell.");
document.body.append(article);
