{
  // The reader's own choice of colours, before the first paint; without one, the system's holds. The dark colours are
  // media rules, which are switched on or off. Only a choice that differs from the system's is stored.
  const query = matchMedia("(prefers-color-scheme:dark)");
  let storage = {}, chosen, rules;
  const isDark = () => (chosen ? chosen == "dark" : query.matches);
  const press = () => document.querySelectorAll(".t-scheme").forEach((button) => button.setAttribute("aria-pressed", isDark()));
  const show = () => {
    rules ||= [...document.styleSheets[0].cssRules].filter((rule) => rule.media?.mediaText == query.media);
    for (const { media } of rules) media.mediaText = chosen ? (isDark() ? "screen" : "not all") : query.media;
    press();
  };
  document.documentElement.className = "t-script";
  try {
    storage = localStorage;
    chosen = storage.scheme;
  } catch {}
  if (chosen) show();
  query.onchange = show;
  addEventListener("DOMContentLoaded", press);
  addEventListener("click", ({ target }) => {
    if (!target.closest(".t-scheme")) return;
    chosen = isDark() == query.matches ? (isDark() ? "light" : "dark") : "";
    storage.scheme = chosen;
    show();
  });
}
