// Runs axe-core once the page has settled, and hands what it found to the server of the gate.
(() => {
  const SETTLED = 1500;
  const send = (found) =>
    fetch("/agentgen-axe/result", { method: "POST", body: JSON.stringify(found) });
  const run = () =>
    window.axe
      .run(document, { runOnly: { type: "tag", values: window.agentgenTags } })
      .then(
        (result) =>
          send({
            passes: result.passes.length,
            text: document.body.innerText.length,
            violations: result.violations.map((one) => ({
              id: one.id,
              help: one.help,
              impact: one.impact,
              nodes: one.nodes.map((node) => String(node.target[0])),
            })),
          }),
        (problem) => send({ problem: String(problem) }),
      );
  window.addEventListener("load", () => setTimeout(run, SETTLED));
})();
