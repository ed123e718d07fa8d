/** Identity assertions of another domain (draft-ietf-oauth-identity-assertion-authz-grant). */
import { type Asserting, asserting } from "../asserting.ts";
import type { AssertionChanges } from "../authentication.ts";
import { type Exchange, jsonOf, statusOf } from "../exchange.ts";
import { either, type Finding, unclear } from "../finding.ts";
import { JWT_BEARER_GRANT } from "../grant-types.ts";
import type { Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import { allHaveError, mustBeRefused } from "../refusals.ts";
import { listed } from "../target.ts";

interface Attempt extends AssertionChanges {
  /** What is wrong with it, to end "An identity assertion …". */
  readonly called: string;
}

/** Identity assertions that must be refused, beside what every assertion must have. */
function wrongAssertions(lab: Lab, { client, issuer: { audience } }: Asserting) {
  const aud = audience ?? lab.target.issuer;
  const of = (called: string, claims: Record<string, unknown>): Attempt => ({ called, claims });
  return {
    typ: { called: "whose typ is JWT", header: { typ: "JWT" } },
    "no-typ": { called: "without typ", header: { typ: undefined } },
    "no-jti": of("without jti", { jti: undefined }),
    "no-iat": of("without iat", { iat: undefined }),
    "no-client-id": of("without client_id", { client_id: undefined }),
    "client-id-differs": of("for another client", { client_id: `not-${client.client_id}` }),
    "aud-several": of("for two servers", { aud: [aud, "https://login.invalid"] }),
    "aud-endpoint": of("for the token endpoint's URL", { aud: lab.endpoint("token") }),
  } satisfies Readonly<Record<string, Attempt>>;
}

type Wrong = keyof ReturnType<typeof wrongAssertions>;

export const idJag = probe({
  does: "Asks for tokens with identity assertions, right ones and wrong ones.",
  needs: ["token endpoint", "identity assertions"],
  finds: [
    ...(["typ", "no-typ", "no-jti", "no-iat", "no-client-id", "client-id-differs"] as const),
    ...(["aud-several", "aud-endpoint", "error", "no-refresh-token", "unauthenticated"] as const),
    ...(["scope-not-widened", "resource-unknown", "grant-listed"] as const),
  ],
  async run(lab) {
    const by = await asserting(lab);
    const found: Partial<Record<Wrong, Finding>> = {};
    const refusals: Exchange[] = [];
    for (const [name, attempt] of Object.entries(wrongAssertions(lab, by)) as [Wrong, Attempt][]) {
      const exchange = await by.ask(by.assertion(attempt));
      if (name === "client-id-differs" && statusOf(exchange) !== 200) refusals.push(exchange);
      found[name] = mustBeRefused(exchange, `An identity assertion ${attempt.called} is accepted.`);
    }
    const bare = { client_id: by.client.client_id, token_endpoint_auth_method: "none" } as const;
    const unknown = `https://${lab.fresh(6).toLowerCase()}.example/api`;
    return {
      ...(found as Record<Wrong, Finding>),
      error: allHaveError(refusals, "invalid_grant"),
      "no-refresh-token": either(
        jsonOf(by.good)?.refresh_token === undefined,
        "The response has no refresh_token.",
        "The response has a refresh_token.",
        by.good,
      ),
      unauthenticated: mustBeRefused(await by.ask(by.assertion(), {}, bare), "The client need not authenticate."),
      "scope-not-widened": await widened(by),
      "resource-unknown": mustBeRefused(
        await by.ask(by.assertion({ claims: { resource: unknown } })),
        "A token is issued for a resource that doesn't exist.",
      ),
      "grant-listed": either(
        listed(lab.target, "grant_types_supported")?.includes(JWT_BEARER_GRANT) ?? false,
        "grant_types_supported lists the grant.",
        `grant_types_supported doesn't list ${JWT_BEARER_GRANT}.`,
        lab.target.oauth.exchange,
      ),
    };
  },
});

/** What the assertion says is all that the token may do. */
async function widened({ client, assertion, ask }: Asserting): Promise<Finding> {
  const [own, more] = client.scope?.split(" ") ?? [];
  if (own === undefined || more === undefined) return unclear("The client needs two scopes.");
  const exchange = await ask(assertion({ claims: { scope: own } }), { scope: `${own} ${more}` });
  if (statusOf(exchange) !== 200) return mustBeRefused(exchange, "");
  const granted = String(jsonOf(exchange)?.scope ?? `${own} ${more}`).split(" ");
  return either(
    !granted.includes(more),
    `It is granted ${granted.join(" ")}.`,
    `An assertion for ${own} gets a token for ${granted.join(" ")}.`,
    exchange,
  );
}
