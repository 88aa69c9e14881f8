import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";

import { accountEnabled, registerEnabled } from "../api/config";
import { setToken, useToken } from "../api/session";

function SignedOut() {
  return (
    <div className="actions">
      {registerEnabled && <Link to="/register">Register</Link>}
      <Link to="/sign-in">Sign in</Link>
    </div>
  );
}

/** Ways in for visitors, and the way out for people who are signed in. */
export function AccountMenu() {
  const token = useToken();
  const client = useQueryClient();
  const navigate = useNavigate();
  if (token === null) {
    return <SignedOut />;
  }
  const signOut = () => {
    setToken(null);
    client.clear();
    void navigate("/");
  };
  return (
    <div className="actions">
      {accountEnabled && <Link to="/account">My account</Link>}
      <button type="button" className="link-button" onClick={signOut}>
        Sign out
      </button>
    </div>
  );
}
