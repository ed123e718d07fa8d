/** Assertions as grants (RFC 7523 2.1): an issuer that the server trusts vouches for a user, as another domain's identity provider does (ID-JAG). */
import { type Refusal, refuse } from "../../../reasons/index.ts";
import { rfc } from "../../../specs.ts";
import { authenticated } from "../../client-authentication/checks.ts";
import { nearestApi, resourceOf, type Target } from "../../scope/target.ts";
import type { GrantType, Supposing } from "../grant-type.ts";
import { granted, offeredScope, type TokenGranted } from "../granted.ts";
import { type JwtBearerCase, type JwtBearerRequest, jwtBearerChecks, readOf } from "./checks.ts";
import type { JwtBearerFacts } from "./facts.ts";
import { jwtBearerRecord } from "./facts.ts";

export const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** The profile of identity assertions, as the metadata lists it. */
export const ID_JAG_PROFILE = "urn:ietf:params:oauth:grant-profile:id-jag";

export const jwtBearer: GrantType<typeof JWT_BEARER, JwtBearerRequest, JwtBearerFacts> = {
  name: JWT_BEARER,
  cites: rfc(7523, "2.1"),
  exchanges: "A JWT of an issuer in `trustedIssuers`, which vouches for a user: also an identity assertion (ID-JAG).",
  requires: "assertion",
  optional: true,
  read: ({ values, common }) => ({ ...common, scope: values.get("scope") }),
  checks: jwtBearerChecks,
  grant: forAssertion,
  record: jwtBearerRecord,
  supplies: { "access-token": freshAssertion },
};

function forAssertion(given: JwtBearerCase): TokenGranted | Refusal {
  const { request, catalogue, now } = given;
  const client = authenticated(given.client);
  const { claims, issuer } = readOf(given);
  const target = targetOf(given);
  if (target !== undefined && "refused" in target) return target;
  // What the assertion says is all that the token may do, and never more than its issuer is trusted with.
  const said = typeof claims.scope === "string" ? claims.scope.split(" ") : issuer.scopes;
  const offered = said.filter((name) => issuer.scopes.includes(name));
  const scope = offeredScope({ sent: request.scope, target, offered, usual: offered, client, catalogue }, now);
  const sub = String(claims.sub);
  return granted({ ...given, request: { ...request, target } }, scope, {
    kind: "exchange",
    source: "assertion",
    // Users of other issuers must never be taken for those of this server.
    subject: given.user ?? `${issuer.issuer}|${sub}`,
    personal: given.user !== undefined,
    ...{ grantId: undefined, authTime: undefined, act: undefined, until: undefined, issued: undefined },
  });
}

/** The API that the request names, or that the assertion is for. */
function targetOf(given: JwtBearerCase): Target | Refusal | undefined {
  const { request, catalogue } = given;
  const { resource } = readOf(given).claims;
  if (resource === undefined) return request.target;
  const named = [resource].flat().map(String);
  const known = named.map((one) => resourceOf(one, catalogue));
  const [sent = ""] = named;
  const asked = request.target && resourceOf(request.target.named[0] ?? "", catalogue);
  const found = asked === undefined ? known[0] : known.find((one) => one === asked);
  if (found !== undefined) return { parameter: "resource", named: [found] };
  const apis = [...catalogue.apis.keys()].filter((api) => known.includes(api));
  return refuse("resource/unknown", { parameter: "resource", sent, near: nearestApi(sent, catalogue), apis });
}

/** An assertion of the same issuer that is right. */
function freshAssertion(facts: JwtBearerFacts | undefined, { client, now }: Supposing) {
  if (facts?.issuer === undefined || client === undefined) return undefined;
  const [seconds, known] = [Math.floor(now / 1000), facts.jwt.is === "malformed" ? {} : facts.jwt.claims];
  const typ = facts.issuer.identityAssertions ? "oauth-id-jag+jwt" : undefined;
  const claims = {
    ...known,
    ...{ iss: facts.issuer.issuer, sub: known.sub ?? "user", aud: facts.audiences[0], client_id: client.id },
    ...{ iat: seconds, nbf: undefined, exp: seconds + 60, jti: "new" },
  };
  const jwt = { is: "verified", header: { alg: "ES256", typ, kid: undefined }, claims } as const;
  return { facts: { ...facts, jwt, used: false }, sent: { assertion: "*".repeat(71) } };
}
