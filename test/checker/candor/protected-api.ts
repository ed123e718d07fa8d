/** An API before Candor that `candor/resource` protects: at /api for the scope read, and at /step-up for a sign-in of the last hour. */
import { isDenied, protectApi } from "../../../src/resource/index.ts";
import { granted } from "../between.ts";
import { PATH } from "../keyed/step-up.ts";
import { secretOf } from "../peers/oidc-provider.ts";
import { type Between, type Fixed, targetOf } from "../through.ts";

/** Long ago enough for every sign-in, so that only `acr` counts. */
const DEMANDS: Readonly<Record<string, object>> = {
  "/api": { scope: "read" },
  [PATH]: { scope: "read", acr: ["urn:candor:acr:password"], maxAge: 3_600 },
};

/** What it is called, and where it is. */
export const apiOf = (issuer: string): string => `${issuer}/api`;

export const protectedApi =
  (tokens: "jwt" | "opaque") =>
  ({ issuer }: Fixed): Between => {
    const api = protectApi({
      ...{ issuer, resource: apiOf(issuer), origin: issuer, scopes: ["read", "write"] },
      ...(tokens === "opaque" && { introspection: { clientId: "service", clientSecret: secretOf("service") } }),
    });
    return async (message, ask) => {
      if (message.path === api.metadataPath) return granted({ ...api.metadata });
      const demand = DEMANDS[message.path];
      if (demand === undefined) return ask(message);
      const outcome = await api.check(
        {
          method: message.method,
          url: targetOf(message),
          authorization: message.headers.get("authorization") ?? undefined,
          dpop: message.headers.get("dpop") ?? undefined,
        },
        demand,
      );
      if (!isDenied(outcome)) return granted({ things: [] });
      return { status: outcome.status, headers: new Headers({ ...outcome.headers }), body: outcome.body };
    };
  };
