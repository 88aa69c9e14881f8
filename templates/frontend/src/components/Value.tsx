import { formatValue, summarise, type Display } from "../lib/format";
import { Structure } from "./Structure";

export interface ValueProps {
  value: unknown;
  display: Display;
  /** Whether there is only one line to show it on. */
  brief?: boolean;
}

function ExternalLink({ address }: { address: string }) {
  return (
    <a href={address} target="_blank" rel="noreferrer">
      {address}
    </a>
  );
}

/** One value of a record, shown by its kind. */
export function Value({ value, display, brief = false }: ValueProps) {
  const text = formatValue(value, display);
  if (value === undefined || value === null || value === "") {
    return text;
  }
  if (display === "json" && typeof value === "object") {
    return brief ? summarise(value) : <Structure value={value} />;
  }
  if (display === "id") {
    return (
      <code className={brief ? "id-brief" : ""} title={text}>
        {text}
      </code>
    );
  }
  if (display === "link" && /^https?:\/\//i.test(text)) {
    return <ExternalLink address={text} />;
  }
  return display === "badge" ? <span className="badge">{text}</span> : text;
}
