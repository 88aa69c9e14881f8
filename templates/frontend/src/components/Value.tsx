import { formatValue, type Display } from "../lib/format";

/** One value of a record, shown by its kind. */
export function Value({ value, display }: { value: unknown; display: Display }) {
  const text = formatValue(value, display);
  if (display === "json" && typeof value === "object" && value !== null) {
    return <pre className="code">{JSON.stringify(value, null, 2)}</pre>;
  }
  return display === "badge" ? <span className="badge">{text}</span> : text;
}
