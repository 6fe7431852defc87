addEventListener("DOMContentLoaded", () => {
  // Fetches the search when it is wanted: at a press on the field or on the link to search, at the first word, with Ctrl
  // or Cmd and K, or when the focus stays in the field. Tabbing past it fetches nothing.
  const field = document.getElementById("q");
  const link = document.querySelector(".t-search-link");
  const panel = document.getElementById("search-panel");
  let search, timer;
  const fail = (opener) => {
    search = 0;
    if (opener) location = opener.href;
    else if (panel) {
      panel.hidden = false;
      document.querySelector("[role=status]").textContent = panel.textContent;
    }
  };
  const open = (opener, asked) => {
    search ||= import(field.form.action + "../assets/js/search.js");
    search.then((module) => module.open(opener, asked), () => asked && fail(opener));
  };
  const act = () => search || open(null, true);
  const show = (event) => {
    const isHidden = !field.offsetParent;
    event.preventDefault();
    field.focus();
    open(isHidden ? link : null, true);
  };
  const keys = (event) => event.ctrlKey + event.metaKey + 2 * event.altKey + 2 * event.shiftKey;
  field.onpointerdown = field.oninput = act;
  field.onfocus = () => (timer = setTimeout(() => search || open(), 300));
  field.onblur = () => clearTimeout(timer);
  link.onclick = (event) => keys(event) || show(event);
  addEventListener("keydown", (event) => event.key == "k" && keys(event) == 1 && show(event));
  if (!panel && /[?&]q=[^&]/.test(location.search)) act();
});
