{
  // The menu closes when the focus leaves it, and gives the focus back to its button when it would be lost.
  const menu = document.getElementById("menu");
  const button = document.querySelector("[popovertarget=menu]");
  addEventListener("focusin", ({ target }) => {
    if (target != button && !menu.contains(target)) menu.togglePopover?.(false);
  });
  menu.addEventListener("toggle", ({ newState }) => {
    if (newState == "closed" && document.activeElement == document.body) button.focus();
  });
}
