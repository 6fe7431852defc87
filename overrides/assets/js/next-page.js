{
  // Names the link that the pointer comes to, or that a finger rests on, for the rules at the foot of the page: a browser
  // that knows them fetches its page ahead. A finger that scrolls does not rest: the browser takes it away at once.
  let timer;
  const stop = () => clearTimeout(timer);
  addEventListener("pointerout", stop);
  addEventListener("pointerover", ({ target, pointerType }) => {
    const link = target.closest("a:not(.t-search-link)");
    stop();
    if (link) timer = setTimeout(() => link.classList.add("t-next"), pointerType == "mouse" ? 10 : 120);
  });
}
