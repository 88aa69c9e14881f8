import { Suspense } from "react";
import { Link, Outlet, ScrollRestoration } from "react-router";

import { appTitle, signInEnabled } from "../api/config";
import { Loading } from "../components/Loading";
import { Notice } from "../components/Notice";
import { AccountMenu } from "./AccountMenu";
import { Navigation } from "./Navigation";

/** The frame around every page. */
export function Layout() {
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <header className="topbar">
        <Link to="/" className="brand">
          {appTitle}
        </Link>
        {signInEnabled && <AccountMenu />}
      </header>
      <Navigation />
      <main id="content" tabIndex={-1}>
        <Notice />
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <ScrollRestoration />
    </div>
  );
}
