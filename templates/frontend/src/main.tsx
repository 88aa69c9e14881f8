import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter } from "react-router";

import { pageBase } from "./api/config";
import { acceptTokenFromUrl } from "./api/session";
import { App } from "./app/App";
import { routes } from "./app/routes";
import "./styles.css";

acceptTokenFromUrl(window.location, window.history);
if (!window.location.pathname.startsWith(pageBase)) {
  window.history.replaceState(null, "", pageBase);
}

const root = document.getElementById("root");
if (root === null) {
  throw new Error("index.html has no element #root");
}
createRoot(root).render(
  <StrictMode>
    <App router={createBrowserRouter(routes, { basename: pageBase })} />
  </StrictMode>,
);
