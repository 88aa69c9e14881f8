import type { ReactNode } from "react";

import { ErrorPanel } from "./ErrorPanel";
import { Loading } from "./Loading";

/** The part of a query's result that pages look at. */
export interface QueryState<Body> {
  data: Body | undefined;
  error: Error | null;
  isPending: boolean;
  refetch: () => unknown;
}

export interface QueryViewProps<Body> {
  query: QueryState<Body>;
  /** Stands above an error. */
  header?: ReactNode;
  children: (body: Body | undefined) => ReactNode;
}

/** Shows a query: waiting, failed, or what its children make of the answer. */
export function QueryView<Body>({ query, header, children }: QueryViewProps<Body>) {
  if (query.isPending) {
    return <Loading />;
  }
  if (query.error && query.data === undefined) {
    return (
      <>
        {header}
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      </>
    );
  }
  return children(query.data);
}
