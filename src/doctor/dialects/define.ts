/** What a dialect is made of: how a provider is recognized, and what its messages mean. Data only. */
import type { CauseCode } from "../../reasons/causes.ts";
import type { Endpoint } from "../view.ts";

export interface Dialect {
  /** `microsoft`, `google`, … as in the cases. */
  readonly provider: string;
  /** As it is commonly called: `Microsoft Entra ID`. */
  readonly name: string;
  /** Hosts of its own, as suffixes: `login.microsoftonline.com`, `.b2clogin.com`. */
  readonly hosts: readonly string[];
  /** Other things by which its responses, requests and URLs are recognized, wherever it is hosted. */
  readonly marks?: readonly RegExp[];
  readonly signatures: readonly Signature[];
  /** Where it departs from the specifications. */
  readonly departures?: readonly { readonly says: string; readonly page: string }[];
}

/** One message of a provider, as it documents it or as its source prints it. All conditions that are given must hold. */
export interface Signature {
  /** The vendor's code, or a name of ours: unique within the dialect. */
  readonly id: string;
  /** The `error` of the response. */
  readonly error?: string | readonly string[];
  /** In description, message or text; case-insensitive unless the pattern says otherwise. Anchored to what the provider fixes, not to names of one case. */
  readonly says?: RegExp;
  readonly status?: number | readonly number[];
  readonly endpoint?: Endpoint;
  /** A parameter of the request that must be there, or have this form. */
  readonly parameter?: { readonly name: string; readonly like?: RegExp };
  /** The message says enough to know the provider by: it is accepted also where no host or mark tells. */
  readonly distinctive?: boolean;
  /** What it can mean; their weights need not come to one. */
  readonly means: readonly Meaning[];
  /** The page of the manual, or of the source that prints it. */
  readonly page: string;
  /** A message as the provider writes it, for the test: never one of the cases'. */
  readonly example: Example;
}

export interface Meaning {
  readonly reason: CauseCode;
  /** How sure: 0.95 where the message says just this, 0.3 where it is one of several. */
  readonly weight: number;
  /** What to do, in the provider's own terms: where in its console, under which name. */
  readonly fix: string;
  /** What tells this cause from the others. */
  readonly tell?: string;
}

export interface Example {
  readonly error?: string;
  readonly description?: string;
  readonly status?: number;
  /** The whole body, where it is no OAuth error. */
  readonly body?: string;
  readonly text?: string;
  readonly request?: string;
}
