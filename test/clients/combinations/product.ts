/** The product of what the client libraries can switch on, without the pairs that don't exist. */

export const AUTHENTICATIONS = [
  "none",
  "client_secret_basic",
  "client_secret_post",
  "client_secret_jwt",
  "private_key_jwt",
  "tls_client_auth",
  "self_signed_tls_client_auth",
] as const;

/** What the authorization response is: parameters, a JWT (JARM), or a code with an ID token, whose `s_hash` FAPI 1.0 has clients check. */
export const RESPONSES = ["code", "code, as a JWT", "code id_token", "code id_token, detached", "id_token"] as const;

export interface Combination {
  readonly authentication: (typeof AUTHENTICATIONS)[number];
  readonly response: (typeof RESPONSES)[number];
  /** Whether the request is pushed (RFC 9126), and whether it is a signed object (RFC 9101). */
  readonly pushed: boolean;
  readonly signed: boolean;
  /** Whether code and tokens are bound to a key (RFC 9449). */
  readonly dpop: boolean;
  /** Whether ID tokens are encrypted. */
  readonly encrypted: boolean;
}

const EITHER = [false, true] as const;

/** A response without a code has no tokens that could be bound. */
const exists = ({ response, dpop }: Combination): boolean => !(response === "id_token" && dpop);

/** The combinations of one way to authenticate. */
export function combinationsOf(authentication: Combination["authentication"]): readonly Combination[] {
  return RESPONSES.flatMap((response) =>
    EITHER.flatMap((pushed) =>
      EITHER.flatMap((signed) =>
        EITHER.flatMap((dpop) =>
          EITHER.map((encrypted) => ({ authentication, response, pushed, signed, dpop, encrypted })),
        ),
      ),
    ),
  ).filter(exists);
}

/** The id of the client that a combination is of. */
export const clientIdOf = ({ authentication, encrypted }: Combination): string =>
  `${authentication}${encrypted ? "-encrypted" : ""}`;

/** As a line of a report has it. */
export const nameOf = ({ response, pushed, signed, dpop, encrypted }: Combination): string =>
  [response, pushed && "PAR", signed && "JAR", dpop && "DPoP", encrypted && "encrypted"].filter(Boolean).join(" + ");
