addEventListener("DOMContentLoaded", () => {
  // Each link beside a heading becomes a button that copies the heading's address. Where it cannot, it shows the address.
  // A browser that lacks ariaLabel stops here, and keeps the links.
  document.querySelectorAll(".t-anchor").forEach((link) => {
    const button = document.createElement("button");
    const tell = (text) => {
      button.textContent = text && "Copied";
      document.querySelector("[role=status]").textContent = text;
    };
    button.className = "t-anchor";
    button.ariaLabel = "Copy l" + link.ariaLabel.slice(1);
    button.onblur = () => tell("");
    button.onclick = async () => {
      try {
        await navigator.clipboard.writeText(link.href);
        tell("Link copied");
      } catch {
        prompt("Copy this address", link.href);
      }
    };
    link.replaceWith(button);
  });
});
