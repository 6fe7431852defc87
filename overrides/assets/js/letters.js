{
  // A letter opens its list, in browsers that do not open what an address leads into.
  const open = () => {
    const list = document.getElementById(location.hash.slice(1));
    const details = list?.closest("details:not([open])");
    if (details) details.open = true;
    if (details) list.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
}
