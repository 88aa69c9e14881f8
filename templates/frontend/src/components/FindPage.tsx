import type { ReactNode } from "react";
import { generatePath, useNavigate } from "react-router";

import { FilterBar } from "./FilterBar";
import { PageHeader } from "./PageHeader";

export interface FindPageProps {
  title: string;
  description: string;
  /** Parameters of `to`, with the labels they are asked by. */
  params: readonly { name: string; label: string }[];
  /** Path pattern of the page that is looked for. */
  to: string;
  actions?: ReactNode;
}

/** Asks for what names a page, then goes there. */
export function FindPage({ title, description, params, to, actions }: FindPageProps) {
  const navigate = useNavigate();
  const fields = params.map((param) => ({ ...param, kind: "text" as const, required: true }));
  return (
    <>
      <PageHeader title={title} description={description} actions={actions} />
      <FilterBar
        fields={fields}
        values={{}}
        submitLabel="Open"
        onApply={(values) => void navigate(generatePath(to, values))}
      />
    </>
  );
}
