import type { ReactNode } from "react";
import { Link } from "react-router";

import { useDocumentTitle } from "../lib/hooks";

export interface PageHeaderProps {
  title: string;
  back?: { to: string; label: string } | undefined;
  description?: string | undefined;
  actions?: ReactNode;
}

/** Heading of a page with its actions; names the browser tab too. */
export function PageHeader({ title, back, description, actions }: PageHeaderProps) {
  useDocumentTitle(title);
  return (
    <header className="page-header">
      <div>
        {back && (
          <Link to={back.to} className="back-link">
            <span aria-hidden="true">← </span>
            {back.label}
          </Link>
        )}
        <h1>{title}</h1>
        {description && <p className="muted">{description}</p>}
      </div>
      {actions && <div className="actions">{actions}</div>}
    </header>
  );
}
