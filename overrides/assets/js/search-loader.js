addEventListener("DOMContentLoaded", () => {
  // Fetches the search when it is wanted: at a press on the field or on the link to search, at the first word, with Ctrl
  // or Cmd and K, or when the focus stays in the field. Tabbing past it fetches nothing.
  const form = document.querySelector(".t-search");
  const link = document.querySelector(".t-search-link");
  const panel = document.getElementById("search-panel");
  let search, timer;
  if (!form) return;
  const field = form.q;
  const fail = (opener) => {
    search = 0;
    if (opener) location = opener.href;
    else if (panel) {
      panel.hidden = false;
      document.querySelector("[role=status]").textContent = panel.textContent;
    }
  };
  const open = (opener, asked) => {
    search ||= import(form.action + "../assets/js/search.js");
    search.then((module) => module.open(opener, asked), () => asked && fail(opener));
  };
  const act = () => search || open(null, true);
  const show = (event) => {
    const isHidden = !field.offsetParent;
    event.preventDefault();
    field.focus();
    open(isHidden ? link : null, true);
  };
  const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
  field.onpointerdown = field.oninput = act;
  field.onfocus = () => (timer = setTimeout(() => search || open(), 300));
  field.onblur = () => clearTimeout(timer);
  if (link)
    link.onclick = (event) => {
      if (isPlain(event)) show(event);
    };
  addEventListener("keydown", (event) => {
    if (event.key == "k" && event.ctrlKey != event.metaKey && !event.altKey && !event.shiftKey) show(event);
  });
  if (!panel && /[?&]q=[^&]/.test(location.search)) act();
});
