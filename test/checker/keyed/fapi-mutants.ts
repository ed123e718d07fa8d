/** Faults of a server that says it follows FAPI 2.0. */
import { asking, both, METADATA, responding, withMembers } from "../between.ts";
import { CALLBACK } from "../peers/oidc-provider.ts";
import type { Answer, Between, Fixed, Mutant } from "../through.ts";
import { freshAssertion } from "./jwt-client.ts";
import { resigningIdTokens } from "./resigned.ts";

type Members = Readonly<Record<string, unknown>>;

/** Members of the metadata, changed. Lists get one more. */
const saying = (change: (all: Members) => Members): NonNullable<Mutant["between"]> =>
  responding(METADATA, (answer) => withMembers(answer, (all) => ({ ...all, ...change(all) }))) as never;
const listing = (name: string, one: string): NonNullable<Mutant["between"]> =>
  saying((all) => ({ [name]: [...((all[name] as string[] | undefined) ?? []), one] }));

const listed = (id: string, name: string, one: string, ...also: readonly string[]): Mutant => ({
  does: `${name} has ${one} too.`,
  breaks: [id, ...also],
  between: listing(name, one),
});

/** Pushes what wasn't pushed, in the name of the client. */
const pushing = ({ issuer }: Fixed): Between =>
  asking("/auth", async (message, ask): Promise<Answer> => {
    const { query } = message;
    if (!query.has("redirect_uri")) return ask(message);
    const form = new URLSearchParams(query);
    form.set("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.set("client_assertion", freshAssertion(issuer));
    const headers = new Headers(message.headers);
    headers.set("content-type", "application/x-www-form-urlencoded");
    const pushed = await ask({
      ...message,
      path: "/request",
      method: "POST",
      query: new URLSearchParams(),
      form,
      headers,
    });
    if (!pushed.body.startsWith("{")) return pushed;
    const { request_uri, error } = JSON.parse(pushed.body);
    if (request_uri !== undefined)
      return ask({ ...message, query: new URLSearchParams({ client_id: query.get("client_id") ?? "", request_uri }) });
    if (query.get("redirect_uri") !== CALLBACK) return { ...pushed, body: "" };
    const back = new URLSearchParams({ error, state: query.get("state") ?? "", iss: issuer });
    return { status: 303, headers: new Headers({ location: `${CALLBACK}?${back}` }), body: "" };
  })();

export const FAPI: Readonly<Record<string, Mutant>> = {
  "the password grant": listed("fapi/no-password-grant", "grant_types_supported", "password", "metadata/no-password"),
  "tokens by the browser": listed("fapi/code-only", "response_types_supported", "code id_token"),
  "clients with secrets": listed(
    "fapi/client-authentication",
    "token_endpoint_auth_methods_supported",
    "client_secret_basic",
  ),
  "PKCE by plain": listed("fapi/s256", "code_challenge_methods_supported", "plain", "metadata/no-plain"),
  "ID tokens by ES512": listed("fapi/id-token-algorithms", "id_token_signing_alg_values_supported", "ES512"),
  "clients sign by RS256": listed(
    "fapi/client-algorithms",
    "token_endpoint_auth_signing_alg_values_supported",
    "RS256",
  ),
  "proofs by RS256": listed("fapi/proof-algorithms", "dpop_signing_alg_values_supported", "RS256"),
  "ID tokens by RS256": {
    does: "ID tokens are signed with RS256.",
    breaks: ["fapi/id-token-algorithms"],
    between: resigningIdTokens({ header: { alg: "RS256" } }),
  },
  "no bound tokens": {
    does: "The metadata has neither DPoP nor certificates.",
    breaks: ["fapi/sender-constrained"],
    between: saying(() => ({ dpop_signing_alg_values_supported: undefined })),
  },
  "pushing isn't required": {
    does: "Pushing isn't required.",
    // Nothing could be posted before, and that isn't on in the peer.
    breaks: ["authorization/post", "fapi/par", "fapi/plain-request-refused"],
    between: both(
      saying(() => ({ require_pushed_authorization_requests: false })),
      pushing,
    ),
  },
  "no iss": {
    does: "The metadata doesn't say that responses have iss.",
    breaks: ["fapi/iss", "metadata/iss-supported"],
    between: saying(() => ({ authorization_response_iss_parameter_supported: undefined })),
  },
  "a request_uri for an hour": {
    does: "A pushed request lasts for an hour.",
    breaks: ["fapi/request-uri-lifetime", "par/short-lived"],
    between: responding("/request", (answer) =>
      answer.status === 201 ? withMembers(answer, (all) => ({ ...all, expires_in: 3600 })) : answer,
    ) as never,
  },
  "requests that weren't pushed": {
    does: "A request with all its parameters in the URL leads to the page for signing in.",
    breaks: ["fapi/plain-request-refused"],
    between: asking("/auth", (message) =>
      message.query.has("redirect_uri")
        ? { status: 303, headers: new Headers({ location: "/interaction/x" }), body: "" }
        : message,
    ),
  },
};
