import { Link } from "react-router";

export interface LinkButtonProps {
  to: string;
  label: string;
  primary?: boolean;
}

/** A link that looks like a button. */
export function LinkButton({ to, label, primary = false }: LinkButtonProps) {
  return (
    <Link to={to} className={primary ? "button button-primary" : "button"}>
      {label}
    </Link>
  );
}
