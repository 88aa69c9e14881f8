import { Link, useLocation } from "react-router";

import { signInEnabled } from "../api/config";
import { ApiError } from "../api/errors";

export interface ErrorPanelProps {
  error: Error;
  onRetry?: () => void;
}

function SignInLink({ error }: { error: Error }) {
  const { pathname, search } = useLocation();
  if (
    !signInEnabled ||
    pathname === "/sign-in" ||
    !(error instanceof ApiError) ||
    error.status !== 401
  ) {
    return null;
  }
  return (
    <Link to="/sign-in" state={{ from: pathname + search }} className="button button-primary">
      Sign in
    </Link>
  );
}

/** Tells what went wrong, and offers what can be done about it. */
export function ErrorPanel({ error, onRetry }: ErrorPanelProps) {
  return (
    <div role="alert" className="panel panel-error">
      <p className="font-semibold">{error.message}</p>
      <div className="actions">
        <SignInLink error={error} />
        {onRetry && (
          <button type="button" className="button" onClick={onRetry}>
            Try again
          </button>
        )}
      </div>
    </div>
  );
}
