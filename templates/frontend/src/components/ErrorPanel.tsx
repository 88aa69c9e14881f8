import { Link, useLocation } from "react-router";

import { signInEnabled } from "../api/config";
import { ApiError } from "../api/errors";

export interface ErrorPanelProps {
  error: Error;
  onRetry?: () => void;
}

function SignInHint({ error }: { error: Error }) {
  const { pathname } = useLocation();
  if (
    !signInEnabled ||
    pathname === "/sign-in" ||
    !(error instanceof ApiError) ||
    error.status !== 401
  ) {
    return null;
  }
  return (
    <p>
      You need to <Link to="/sign-in">sign in</Link> for this.
    </p>
  );
}

/** Tells what went wrong, and offers what can be done about it. */
export function ErrorPanel({ error, onRetry }: ErrorPanelProps) {
  return (
    <div role="alert" className="panel panel-error">
      <p className="font-semibold">{error.message}</p>
      <SignInHint error={error} />
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
