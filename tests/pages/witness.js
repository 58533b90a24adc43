// Notes in sessionStorage, out of the document, how the page was when it was parsed and how many
// times anything in it has changed since.
addEventListener("DOMContentLoaded", () => {
  sessionStorage.setItem("before", document.documentElement.outerHTML);
  sessionStorage.setItem("changes", "0");
  let changes = 0;
  const note = (records) => sessionStorage.setItem("changes", String((changes += records.length)));
  const everything = { attributes: true, characterData: true, childList: true, subtree: true };
  new MutationObserver(note).observe(document, everything);
});
