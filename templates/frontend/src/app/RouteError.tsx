import { useRouteError } from "react-router";

import { ErrorPanel } from "../components/ErrorPanel";
import { useDocumentTitle } from "../lib/hooks";

/** Error boundary of all pages: shown instead of a page that threw. */
export function RouteError() {
  const reason = useRouteError();
  const error = reason instanceof Error ? reason : new Error("Something went wrong on this page.");
  useDocumentTitle("Error");
  return (
    <main className="lonely">
      <h1>Something went wrong</h1>
      <ErrorPanel error={error} onRetry={() => window.location.reload()} />
    </main>
  );
}
