/**
 * Redaction by rule. Only the values of parameters on this list are kept. Of all others, the name and the length are kept, and
 * of credentials also a thumbprint that shows whether two are the same. A redacted value is restored as asterisks of its
 * length, since no check looks further.
 */
import type { Refusal } from "../../reasons/index.ts";
import { scrub } from "../../reasons/scrub.ts";
import type { Authorization } from "../authorization-header.ts";
import { charactersOf } from "../characters.ts";
import { type Form, LIMITS } from "../form.ts";
import { mediaTypeOf } from "../media-type.ts";
import { lettersOf, nameShown } from "../parameter-names.ts";
import { namesWhere } from "../parameters.ts";
import type { Received } from "../received.ts";
import { keptAs, type Shape, type Thumbprint, Unreadable } from "../record.ts";
import {
  KEPT_FORM,
  KEPT_RECEIVED,
  type KeptAuthorization,
  type KeptForm,
  type KeptParameter,
  type KeptReceived,
} from "./kept-request.ts";

/** Parameters that decisions read, that aren't secret and say nothing about a user. */
const KEPT: ReadonlySet<string> = new Set(namesWhere(({ journal }) => journal === "value"));

const KEPT_LETTERS: ReadonlySet<string> = new Set([...KEPT].map(lettersOf));

/** Also under a name that means one of these: `grantType`. */
export const isKept = (name: string): boolean => KEPT.has(name) || KEPT_LETTERS.has(lettersOf(name));

/**
 * With any method other than S256 the challenge is the verifier itself (RFC 7636 4.2), and at the token endpoint it probably
 * is.
 */
const isVerifier = (name: string, { values }: Form): boolean =>
  lettersOf(name) === "codechallenge" && (values.get("code_challenge_method") !== "S256" || values.has("grant_type"));

/** Whether a value is a placeholder for one that was not kept. */
export const isCovered = (value: string): boolean => /^\*+$/.test(value);

/** Characters of a value that are kept. Evidence shows no more of one. Beyond them, the length is kept. */
const LONGEST = 1_500;

const CREDENTIALS: ReadonlySet<string> = new Set(namesWhere(({ journal }) => journal === "thumbprint"));

function redactForm(form: Form | Refusal, thumbprint: Thumbprint): KeptForm | Refusal {
  if ("refused" in form) return form;
  const parameters = [...form.values].map(([sent, value]): KeptParameter => {
    const name = nameShown(sent);
    if (isKept(name) && !isVerifier(name, form)) {
      const bare = scrub(value);
      return bare.length <= LONGEST ? [name, bare] : [name, bare.slice(0, LONGEST), charactersOf(bare)];
    }
    // In characters, as the bounds count them.
    const length = charactersOf(value);
    return CREDENTIALS.has(name) ? [name, length, thumbprint(value)] : [name, length];
  });
  return { parameters, repeated: form.repeated.map(nameShown) };
}

function restoreForm(kept: KeptForm | Refusal): Form | Refusal {
  if ("refused" in kept) return kept;
  const values = new Map<string, string>();
  for (const [name, value, length] of kept.parameters) {
    const restored =
      typeof value === "number"
        ? "*".repeat(value)
        : value + "*".repeat(Math.max(0, Number(length ?? 0) - charactersOf(value)));
    // Covered names may coincide. One that is too long isn't hidden by one that isn't.
    if ((values.get(name)?.length ?? 0) <= LIMITS.valueLength) values.set(name, restored);
  }
  return { values, repeated: kept.repeated };
}

function redact(received: Received, thumbprint: Thumbprint): KeptReceived {
  const { method, contentType, looks, authorization, headers, length, carried, hasBody, query, body } = received;
  return {
    method: method.slice(0, 40),
    contentType: contentType && mediaTypeOf(scrub(contentType)),
    ...(looks !== undefined && { looks }),
    length,
    ...(carried !== undefined && { carried }),
    hasBody,
    authorization: redactAuthorization(authorization, thumbprint),
    ...(headers !== undefined && {
      headers: [...headers].map(([name, value]) => [name, charactersOf(value), thumbprint(value)] as const),
    }),
    query: redactForm(query, thumbprint),
    body: redactForm(body, thumbprint),
  };
}

function restore(kept: KeptReceived): Received {
  const headers = kept.headers?.map(([name, length]) => [name, "*".repeat(Number(length))] as const);
  return {
    ...kept,
    contentType: kept.contentType,
    headers: headers && new Map(headers),
    authorization: restoreAuthorization(kept.authorization),
    query: restoreForm(kept.query),
    body: restoreForm(kept.body),
  };
}

function redactAuthorization(authorization: Authorization, thumbprint: Thumbprint): KeptAuthorization {
  switch (authorization.is) {
    case "basic": {
      const { clientId, secret, undecoded } = authorization;
      const encoded = undecoded && scrub(undecoded.clientId);
      return { is: "basic", clientId: scrub(clientId), length: secret.length, encoded };
    }
    case "bearer": {
      const { scheme, token } = authorization;
      return { is: "bearer", scheme, length: token.length, thumbprint: thumbprint(token) };
    }
    default:
      return authorization;
  }
}

function restoreAuthorization(kept: KeptAuthorization): Authorization {
  switch (kept.is) {
    case "basic": {
      const secret = "*".repeat(kept.length);
      const undecoded = kept.encoded === undefined ? undefined : { clientId: kept.encoded, secret };
      return { is: "basic", clientId: kept.clientId, secret, undecoded };
    }
    case "bearer":
      return { is: "bearer", scheme: kept.scheme, token: "*".repeat(kept.length) };
    default:
      return kept;
  }
}

/** A form, as a record keeps it. */
export const FORM = keptAs<Form | Refusal, KeptForm | Refusal>(KEPT_FORM, redactForm, restoreForm);

/** A form that could be read. */
export const READABLE_FORM: Shape<Form> = {
  write: (form, thumbprint) => FORM.write(form, thumbprint),
  read(kept) {
    const form = FORM.read(kept);
    if ("refused" in form) throw new Unreadable("a form");
    return form;
  },
};

/** What was received, as a record keeps it. */
export const RECEIVED = keptAs<Received, KeptReceived>(KEPT_RECEIVED, redact, restore);
