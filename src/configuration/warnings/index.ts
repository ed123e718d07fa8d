/** Every warning, and those that apply to a configuration. */

import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Configuration } from "../schema.ts";
import { clients } from "./clients.ts";
import { data } from "./data.ts";
import type { Certificate, Check, Facts } from "./define.ts";
import { lifetimes } from "./lifetimes.ts";
import { network } from "./network.ts";
import { redirectUris } from "./redirect-uris.ts";
import { scopes } from "./scopes.ts";
import { secrets } from "./secrets.ts";
import { trustedIssuers } from "./trusted-issuers.ts";

export type { Check, Facts } from "./define.ts";

/** A setting that works, but won't do what its author expects. `key` is the setting. No secret is in it. */
export interface ConfigurationWarning {
  /** The name of the warning, for programs. A released name is never reused. */
  readonly name: string;
  /** The setting, e.g. `clients[0].scopes`, or an environment variable. */
  readonly key: string;
  /** The setting's value; never that of a secret. */
  readonly is: string;
  /** The consequence. */
  readonly means: string;
  /** What to set. */
  readonly fix: string;
}

export const CHECKS: readonly Check[] = [
  ...network,
  ...secrets,
  ...data,
  ...lifetimes,
  ...scopes,
  ...redirectUris,
  ...clients,
  ...trustedIssuers,
];

/** The warnings of a checked configuration. `alone`: those of a server that listens on its own; otherwise the others. */
export function warningsOf(facts: Facts, { alone }: { readonly alone: boolean }): readonly ConfigurationWarning[] {
  return CHECKS.filter((check) => (check.alone === true) === alone).flatMap(({ name, means, fix, find }) =>
    [...find(facts)].map(({ key, is }) => ({ name, key, is, means, fix })),
  );
}

/** A warning in one line, with the fix first. */
export const inWords = ({ key, is, means, fix }: ConfigurationWarning): string => `${fix} ${key} is ${is}. ${means}`;

/** The certificate that a configuration names; `undefined` if there is none or it can't be read. */
export function certificateOf({ tls }: Configuration): Certificate | undefined {
  if (tls === undefined) return undefined;
  try {
    const certificate = new X509Certificate(readFileSync(tls.cert));
    return {
      checkHost: (name) => certificate.checkHost(name),
      checkIP: (address) => certificate.checkIP(address),
      validTo: Date.parse(certificate.validTo),
    };
  } catch {
    return undefined;
  }
}
