/** A decision is a function: the same request, facts and time give the same response, and nothing that was given is changed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { authorizationChecks } from "../../src/protocol/authorization/all-checks.ts";
import { grantAuthorization } from "../../src/protocol/authorization/decide.ts";
import { readAuthorizationRequest } from "../../src/protocol/authorization/request.ts";
import { trustRedirect } from "../../src/protocol/authorization/trust.ts";
import { bearerChecks } from "../../src/protocol/bearer/decide.ts";
import { type Check, firstRefusal } from "../../src/protocol/decision.ts";
import { readForm } from "../../src/protocol/form.ts";
import { codeChecks } from "../../src/protocol/grants/authorization-code/checks.ts";
import { authorizationCode } from "../../src/protocol/grants/authorization-code/grant.ts";
import { clientCredentials } from "../../src/protocol/grants/client-credentials/grant.ts";
import { refreshChecks } from "../../src/protocol/grants/refresh-token/checks.ts";
import { refreshToken } from "../../src/protocol/grants/refresh-token/grant.ts";
import { readPost } from "../../src/protocol/post.ts";
import { receive } from "../../src/protocol/received.ts";
import { grantTypeChecks } from "../../src/protocol/token/client.ts";
import { tokenRequestChecks, tokenRequestOf } from "../../src/protocol/token/request.ts";
import { isRefusal } from "../../src/reasons/index.ts";
import { cases } from "../breadth.ts";
import { catalogue, client, formOf, post, settings } from "../catalogue/samples.ts";
import * as facts from "./facts.ts";

/** Frozen to the last leaf, so that a decision that writes throws. Bytes cannot be frozen and are compared instead. */
function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value)) return value;
  for (const inner of value instanceof Map ? value.values() : Object.values(value)) frozen(inner);
  return Object.freeze(value);
}

/** Decides twice, on frozen facts and on a copy of them, and compares. */
function same<G>(given: G, decide: (given: G) => unknown): void {
  const copy = structuredClone(given);
  const first = decide(frozen(given));
  expect(decide(copy)).toEqual(first);
  expect(copy).toEqual(given);
  expect(decide(given)).toEqual(first);
}

/** The first refusal of some checks, or what is granted after them. */
const decided =
  <G>(checks: readonly Check<G>[], grant: (given: G) => unknown = () => "granted") =>
  (given: G): unknown =>
    firstRefusal(checks, given) ?? grant(given);

const RUNS = { numRuns: cases(1_500) };
const common = {
  client: { method: "client_secret_basic", clientId: "photos", client: client(), secret: { is: "right" } },
  catalogue,
} as const;
const { time, text, settled, yes } = facts;

describe("the same facts and time give the same response:", () => {
  it("client authentication", () => {
    const request = { grantType: "client_credentials", scope: undefined } as const;
    const property = fc.property(facts.presented, (client) =>
      same({ client, catalogue, request }, decided(grantTypeChecks)),
    );
    fc.assert(property, RUNS);
  });

  it("client credentials", () => {
    const property = fc.property(facts.someText, facts.clients, settled, time, (scope, of, settings, now) => {
      const request = { grantType: "client_credentials", scope } as const;
      const given = { ...common, client: { ...common.client, client: of }, request, settings, now };
      same(given, clientCredentials.grant);
    });
    fc.assert(property, RUNS);
  });

  it("code", () => {
    const property = fc.property(
      facts.codeRequests,
      facts.codes,
      facts.verifiers,
      facts.origins,
      yes,
      yes,
      time,
      (request, code, verifier, by, sessionLives, accountEnabled, now) => {
        same(
          { ...common, settings: settings(), request, code, verifier, by, sessionLives, accountEnabled, now },
          decided(codeChecks, authorizationCode.grant),
        );
      },
    );
    fc.assert(property, RUNS);
  });

  it("refresh", () => {
    const property = fc.property(
      facts.refreshTokens,
      facts.someText,
      facts.origins,
      yes,
      settled,
      time,
      (token, scope, by, accountEnabled, settings, now) => {
        const request = { grantType: "refresh_token", refreshToken: "r", scope } as const;
        same(
          { ...common, request, token, by, accountEnabled, settings, now },
          decided(refreshChecks, refreshToken.grant),
        );
      },
    );
    fc.assert(property, RUNS);
  });

  it("authorization", () => {
    const property = fc.property(facts.authorizations, settled, time, ({ values, of, ...given }, settings, now) => {
      const addressed = { client_id: "photos", redirect_uri: "https://photos.example/callback", ...values };
      const request = readAuthorizationRequest(formOf(addressed));
      const to = trustRedirect(request, of);
      if (!isRefusal(to))
        same({ request, to, catalogue, settings, now, ...given }, decided(authorizationChecks, grantAuthorization));
    });
    fc.assert(property, RUNS);
  });

  it("access token, and whatever is read from the wire", () => {
    const property = fc.property(facts.tokenClaims, yes, yes, text, time, (claims, revoked, enabled, body, now) => {
      const token = { is: "found" as const, claims, revoked };
      same({ token, demand: { scope: "openid" }, now, accountEnabled: enabled }, decided(bearerChecks));
      same(body, readForm);
      same(post(body), receive);
      same(receive(post(body)), (received) => readPost(received, new Set(["scope"])));
      const wire = post(`grant_type=client_credentials&scope=${body}`, { authorization: body });
      same(wire, receive);
      same(receive(wire), (received) => firstRefusal(tokenRequestChecks, { received }) ?? tokenRequestOf(received));
    });
    fc.assert(property, RUNS);
  });
});
