import { Link } from "react-router";

import { PageHeader } from "../components/PageHeader";

/** Answers addresses that lead nowhere. */
export function NotFoundPage() {
  return (
    <>
      <PageHeader title="Page not found" />
      <p>
        There is no such page. <Link to="/">Go to the start page</Link>.
      </p>
    </>
  );
}
