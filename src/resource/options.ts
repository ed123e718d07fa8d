/** What an API says about itself, and what it is told about a call. */

/** What an API accepts, and by whom its tokens are issued. */
export interface ProtectOptions {
  /** The issuer of its tokens, exactly as its metadata has it. */
  readonly issuer: string;
  /** The API's own identifier: what `aud` must contain. If it is a URL, DPoP proofs name its origin. */
  readonly resource: string;
  /** The origin under which clients know the API, if that of `resource` isn't it. What a proxy forwards is not believed. */
  readonly origin?: string;
  /** Credentials with which the API introspects tokens (RFC 7662). Without them, tokens are JWTs, checked with the issuer's keys. */
  readonly introspection?: {
    readonly clientId: string;
    readonly clientSecret: string;
    /**
     * Asks for signed responses (RFC 9701), and accepts no others: they are evidence of what the issuer said, whoever is in between. With a
     * private key as a JWK, they may be encrypted to it as well.
     */
    readonly signed?: boolean | { readonly decryptWith: Readonly<Record<string, unknown>> };
  };
  /** Value of `typ` that JWTs must have. The default is `at+jwt` (RFC 9068 2.1); `false` accepts any but an ID token's. */
  readonly typ?: string | false;
  /**
   * Header in which a proxy forwards the certificate of the client (RFC 9440, or PEM that is percent-encoded), for tokens that are bound to one.
   * The proxy must set it on every call. Without it, the certificate of the connection itself is taken.
   */
  readonly certificateHeader?: string;
  /**
   * Looks a token up, instead of using the issuer's keys or introspection: for an API in the issuer's own process, or one that keeps its tokens.
   * It says whether the issuer issued the token, and whether the token is still valid. Everything else is checked as usual.
   */
  readonly lookUp?: (token: string, call: Call) => Promise<LookedUp> | LookedUp;
  /**
   * Called with every refusal before it is sent, to keep or count it. Never with the token. What it returns replaces the explanation in the
   * response. If it rejects, the check does too, so the call isn't let in.
   */
  readonly onRefusal?: (refused: RefusedCall, call: Call) => Explained | undefined | Promise<Explained | undefined>;
  /** Whether tokens without a key are refused. */
  readonly dpopRequired?: boolean;
  /**
   * Whether something is used for the first time, for APIs with several processes: proofs work once (RFC 9449 11.1). `until` in milliseconds.
   * The default remembers them in this process.
   */
  readonly isFirstUse?: (hash: string, until: number) => boolean | Promise<boolean>;
  /** Names of scopes, for the metadata. */
  readonly scopes?: readonly string[];
  /** Types of authorization details, for the metadata. */
  readonly detailTypes?: readonly string[];
  /** A name for users, for the metadata. */
  readonly name?: string;
  /** Sends requests to the issuer. The default is `fetch`. */
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970. The default is the system's clock. */
  readonly clock?: () => number;
}

/** What one operation of the API needs. */
export interface Demand {
  /** Scopes that the token must all have, separated by spaces. */
  readonly scope?: string;
  /** Classes of authentication, one of which the user must have met (RFC 9470 3). */
  readonly acr?: readonly string[];
  /** Seconds since the user signed in, at most (RFC 9470 3). */
  readonly maxAge?: number;
  /** Authorization details, of which the token must have at least one (RFC 9396 9). */
  readonly details?: DetailDemand;
}

/** Which authorization details are enough. */
export interface DetailDemand {
  /** Their type. */
  readonly type: string;
  /** What each of them must allow, all of it: its member `actions`. */
  readonly actions?: readonly string[];
}

/** One of the authorization details of a token. */
export type TokenDetail = Readonly<Record<string, unknown>> & { readonly type: string };

/** A call as a host received it. Header names in lower case. */
export interface Call {
  /** As it was sent, in capitals. */
  readonly method: string;
  /** Path and query, or the whole URL. */
  readonly url: string;
  /** The header Authorization. */
  readonly authorization: string | undefined;
  /** The header DPoP; several joined with commas. */
  readonly dpop: string | undefined;
  /** The certificate that the client connected with (RFC 8705), in base64. */
  readonly certificate?: string | undefined;
}

/** Who calls, by a token that is right. */
export interface Caller {
  /** The user, or the client itself. */
  readonly subject: string;
  /** The client that the token was issued to. */
  readonly clientId: string;
  /** The scopes of the token. */
  readonly scopes: readonly string[];
  /** The authorization details of the token: those that the call demands, or all of them. */
  readonly details: readonly TokenDetail[];
  /** All claims of the token, or what introspection returned. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** What was found for a token: its claims, by their names in RFC 9068, or why it isn't accepted. */
export type LookedUp =
  | { readonly claims: Readonly<Record<string, unknown>> }
  | {
      readonly fault: {
        /** The cause, by its code in the catalogue. */
        readonly refused: "token/malformed" | "token/unknown" | "token/expired" | "token/revoked";
        /** What the cause is based on, by the names in the catalogue. */
        readonly evidence: Readonly<Record<string, unknown>>;
      };
    };

/** A refusal, as the catalogue names it. */
export interface RefusedCall {
  /** The code of the cause in the catalogue, such as `token/expired`. */
  readonly cause: string;
  /** What the cause is based on, by the names in the catalogue. Never a token. */
  readonly evidence: Readonly<Record<string, unknown>>;
  /** The HTTP status of the response. */
  readonly status: number;
  /** What the operation needs. */
  readonly demand: Demand;
}

/** An explanation of one's own. */
export interface Explained {
  /** Instead of the description, such as one with a reference. */
  readonly description?: string;
  /** Instead of the page of the cause: where this refusal is explained. */
  readonly uri?: string;
}

/** A call that is refused: the response to send. */
export interface Denied {
  /** The code of the cause in the catalogue, such as `token/expired`; none if the issuer doesn't respond. */
  readonly cause: string | undefined;
  /** The HTTP status. */
  readonly status: number;
  /** Its headers, with the challenge. */
  readonly headers: Readonly<Record<string, string>>;
  /** Its body, in JSON. */
  readonly body: string;
}

/** Distinguishes a refused call from a caller. */
export const isDenied = (outcome: Caller | Denied): outcome is Denied => "status" in outcome;

export type Claims = Readonly<Record<string, unknown>>;

/** The issuer can't be reached, or says nothing that can be used. */
export class Unavailable extends Error {}
