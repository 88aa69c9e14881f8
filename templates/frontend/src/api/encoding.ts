/** Values to what travels in a URL or a body. */

export type Values = Record<string, unknown>;

export type BodyKind = "json" | "multipart" | "urlencoded" | "text" | "binary";

function scalar(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Query pairs: arrays repeat their name, null and undefined are left out. */
export function encodeQuery(values: Values): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    for (const item of items) {
      if (item !== undefined && item !== null) {
        query.append(name, scalar(item));
      }
    }
  }
  return query;
}

/** Fill a path template; every value is escaped, so it stays one segment. */
export function encodePath(template: string, values: Values): string {
  return template.replace(/\{([^}]+)\}/g, (_match, name: string) =>
    encodeURIComponent(scalar(values[name])),
  );
}

function formData(value: object): FormData {
  const form = new FormData();
  for (const [name, entry] of Object.entries(value) as [string, unknown][]) {
    const items: unknown[] = Array.isArray(entry) ? entry : [entry];
    for (const item of items) {
      if (item instanceof Blob) {
        form.append(name, item);
      } else if (item !== undefined && item !== null) {
        form.append(name, scalar(item));
      }
    }
  }
  return form;
}

/** Encode a body; sets its content type where the browser doesn't know it. */
export function encodeBody(kind: BodyKind, value: unknown, headers: Headers): BodyInit {
  switch (kind) {
    case "json":
      headers.set("Content-Type", "application/json");
      return JSON.stringify(value);
    case "multipart":
      return formData(value as object);
    case "urlencoded":
      return encodeQuery(value as Values);
    case "text":
      headers.set("Content-Type", "text/plain");
      return String(value);
    case "binary":
      headers.set("Content-Type", "application/octet-stream");
      return value as Blob;
  }
}
