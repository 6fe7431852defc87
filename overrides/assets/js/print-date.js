// The day on which a paper is printed stands on it.
addEventListener("beforeprint", () => {
  document.querySelector(".t-printed").textContent = new Date().toLocaleDateString("en-GB", { dateStyle: "long" }) + ".";
});
