{
  // Fetches search with the first word, however it comes, at a press on the field or on the link to search, and with
  // Ctrl or Cmd and K. Tabbing past the field fetches nothing. Words that came before this script are answered.
  const link = document.querySelector(".t-search-link");
  const get = (name) => document.getElementById(name);
  let search;
  const fail = () => {
    for (const part of document.querySelectorAll(".t-answers-count, .t-unseen[role=status]"))
      part.textContent = "Search could not be loaded.";
    for (const part of document.querySelectorAll(".t-answers-more, #search-panel")) part.hidden = false;
  };
  const open = () => (search ||= import(link.href + "../assets/js/search.js")).then((module) => module.open(), fail);
  const show = (event) => {
    event.preventDefault();
    get("q").offsetParent || get("q").closest(".t-find").classList.add("t-open");
    get("q").focus();
    open();
  };
  const keys = (event) => event.ctrlKey + event.metaKey + 2 * event.altKey + 2 * event.shiftKey;
  const want = ({ target }) => target.id == "q" && (search || open());
  addEventListener("input", want);
  addEventListener("pointerdown", want);
  addEventListener("keydown", (event) => event.key == "k" && keys(event) == 1 && show(event));
  link.onclick = (event) => keys(event) || show(event);
  addEventListener("DOMContentLoaded", () => {
    get("search-hint").textContent = "Answers appear below as you type.";
    if (!get("search-panel")) get("q").value ||= new URLSearchParams(location.search).get("q");
    if (get("q").value) search || open();
  });
}
