import { Link } from "react-router";

import { appDescription, appTitle } from "../api/config";
import { PageHeader } from "../components/PageHeader";
import { features, isOnePage, type FeatureInfo } from "./features";

function PageLink({ page }: { page: FeatureInfo["pages"][number] }) {
  return <Link to={page.to}>{page.title}</Link>;
}

function FeatureCard({ feature }: { feature: FeatureInfo }) {
  const links = feature.pages.map((page) => <PageLink key={page.to} page={page} />);
  return (
    <li className="panel card">
      <h2>{isOnePage(feature) ? links : feature.title}</h2>
      {!isOnePage(feature) && <p className="actions">{links}</p>}
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
