import { Link } from "react-router";

import { appDescription, appTitle } from "../api/config";
import { PageHeader } from "../components/PageHeader";
import { features, isOnePage, type FeatureInfo } from "./features";

function FeatureCard({ feature }: { feature: FeatureInfo }) {
  return (
    <li className="panel card">
      {!isOnePage(feature) && <h2>{feature.title}</h2>}
      <p className="actions">
        {feature.pages.map((page) => (
          <Link key={page.to} to={page.to}>
            {page.title}
          </Link>
        ))}
      </p>
    </li>
  );
}

/** What this product is, and where everything lies. */
export function HomePage() {
  return (
    <>
      <PageHeader title={appTitle} description={appDescription} />
      <ul className="cards">
        {features.map((feature) => (
          <FeatureCard key={feature.title} feature={feature} />
        ))}
      </ul>
    </>
  );
}
