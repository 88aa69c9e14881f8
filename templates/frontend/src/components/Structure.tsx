import { formatValue, nameLabel } from "../lib/format";

const DEEPEST = 4;

function Entry({ value, depth }: { value: unknown; depth: number }) {
  if (typeof value !== "object" || value === null) {
    return formatValue(value, typeof value === "boolean" ? "boolean" : "text");
  }
  if (depth >= DEEPEST) {
    return <code>{JSON.stringify(value)}</code>;
  }
  return <Structure value={value} depth={depth} />;
}

/** An object or an array inside a record, as nested lists. */
export function Structure({ value, depth = 0 }: { value: object; depth?: number }) {
  if (Array.isArray(value)) {
    return (
      <ol className="structure">
        {value.map((item: unknown, index) => (
          <li key={index}>
            <Entry value={item} depth={depth + 1} />
          </li>
        ))}
      </ol>
    );
  }
  return (
    <dl className="structure">
      {Object.entries(value).map(([name, item]) => (
        <div key={name}>
          <dt>{nameLabel(name)}</dt>
          <dd>
            <Entry value={item} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
