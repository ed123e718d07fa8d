/** Faults of the metadata. */
import { METADATA, responding, withHeader, withMembers } from "../between.ts";
import type { Fixed, Mutant } from "../through.ts";

type Members = Record<string, unknown>;
const OPENID = "/.well-known/openid-configuration";

const says = (
  breaks: readonly string[],
  change: (members: Members, server: Fixed) => Members,
  path = METADATA,
): Mutant => ({
  does: "The metadata says something wrong.",
  breaks,
  between: responding(path, (answer, _, server) =>
    answer.status === 200 ? withMembers(answer, (all) => change(all, server)) : answer,
  ),
});

const without = (breaks: readonly string[], ...names: readonly string[]): Mutant =>
  says(breaks, (all) => Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name))));

/** In the OpenID document alone, so that codes can still be got. */
const openidWithout = (breaks: readonly string[], name: string): Mutant =>
  says(breaks, ({ [name]: _, ...rest }) => rest, OPENID);

const lists = (name: string, change: (list: readonly string[]) => readonly string[]) => (all: Members) => ({
  ...all,
  [name]: change((all[name] as string[] | undefined) ?? []),
});

export const METADATA_FAULTS: Readonly<Record<string, Mutant>> = {
  "issuer with a slash": says(["metadata/issuer"], (all) => ({ ...all, issuer: `${all.issuer}/` })),
  "metadata as text": {
    does: "The metadata is text/plain.",
    breaks: ["metadata/json"],
    between: responding(METADATA, (answer) => withHeader(answer, "content-type", "text/plain")),
  },
  "an endpoint without TLS": says(["metadata/https-endpoints"], (all) => ({
    ...all,
    registration_endpoint: "http://login.example/register",
  })),
  "an endpoint with a fragment": says(["metadata/no-fragment"], (all, { issuer }) => ({
    ...all,
    device_authorization_endpoint: `${issuer}/device#start`,
  })),
  "no response types": without(
    ["metadata/response-types", "openid-metadata/response-types"],
    "response_types_supported",
  ),
  "an empty member": says(["metadata/no-empty-members"], (all) => ({ ...all, op_tos_uri: null })),
  "an empty list": says(["metadata/no-empty-lists"], (all) => ({ ...all, ui_locales_supported: [] })),
  "signing without algorithms": says(
    ["metadata/signing-algorithms"],
    ({ token_endpoint_auth_signing_alg_values_supported: _, ...rest }) => rest,
  ),
  "clients may sign with none": says(["metadata/no-none-for-clients"], (all) => ({
    ...all,
    token_endpoint_auth_signing_alg_values_supported: ["none"],
  })),
  "PKCE unsaid": without(["metadata/pkce-s256"], "code_challenge_methods_supported"),
  "plain listed": says(
    ["metadata/no-plain"],
    lists("code_challenge_methods_supported", (all) => [...all, "plain"]),
  ),
  "implicit listed": says(
    ["metadata/no-implicit"],
    lists("response_types_supported", (all) => [...all, "token"]),
  ),
  "password listed": says(
    ["metadata/no-password"],
    lists("grant_types_supported", (all) => [...all, "password"]),
  ),
  "iss unsaid": without(["metadata/iss-supported"], "authorization_response_iss_parameter_supported"),
  "code without its grant": says(
    ["metadata/grant-types"],
    lists("grant_types_supported", (all) => all.filter((one) => one !== "authorization_code")),
  ),
  "two documents, two answers": says(
    ["metadata/documents-agree"],
    (all) => ({ ...all, service_documentation: "https://docs.example" }),
    OPENID,
  ),
  "no subject types": openidWithout(["openid-metadata/subject-types"], "subject_types_supported"),
  "no algorithms of ID tokens": openidWithout(
    ["openid-metadata/id-token-algorithms", "openid-metadata/rs256"],
    "id_token_signing_alg_values_supported",
  ),
  "no RS256": says(
    ["openid-metadata/rs256"],
    lists("id_token_signing_alg_values_supported", (all) => all.filter((one) => one !== "RS256")),
  ),
  "no jwks_uri": openidWithout(["openid-metadata/jwks-uri"], "jwks_uri"),
  "no authorization endpoint": openidWithout(["openid-metadata/authorization-endpoint"], "authorization_endpoint"),
  "no token endpoint": openidWithout(["openid-metadata/token-endpoint"], "token_endpoint"),
  "openid unlisted": says(
    ["openid-metadata/openid-scope"],
    lists("scopes_supported", (all) => all.filter((one) => one !== "openid")),
  ),
  "no claims": openidWithout(["openid-metadata/claims"], "claims_supported"),
  "sign-outs told of in words": says(
    ["front", "front-session", "back", "back-session"].map((one) => `logout-metadata/${one}`),
    (all) => ({
      ...all,
      frontchannel_logout_supported: "yes",
      frontchannel_logout_session_supported: "yes",
      backchannel_logout_supported: 1,
      backchannel_logout_session_supported: "true",
    }),
  ),
  "no userinfo": openidWithout(["openid-metadata/userinfo"], "userinfo_endpoint"),
};
