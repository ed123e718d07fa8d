/** Whether a request object is the client's, for this server, and in time (RFC 9101 6, 10). */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { quotable } from "../../reasons/scrub.ts";
import { rfc } from "../../specs.ts";
import type { Client } from "../client.ts";
import type { Check } from "../decision.ts";
import { type Encryption, encryptionOf } from "../encryption.ts";
import type { Form } from "../form.ts";
import { profileOf } from "../profiles/index.ts";
import type { SentClaims } from "../sent-jwt.ts";
import type { RequestObject } from "./object.ts";

export interface ObjectGiven {
  readonly object: RequestObject;
  /** The parameters beside it. */
  readonly sent: Form;
  readonly client: Client;
  readonly now: number;
}

/** Milliseconds by which the clock of a client may differ. */
const SKEW = 60_000;
/** The same for nbf and iat. FAPI 2.0 wants 10 seconds to be accepted and more than 60 to be refused, also on a slow machine. */
const AHEAD = 30_000;

/** Whether the client may send objects that nobody has signed. */
const mayBeUnsigned = (client: Client): boolean => client.requestObjectSigningAlg === "none" && !mustSign(client);

/** Whether the client must sign its requests. */
const mustSign = (client: Client): boolean =>
  client.requireSignedRequestObject === true || profileOf(client).signedMessages === true;

/** Whether the bounds of FAPI 2.0 Message Signing hold: also for a client of the Security Profile that signs its requests alone. */
const isBounded = (client: Client): boolean => {
  const { signedMessages, pushedRequests } = profileOf(client);
  return signedMessages === true || (pushedRequests === true && mustSign(client));
};

/** What an object must have to be one of FAPI 2.0 Message Signing (5.3.1): it is for this server, and not for long. */
function loose({ aud, exp, nbf }: SentClaims): Refusal | undefined {
  if (aud === undefined) return invalid("aud", "is missing, but the client's profile requires it");
  if (typeof exp !== "number") return invalid("exp", "is missing, but the client's profile requires it");
  if (typeof nbf !== "number") return invalid("nbf", "is missing, but the client's profile requires it");
  return exp - nbf > LONGEST ? invalid("exp", `is more than ${LONGEST} seconds after nbf`) : undefined;
}

/** Seconds from nbf to exp, and from nbf to now, in FAPI 2.0 Message Signing. */
const LONGEST = 3600;

const invalid = (claim: string, problem: string): Refusal => refuse("request/object-claim-invalid", { claim, problem });

const claimsOf = ({ object: { jwt } }: ObjectGiven): SentClaims => (jwt.is === "malformed" ? {} : jwt.claims);

/** What must be the same in the object and beside it, if it is in both (RFC 9101 5, RFC 9126 3, OpenID Connect Core 6.1). */
function differing(given: ObjectGiven): Refusal | undefined {
  const { client_id: clientId, response_type: inside } = claimsOf(given);
  if (clientId !== undefined && clientId !== given.client.id)
    return invalid("client_id", `isn't ${given.client.id}, the client`);
  const beside = given.sent.values.get("response_type");
  return inside === undefined || beside === undefined || inside === beside
    ? undefined
    : invalid("response_type", `isn't '${quotable(beside, 100)}', the response_type beside the object`);
}

/** What a client is registered for holds for all its objects. Without that, any supported algorithm will do, and none (OpenID Connect Core 6.1). */
function decryptionFault({ object: { encryption }, client }: ObjectGiven): Refusal | undefined {
  const registered = encryptionOf(client.requestObjectEncryptionAlg, client.requestObjectEncryptionEnc);
  if (encryption === undefined)
    return registered && refuse("request/object-undecryptable", { because: "not-encrypted", ...told(registered) });
  const { alg = "none", enc = "none", kid, because } = encryption;
  const sent = { alg: quotable(alg, 40), enc: quotable(enc, 40), kid: kid && quotable(kid, 100) };
  if (because !== undefined) return refuse("request/object-undecryptable", { because, ...sent });
  return registered !== undefined && (registered.alg !== alg || registered.enc !== enc)
    ? refuse("request/object-undecryptable", { because: "registered", ...sent, ...told(registered) })
    : undefined;
}

const told = ({ alg, enc }: Encryption) => ({ registered: `${alg} ${enc}` });

