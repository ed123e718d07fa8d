/** What a JWT is for, by its place, and which errors follow when one of that kind is refused. */
import type { CauseCode } from "../../reasons/causes.ts";
import type { Jwt } from "../material.ts";
import type { Fits } from "./said.ts";

export type Kind = "client_assertion" | "assertion" | "id_token" | "token" | "dpop" | "other";

export function kindOf({ found, header, claims }: Jwt): Kind {
  if (found === "client_assertion") return "client_assertion";
  if (found === "assertion" || found === "subject_token") return "assertion";
  if (found === "dpop" || header.typ === "dpop+jwt") return "dpop";
  if (found === "id_token" || found === "id_token_hint") return "id_token";
  if (found === "refresh_token" || found === "request" || found === "logout_token" || found === "code") return "other";
  if (found === "input" && claims.iss !== undefined && claims.iss === claims.sub && claims.jti !== undefined)
    return "client_assertion";
  return "token";
}

export const EXPIRED: Readonly<Record<Kind, CauseCode>> = {
  client_assertion: "client-auth/assertion-invalid",
  assertion: "assertion/expired",
  id_token: "token/expired",
  token: "token/expired",
  dpop: "dpop/proof-invalid",
  other: "token/expired",
};
export const ABOUT: Readonly<Record<Kind, Fits>> = {
  client_assertion: {
    errors: ["invalid_client", "unauthorized_client"],
    words: /assertion|jwt|expired|time|clock|exp\b|iat\b|audience|\baud\b/i,
  },
  assertion: {
    errors: ["invalid_grant", "invalid_request"],
    words: /assertion|jwt|expired|time|clock|exp\b|iat\b|audience/i,
  },
  id_token: {
    errors: ["invalid_token", "login_required", "invalid_request"],
    words: /token|expired|clock|early|nbf|iat|aud|iss/i,
  },
  token: {
    errors: ["invalid_token"],
    words: /token|expired|jwt|clock|early|nbf|iat|aud|iss|signature|unauthori[sz]ed/i,
  },
  dpop: { errors: ["invalid_dpop_proof"], words: /dpop/i },
  other: { errors: ["invalid_grant", "invalid_token"], words: /expired/i },
};

export const named = ({ found }: Jwt): string => (found === "input" ? "the JWT" : `the ${found.replaceAll("_", " ")}`);
