/** The hook for claims in docs/guides/hooks.md. */
import type { ClaimsHook } from "../../../src/index.ts";

// #region claims
export const claims: ClaimsHook = (request) => {
  const { user, client, api } = request;
  switch (request.for) {
    case "access_token":
      // The API decides by it. Of a JWT, the client can read it too.
      return api === "https://api.example.com" ? { department: user?.claims.department } : undefined;
    case "id_token":
      return client.id === "shop" ? { tier: "gold" } : undefined;
    case "userinfo":
      return undefined;
  }
};
// #endregion
