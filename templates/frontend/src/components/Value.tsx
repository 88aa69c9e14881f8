import { formatValue, summarise, type Display } from "../lib/format";
import { Structure } from "./Structure";

const SHORT_ID = 8;

export interface ValueProps {
  value: unknown;
  display: Display;
  /** Whether there is only one line to show it on. */
  brief?: boolean;
}

function Identifier({ text, brief }: { text: string; brief: boolean }) {
  const short = brief && text.length > 2 * SHORT_ID ? `${text.slice(0, SHORT_ID)}…` : text;
  return (
    <code className="id" title={short === text ? undefined : text}>
      {short}
    </code>
  );
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
    return <Identifier text={text} brief={brief} />;
  }
  if (display === "link" && /^https?:\/\//i.test(text)) {
    return <ExternalLink address={text} />;
  }
  return display === "badge" ? <span className="badge">{text}</span> : text;
}
