((query, sheet, storage, chosen) => {
  // The reader's own choice of colours, before the first paint; without one, the system's holds. The dark colours are
  // media rules, which are switched on or off. Only a choice that differs from the system's is stored.
  const rules = [...sheet.cssRules].filter((rule) => rule.media && rule.media.mediaText == query.media);
  const isDark = () => (chosen ? chosen == "dark" : query.matches);
  const show = () => {
    for (const { media } of rules) media.mediaText = chosen ? (isDark() ? "screen" : "not all") : query.media;
    document.querySelectorAll(".t-scheme").forEach((button) => button.setAttribute("aria-pressed", isDark()));
  };
  document.documentElement.className = matchMedia("(hover:hover)").matches ? "t-script t-hover" : "t-script";
  try {
    storage = localStorage;
    chosen = storage.scheme;
  } catch {}
  show();
  query.onchange = show;
  addEventListener("DOMContentLoaded", show);
  addEventListener("click", (event) => {
    if (!event.target.closest(".t-scheme")) return;
    chosen = isDark() == query.matches ? (isDark() ? "light" : "dark") : "";
    storage.scheme = chosen;
    show();
  });
})(matchMedia("(prefers-color-scheme:dark)"), document.styleSheets[0], {});
