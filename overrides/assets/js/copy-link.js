addEventListener("DOMContentLoaded", () => {
  // Each link beside a heading becomes a button that copies the heading's address. Where it cannot, it shows the address.
  // A browser that lacks ariaLabel stops here, and keeps the links.
  const status = document.querySelector(".t-unseen[role=status]");
  document.querySelectorAll(".t-anchor").forEach((link) => {
    const button = document.createElement("button");
    const label = "Copy l" + link.ariaLabel.slice(1);
    button.className = "t-anchor";
    button.ariaLabel = label;
    button.onblur = () => {
      button.ariaLabel = label;
      button.textContent = status.textContent = "";
    };
    button.onclick = async () => {
      try {
        await navigator.clipboard.writeText(link.href);
        button.ariaLabel = button.textContent = "Copied";
        status.textContent = "Link copied";
      } catch {
        prompt("Copy this address", link.href);
      }
    };
    link.replaceWith(button);
  });
});
