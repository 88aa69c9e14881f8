/** Reading and building values by path. */

/** The value at a path of property names, or undefined. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const name of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, name)) {
      return undefined;
    }
    current = (current as Record<string, unknown>)[name];
  }
  return current;
}

/** The record at a path; null and absent both count as undefined. */
export function recordAt<T>(body: unknown, path: readonly string[]): T | undefined {
  return (valueAt(body, path) ?? undefined) as T | undefined;
}

/** The records at a path; none when the body has no array there. */
export function itemsAt<T>(body: unknown, path: readonly string[]): T[] {
  const found = valueAt(body, path);
  return Array.isArray(found) ? (found as T[]) : [];
}

/** The number at a path, or undefined. */
export function countAt(body: unknown, path: readonly string[]): number | undefined {
  const found = valueAt(body, path);
  return typeof found === "number" ? found : undefined;
}

/** Put a value below the given property names, outermost first. */
export function wrap(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
}

/** A value as one segment of a page's path. */
export function segment(value: unknown): string {
  return encodeURIComponent(typeof value === "object" ? JSON.stringify(value) : String(value));
}
