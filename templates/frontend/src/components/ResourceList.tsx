import type { ReactNode } from "react";

import type { ListState } from "../lib/listState";
import { DataTable, type Column } from "./DataTable";
import { EmptyState } from "./EmptyState";
import { FilterBar } from "./FilterBar";
import { PageHeader, type PageHeaderProps } from "./PageHeader";
import { Pagination } from "./Pagination";
import { QueryView, type QueryState } from "./QueryView";

export interface ResourceListProps<Body, Row> {
  title: string;
  description?: string;
  back?: PageHeaderProps["back"];
  actions?: ReactNode;
  state: ListState<unknown>;
  query: QueryState<Body>;
  items: (body: Body | undefined) => Row[];
  total?: (body: Body | undefined) => number | undefined;
  columns: readonly Column<Row>[];
  link?: (row: Row) => string;
  rowActions?: (row: Row) => ReactNode;
}

function NoRows<Body, Row>({ list }: { list: ResourceListProps<Body, Row> }) {
  const { state, actions } = list;
  const narrowed = state.page > 1 || Object.values(state.values).some((value) => value !== "");
  if (!narrowed) {
    return <EmptyState text="Nothing here yet.">{actions}</EmptyState>;
  }
  return (
    <EmptyState text="Nothing matches.">
      <button type="button" className="button" onClick={() => state.apply({})}>
        Show all
      </button>
    </EmptyState>
  );
}

function Rows<Body, Row>({ list, body }: { list: ResourceListProps<Body, Row>; body?: Body }) {
  const { state, columns, link, rowActions } = list;
  const rows = list.items(body);
  const table = { caption: list.title, rows, columns, link, rowActions };
  return (
    <>
      {rows.length === 0 ? <NoRows list={list} /> : <DataTable {...table} />}
      {state.paging.style !== "none" && (rows.length > 0 || state.page > 1) && (
        <Pagination
          page={state.page}
          size={state.paging.size}
          shown={rows.length}
          total={list.total?.(body)}
          onPage={state.goTo}
        />
      )}
    </>
  );
}

/** A page that lists records: filters, table, pages. */
export function ResourceList<Body, Row>(list: ResourceListProps<Body, Row>) {
  const { title, description, back, actions, state } = list;
  return (
    <>
      <PageHeader title={title} description={description} back={back} actions={actions} />
      <FilterBar fields={state.filters} values={state.values} onApply={state.apply} />
      {state.ready ? (
        <QueryView query={list.query}>{(body) => <Rows list={list} body={body} />}</QueryView>
      ) : (
        <EmptyState text="Fill in what is asked above to see the list." />
      )}
    </>
  );
}
