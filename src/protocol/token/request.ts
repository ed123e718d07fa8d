/** The token request, typed (RFC 6749 4.1.3, 4.4.2, 6). */
import { refuse } from "../../reasons/index.ts";
import { quotable } from "../../reasons/scrub.ts";
import { rfc } from "../../specs.ts";
import { GRANT_TYPES, type GrantType } from "../client.ts";
import { credentialChecks } from "../client-authentication/request.ts";
import type { Check } from "../decision.ts";
import { nearest } from "../edits.ts";
import { refuseAbsent, sentAs } from "../parameter-names.ts";
import { readBy } from "../parameters.ts";
import { type Posted, postChecks } from "../post.ts";
import { formOf, type Received } from "../received.ts";
import { type Target, targetOf } from "../scope/target.ts";

interface CodeRequest {
  readonly grantType: "authorization_code";
  readonly code: string;
  readonly redirectUri: string | undefined;
  readonly codeVerifier: string | undefined;
  /** Under which names these two were probably sent, if they are missing. */
  readonly nearRedirectUri?: string | undefined;
  readonly nearCodeVerifier?: string | undefined;
  readonly target?: Target | undefined;
}
interface RefreshRequest {
  readonly grantType: "refresh_token";
  readonly refreshToken: string;
  readonly scope: string | undefined;
  readonly target?: Target | undefined;
}
interface ClientCredentialsRequest {
  readonly grantType: "client_credentials";
  readonly scope: string | undefined;
  /** Under which name the scope was probably sent, if it is missing. */
  readonly nearScope?: string | undefined;
  readonly target?: Target | undefined;
}

export type TokenRequest = CodeRequest | RefreshRequest | ClientCredentialsRequest;

/** The request of one grant type. */
export type TokenRequestOf<G extends GrantType> = Extract<TokenRequest, { grantType: G }>;

const KNOWN = readBy("token");

/** The parameter that a request of a grant type requires. */
const REQUIRED: Readonly<Partial<Record<GrantType, string>>> = {
  authorization_code: "code",
  refresh_token: "refresh_token",
};

const isGrantType = (text: string | undefined): text is GrantType => GRANT_TYPES.some((known) => known === text);

/** Whether the request is a token request with readable credentials. */
export const tokenRequestChecks: readonly Check<Posted>[] = [
  ...postChecks(KNOWN),
  {
    asks: "Does the request name a grant type?",
    cites: rfc(6749, "4.1.3"),
    run: ({ received: { body } }) => {
      const { values } = formOf(body);
      return values.has("grant_type") ? undefined : refuseAbsent("grant_type", values.keys(), KNOWN);
    },
  },
  {
    asks: "Is the grant type offered?",
    cites: rfc(6749, "5.2"),
    run: ({ received: { body } }) => {
      const sent = formOf(body).values.get("grant_type");
      return sent === undefined || isGrantType(sent)
        ? undefined
        : refuse("request/grant-type-unsupported", {
            sent: quotable(sent, 100),
            offered: GRANT_TYPES,
            near: nearest(sent, GRANT_TYPES),
          });
    },
  },
  {
    asks: "Does it bring what is to be exchanged?",
    cites: rfc(6749, "4.1.3"),
    run: ({ received: { body } }) => {
      const { values } = formOf(body);
      const required = REQUIRED[values.get("grant_type") as GrantType];
      return required === undefined || values.has(required) ? undefined : refuseAbsent(required, values.keys(), KNOWN);
    },
  },
  ...credentialChecks,
];

/** The token request, after the checks have found it valid. */
export function tokenRequestOf({ body }: Received): TokenRequest {
  const { values } = formOf(body);
  const grantType = values.get("grant_type") as GrantType;
  const scope = values.get("scope");
  const target = targetOf({ values });
  const missing = (name: string) => (values.has(name) ? undefined : sentAs(name, values.keys(), KNOWN));
  switch (grantType) {
    case "client_credentials":
      return { grantType, scope, target, nearScope: missing("scope") };
    case "authorization_code":
      return {
        grantType,
        code: values.get("code") ?? "",
        redirectUri: values.get("redirect_uri"),
        codeVerifier: values.get("code_verifier"),
        nearRedirectUri: missing("redirect_uri"),
        nearCodeVerifier: missing("code_verifier"),
        target,
      };
    case "refresh_token":
      return { grantType, refreshToken: values.get("refresh_token") ?? "", scope, target };
  }
}
