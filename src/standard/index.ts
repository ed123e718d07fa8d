/**
 * The registry of standard error codes: all that IANA's registry lists, and those that final specifications define
 * in addition, by the family of documents that they come from. Data only; facts and section numbers, in our own words.
 */
import { bearer } from "./bearer.ts";
import { credentials } from "./credentials.ts";
import type { StandardCode, Use } from "./define.ts";
import { waiting } from "./device.ts";
import { extensions } from "./extensions.ts";
import { federation } from "./federation.ts";
import { locations } from "./locations.ts";
import { oauthAuthorization } from "./oauth-authorization.ts";
import { oauthToken } from "./oauth-token.ts";
import { openidConnect } from "./openid.ts";
import { registration } from "./registration.ts";
import { requestObject } from "./request-object.ts";
import { userManaged } from "./uma.ts";

/** IANA's registry, and the day of the state that these entries were held against. */
export const registry = {
  title: "OAuth Extensions Error Registry",
  url: "https://www.iana.org/assignments/oauth-parameters/oauth-parameters.xhtml#extensions-error",
  asOf: "2026-03-25",
} as const;

export interface StandardFamily {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly errors: readonly StandardCode[];
}

export const standardFamilies: readonly StandardFamily[] = [
  {
    id: "oauth",
    title: "OAuth 2.0",
    about: "The codes that every authorization server returns.",
    errors: [...oauthAuthorization, ...oauthToken],
  },
  {
    id: "access",
    title: "Access to APIs",
    about: "What APIs return about tokens and about the proofs sent with them.",
    errors: bearer,
  },
  {
    id: "openid-connect",
    title: "OpenID Connect",
    about:
      "What the user would have to do if the client had not forbidden pages, and what the provider doesn't support.",
    errors: openidConnect,
  },
  {
    id: "request-objects",
    title: "Request objects",
    about: "Authorization requests that come as signed or encrypted JWTs.",
    errors: requestObject,
  },
  {
    id: "waiting",
    title: "Waiting for the user",
    about: "The device grant and CIBA: the user decides on another device, and the client polls until then.",
    errors: waiting,
  },
  {
    id: "extensions",
    title: "Resources, details, grants and revocation",
    about: "Smaller extensions of OAuth.",
    errors: extensions,
  },
  {
    id: "registration",
    title: "Client registration",
    about: "A client registers itself, or changes its registration.",
    errors: registration,
  },
  {
    id: "uma",
    title: "User-Managed Access",
    about: "Permission tickets: one user's resources, used by another.",
    errors: userManaged,
  },
  {
    id: "federation",
    title: "OpenID Federation",
    about: "Trust through chains of signed statements.",
    errors: federation,
  },
  {
    id: "credentials",
    title: "Verifiable credentials",
    about: "Presenting credentials from a wallet, and issuing them to one.",
    errors: credentials,
  },
];

/** Every standard error code, in the order of the families. */
export const standardErrors: readonly StandardCode[] = standardFamilies.flatMap(({ errors }) => errors);

const byName = new Map(standardErrors.map((entry) => [entry.error, entry]));

/** Looks a code up by what goes over the wire as `error`. */
export function standardError(name: string): StandardCode | undefined {
  return byName.get(name);
}

/** The HTTP statuses with which a code may be returned at a place; none where it goes by redirect or by notification. */
export function statusesOf({ at, statuses }: Use): readonly number[] {
  return statuses ?? locations[at].statuses;
}
