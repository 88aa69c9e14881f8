import { useState } from "react";
import { NavLink } from "react-router";

import { features, isOnePage } from "./features";

/** The way to every page; on narrow screens it unfolds on demand. */
export function Navigation() {
  const [open, setOpen] = useState(false);
  return (
    <div className="sidebar">
      <button
        type="button"
        className="button menu-button"
        aria-expanded={open}
        aria-controls="main-navigation"
        onClick={() => setOpen(!open)}
      >
        Menu
      </button>
      <nav id="main-navigation" aria-label="Main" className={open ? "open" : ""}>
        {features.map((feature) => (
          <section key={feature.title}>
            {!isOnePage(feature) && <h2>{feature.title}</h2>}
            <ul>
              {feature.pages.map((page) => (
                <li key={page.to}>
                  <NavLink to={page.to} onClick={() => setOpen(false)}>
                    {page.title}
                  </NavLink>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
    </div>
  );
}
