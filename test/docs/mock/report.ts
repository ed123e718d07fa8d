/** What the guide's tests test: a nightly job that calls an API. It asks again if its token has expired. */

async function token(issuer: string, timeout: number): Promise<string> {
  const response = await fetch(`${issuer}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa("demo-service:demo-service-secret")}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: "read_profile" }),
    signal: AbortSignal.timeout(timeout),
  });
  const { access_token, error, error_description } = await response.json();
  if (!response.ok) throw new Error(`${error}: ${error_description}`);
  return access_token;
}

const call = async (issuer: string, bearer: string) =>
  fetch(`${issuer}/demo/api/profile`, { headers: { authorization: `Bearer ${bearer}` } });

/** A job that keeps its token from one run to the next. */
export function nightlyReport(issuer: string, { timeout = 60_000 } = {}): () => Promise<string> {
  let kept: string | undefined;
  return async () => {
    kept ??= await token(issuer, timeout);
    let response = await call(issuer, kept);
    if (response.status === 401) {
      kept = await token(issuer, timeout);
      response = await call(issuer, kept);
    }
    return ((await response.json()) as { readonly subject: string }).subject;
  };
}
