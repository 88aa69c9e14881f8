/** Values to what people read. */

export type Display = "text" | "number" | "boolean" | "date" | "datetime" | "badge" | "json";

const EMPTY = "—";

function formatDate(value: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) {
    return value;
  }
  return new Intl.DateTimeFormat("en-GB", options).format(date);
}

function formatText(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map((item) => formatText(item)).join(", ") || EMPTY;
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** One value as text; missing ones are a dash. */
export function formatValue(value: unknown, display: Display): string {
  if (value === undefined || value === null || value === "") {
    return EMPTY;
  }
  if (display === "boolean") {
    return value === true ? "Yes" : "No";
  }
  if (display === "number" && typeof value === "number") {
    return new Intl.NumberFormat("en-GB", { maximumFractionDigits: 10 }).format(value);
  }
  if (display === "date" && typeof value === "string") {
    return formatDate(value, { dateStyle: "medium", timeZone: "UTC" });
  }
  if (display === "datetime" && typeof value === "string") {
    return formatDate(value, { dateStyle: "medium", timeStyle: "short" });
  }
  return formatText(value);
}