export const objectChecks: readonly Check<ObjectGiven>[] = [
  {
    asks: "Can the request object be fetched, if it is at a URL?",
    cites: rfc(9101, "5.2"),
    run: ({ object: { unfetched } }) =>
      unfetched === undefined ? undefined : refuse("request/object-uri-invalid", { because: unfetched }),
  },
  {
    asks: "Is it encrypted as it must be, and can it be decrypted?",
    cites: rfc(9101, "6.1"),
    run: decryptionFault,
  },
  {
    asks: "Can the request object be read?",
    cites: rfc(9101, "6.2"),
    run: ({ object: { jwt } }) =>
      jwt.is === "malformed" ? refuse("request/object-malformed", { looks: jwt.looks, length: jwt.length }) : undefined,
  },
  {
    asks: "May the client send such request objects?",
    cites: rfc(9101, "10.5"),
    run: ({ object: { jwt }, client }) => {
      if (jwt.is === "malformed") return undefined;
      const { alg } = jwt.header;
      if (alg === "none")
        // For whoever must sign, it is the signature that is wrong.
        return mayBeUnsigned(client) || mustSign(client)
          ? undefined
          : refuse("request/object-unsupported", { unsigned: true });
      const isKeyless =
        client.requestObjectSigningAlg === undefined && jwt.is === "unverified" && jwt.because === "no-keys";
      return isKeyless ? refuse("request/object-unsupported", { unsigned: false }) : undefined;
    },
  },
  {
    asks: "Is it signed by the client?",
    cites: rfc(9101, "6.2"),
    run: ({ object: { jwt, unsigned }, client }) => {
      const { requestObjectSigningAlg: registered } = client;
      if (jwt.is === "malformed") return undefined;
      const { alg, kid } = jwt.header;
      const evidence = { alg: quotable(alg ?? "none", 40), kid: kid && quotable(kid, 100) };
      if (alg === "none" && mustSign(client))
        return refuse("request/object-unverified", { because: "alg", ...evidence });
      if (alg === "none")
        return unsigned ? undefined : refuse("request/object-unverified", { because: "signature", ...evidence });
      if (registered !== undefined && alg !== undefined && alg !== registered)
        return refuse("request/object-unverified", { because: "alg", registered, ...evidence });
      return jwt.is === "unverified"
        ? refuse("request/object-unverified", { because: jwt.because, detail: jwt.detail, ...evidence })
        : undefined;
    },
  },
  {
    asks: "Is its type that of a request object?",
    cites: rfc(9101, "10.8"),
    run: ({ object: { jwt } }) => {
      const typ = jwt.is === "malformed" ? undefined : jwt.header.typ?.toLowerCase().replace(/^application\//, "");
      return typ === undefined || typ === "jwt" || typ === "oauth-authz-req+jwt"
        ? undefined
        : invalid("typ", `is '${quotable(typ, 40)}'; expected oauth-authz-req+jwt`);
    },
  },
  {
    asks: "Is it from the client and for this server?",
    cites: rfc(9101, "4"),
    run: (given) => {
      const { iss, aud, sub } = claimsOf(given);
      const { client, object } = given;
      // OpenID Connect Core 6.1 wants neither of objects that aren't signed.
      if (iss !== undefined && iss !== client.id) return invalid("iss", `isn't ${client.id}, the client`);
      // A JWT with it could be used to authenticate the client, or be one that was (RFC 9101 10.8).
      if (sub === client.id) return invalid("sub", `is ${client.id}, as of a JWT that authenticates the client`);
      const isForUs = aud === undefined || (Array.isArray(aud) ? aud : [aud]).includes(object.issuer);
      return isForUs ? undefined : invalid("aud", `isn't ${object.issuer}, the issuer`);
    },
  },
  {
    asks: "Is it valid at this time?",
    cites: rfc(7519, "4.1.4"),
    run: (given) => {
      const { exp, nbf, iat } = claimsOf(given);
      const { now } = given;
      for (const [name, value] of [
        ["exp", exp],
        ["nbf", nbf],
        ["iat", iat],
      ] as const)
        if (value !== undefined && typeof value !== "number")
          return invalid(name, "isn't a number of seconds since 1970");
      if (typeof exp === "number" && now >= exp * 1000 + SKEW)
        return invalid("exp", `is over since ${Math.round(now / 1000 - exp)} s`);
      const isStrict = isBounded(given.client);
      const isLoose = isStrict ? loose(claimsOf(given)) : undefined;
      if (isLoose !== undefined) return isLoose;
      if (isStrict && now > (Number(nbf) + LONGEST) * 1000 + SKEW)
        return invalid("nbf", `is more than ${LONGEST} seconds ago`);
      const ahead = Object.entries({ nbf, iat }).find(([, at]) => typeof at === "number" && now < at * 1000 - AHEAD);
      return ahead && invalid(ahead[0], `lies ${Math.round(Number(ahead[1]) - now / 1000)} s ahead`);
    },
  },
  {
    asks: "Does it agree with what is beside it?",
    cites: rfc(9101, "5"),
    run: differing,
  },
  {
    asks: "Does it have its parameters itself?",
    cites: rfc(9101, "4"),
    run: (given) => {
      const nested = ["request", "request_uri"].find((name) => claimsOf(given)[name] !== undefined);
      if (nested !== undefined) return invalid(nested, "is within the object, which must have its parameters itself");
      const isTwice = given.sent.values.has("request_uri") && given.sent.values.has("request");
      return isTwice ? invalid("request_uri", "is beside the object") : undefined;
    },
  },
  {
    asks: "Is each of its parameters one value, unless it is a list?",
    cites: rfc(9101, "4"),
    run: ({ object: { listed } }) =>
      listed === undefined ? undefined : invalid(listed, "is a list, but must be one text"),
  },
];

/** Of a request without an object. */
export const objectlessCheck: Check<{ readonly to: { readonly client: Client } }> = {
  asks: "Is it within a signed request object, if it must be?",
  cites: rfc(9101, "10.5"),
  run: ({ to: { client } }) =>
    mustSign(client) ? refuse("request/object-required", { clientId: client.id }) : undefined,
};
