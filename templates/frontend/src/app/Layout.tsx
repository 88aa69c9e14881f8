import { Suspense } from "react";
import { Link, NavLink, Outlet } from "react-router";

import { appTitle, signInEnabled } from "../api/config";
import { Loading } from "../components/Loading";
import { AccountMenu } from "./AccountMenu";
import { features } from "./features";

function Navigation() {
  return (
    <nav className="sidebar" aria-label="Main">
      {features.map((feature) => (
        <section key={feature.title}>
          <h2>{feature.title}</h2>
          <ul>
            {feature.pages.map((page) => (
              <li key={page.to}>
                <NavLink to={page.to}>{page.title}</NavLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

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
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
