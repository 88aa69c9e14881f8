/** Values to what people read. */

export type Display =
  | "text"
  | "id"
  | "number"
  | "boolean"
  | "date"
  | "datetime"
  | "badge"
  | "link"
  | "json";

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

const CHOICES = new Map([
  ["true", "Yes"],
  ["false", "No"],
  ["asc", "Ascending"],
  ["desc", "Descending"],
]);

/** One of several values as people read it: `in_progress` gives `In progress`. */
export function choiceLabel(value: string): string {
  const known = CHOICES.get(value);
  if (known !== undefined || !/^[a-z]+([ _-][a-z0-9]+)*$/.test(value)) {
    return known ?? value;
  }
  const spaced = value.replaceAll("_", " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** A property's name as people read it: `photo_urls` and `photoUrls` give `Photo urls`. */
export function nameLabel(name: string): string {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1).toLowerCase();
}

/** What stands for a structure where there is no room for it. */
export function summarise(value: object): string {
  const count = Array.isArray(value) ? value.length : Object.keys(value).length;
  const [one, many] = Array.isArray(value) ? ["entry", "entries"] : ["field", "fields"];
  return count === 0 ? EMPTY : `${String(count)} ${count === 1 ? one : many}`;
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
  return display === "badge" ? choiceLabel(formatText(value)) : formatText(value);
}
