import type { ReactNode } from "react";

/** Stands where a list has nothing to show. */
export function EmptyState({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div className="panel empty">
      <p>{text}</p>
      {children && <div className="actions">{children}</div>}
    </div>
  );
}
