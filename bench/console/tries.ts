/** Changes that are tried and not made: what each would do is looked for among everything that is stored. */
import type { Samples } from "./samples.ts";
import type { Visitor } from "./visitor.ts";

export interface Try {
  readonly method: "PATCH" | "DELETE" | "POST";
  readonly path: string;
  readonly body?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Applications of a bulk import that is tried. */
const LINES = 1_000;

type Tried = Pick<Try, "method" | "path"> & { readonly body?: object };

export async function triesOf(
  visitor: Visitor,
  headers: Readonly<Record<string, string>>,
  { hot, usual, scope, api, team, request, ref }: Samples,
): Promise<readonly Try[]> {
  const all: readonly Tried[] = [
    { method: "PATCH", path: `/applications/${hot}`, body: { scope: "openid", default_scope: "" } },
    { method: "PATCH", path: `/applications/${hot}`, body: { redirect_uris: ["https://other.example/"] } },
    { method: "PATCH", path: `/applications/${hot}`, body: { disabled: true } },
    { method: "DELETE", path: `/applications/${hot}` },
    { method: "PATCH", path: `/applications/${usual}`, body: { scope: "openid", default_scope: "" } },
    { method: "PATCH", path: `/scopes/${scope}`, body: { state: "removed" } },
    { method: "PATCH", path: `/scopes/${scope}`, body: { sensitive: true } },
    { method: "DELETE", path: `/scopes/${scope}` },
    { method: "PATCH", path: `/apis/${encodeURIComponent(api)}`, body: { name: "Other" } },
    { method: "DELETE", path: `/apis/${encodeURIComponent(api)}` },
    { method: "DELETE", path: `/teams/${team}` },
    { method: "PATCH", path: "/settings", body: { unknown_scopes: "ignore" } },
    { method: "PATCH", path: `/requests/${request}`, body: { state: "approved" } },
    { method: "POST", path: `/refusals/${ref}/fix`, body: {} },
  ];
  const tries = await Promise.all(
    all.map(async ({ method, path, body }): Promise<Try> => {
      const { etag } = await visitor.send(`/admin/v1${path}`, { headers });
      const type = { "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json" };
      return {
        ...{ method, path: `/admin/v1${path}?dry_run=true` },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        headers: { ...headers, ...(etag !== undefined && { "if-match": etag }), ...(body !== undefined && type) },
      };
    }),
  );
  const line = (n: number): string =>
    JSON.stringify({
      client_name: `Imported ${n}`,
      redirect_uris: [`https://imported-${n}.example/`],
      scope: "openid",
    });
  const lines = Array.from({ length: LINES }, (_, n) => line(n)).join("\n");
  const bulk = { ...headers, "content-type": "application/x-ndjson" };
  return [...tries, { method: "POST", path: "/admin/v1/applications/bulk?dry_run=true", body: lines, headers: bulk }];
}
