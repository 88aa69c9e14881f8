"use strict";
// Hiding is done by the style sheet. This tells how many lines are shown, keeps the choice in the
// address, and opens the way to a line that a link names though it is hidden.
(() => {
  const boxes = [...document.querySelectorAll("#filter input")];
  const lines = [...document.querySelectorAll(".line")];
  const status = document.getElementById("shown");
  const told = () => {
    const chosen = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const shown = lines.filter((line) => [...line.classList].some((name) => chosen.has(name)));
    status.textContent = `${shown.length} of ${lines.length} lines are shown.`;
    const address = new URL(location.href);
    const hidden = boxes.filter((box) => !box.checked).map((box) => box.value);
    if (hidden.length) address.searchParams.set("hide", hidden.join(","));
    else address.searchParams.delete("hide");
    try {
      history.replaceState(null, "", address);
    } catch {
      status.dataset.address = "fixed"; // a page from a sandbox keeps its address
    }
  };
  const reveal = () => {
    const line = document.getElementById(location.hash.slice(1));
    const box = boxes.find((one) => line?.classList.contains(one.value));
    if (box && !box.checked) {
      box.checked = true;
      told();
      line.scrollIntoView();
    }
  };
  const hide = (new URLSearchParams(location.search).get("hide") ?? "").split(",");
  for (const box of boxes) {
    box.checked = !hide.includes(box.value);
    box.addEventListener("change", told);
  }
  document.getElementById("filter").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);
  told();
  reveal();
})();
