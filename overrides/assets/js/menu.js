((menu, button) => {
  // The menu closes when the focus leaves it, and gives the focus back to its button when it would be lost.
  if (!menu.hidePopover) return;
  addEventListener("focusin", ({ target }) => {
    if (menu.matches(":popover-open") && target != button && !menu.contains(target)) menu.hidePopover();
  });
  menu.addEventListener("toggle", ({ newState }) => {
    if (newState == "closed" && document.activeElement.matches("body, main")) button.focus();
  });
})(document.getElementById("menu"), document.querySelector("[popovertarget=menu]"));
