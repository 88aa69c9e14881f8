export interface PaginationProps {
  page: number;
  size: number;
  /** How many records this page shows. */
  shown: number;
  /** How many there are in all, when the server tells. */
  total: number | undefined;
  onPage: (page: number) => void;
}

/** Steps through the pages of a list. */
export function Pagination({ page, size, shown, total, onPage }: PaginationProps) {
  const first = (page - 1) * size + 1;
  const last = first + shown - 1;
  const more = total === undefined ? shown >= size : last < total;
  const single = page === 1 && !more;
  const range = `${String(first)}–${String(last)}`;
  return (
    <nav className="pagination" aria-label="Pages">
      <span className="muted">
        {shown === 0 ? "Nothing here" : range}
        {total !== undefined && ` of ${String(total)}`}
      </span>
      {!single && (
        <>
          <button
            type="button"
            className="button"
            disabled={page <= 1}
            onClick={() => onPage(page - 1)}
          >
            Previous
          </button>
          <span aria-current="page">Page {page}</span>
          <button
            type="button"
            className="button"
            disabled={!more}
            onClick={() => onPage(page + 1)}
          >
            Next
          </button>
        </>
      )}
    </nav>
  );
}
