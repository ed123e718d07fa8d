/** The check of docs/guides/protect-an-api.md that introspects each token. */

export function introspecting(issuer: string, apiClientId: string, apiClientSecret: string) {
  // #region check
  const basic = Buffer.from(`${apiClientId}:${apiClientSecret}`).toString("base64");

  /** What Candor knows of a token: `active`, and if it is, `sub`, `client_id`, `scope`, `exp`. */
  async function introspect(token: string) {
    const response = await fetch(`${issuer}/introspect`, {
      method: "POST",
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ token }),
    });
    if (!response.ok) throw new Error(`Introspection failed: ${response.status} ${await response.text()}`);
    return response.json();
  }
  // #endregion
  return introspect;
}
