/** What a dialect is made of: how a provider is recognized, and what its messages mean. dialects/*.yaml has them all. */
import type { CauseCode } from "../../reasons/causes.ts";
import type { Endpoint } from "../view.ts";
import type { Letters } from "./letters.ts";

export interface Dialect {
  /** `microsoft`, `google`, … as in the cases. */
  readonly provider: string;
  /** As it is commonly called: `Microsoft Entra ID`. */
  readonly name: string;
  /** A service runs at hosts of its own only, anybody hosts software, and a library runs in the client or the API. */
  readonly kind: "service" | "software" | "library";
  /** Hosts of its own, as suffixes: `login.microsoftonline.com`, `.b2clogin.com`. */
  readonly hosts: readonly string[];
  /** Other things by which its responses, requests and URLs are recognized, wherever it is hosted. */
  readonly marks: readonly Mark[];
  /** All of them. */
  readonly signatures: readonly Signature[];
  /** Where the signatures are that a text with these letters may fit. */
  placesIn(letters: Letters): readonly number[];
  /** The signature at a place. */
  signature(at: number): Signature | undefined;
  /** Where it departs from the specifications. */
  readonly departures: readonly Departure[];
}

/** What is asked of a regular expression here. */
export type Pattern = Pick<RegExp, "test" | "exec">;

export interface Mark extends Pattern {
  readonly needs: readonly string[];
}

/** One message of a provider, as it documents it or as its source prints it. All conditions that are given must hold. */
export interface Signature {
  /** The vendor's code, or a name of ours: unique within the dialect. */
  readonly id: string;
  /** The `error` of the response. */
  readonly error?: string | readonly string[] | undefined;
  /** In description, message or text. Anchored to what the provider fixes, not to names of one case. */
  readonly says?: Pattern | undefined;
  readonly status?: number | readonly number[] | undefined;
  readonly endpoint?: Endpoint | undefined;
  /** A parameter of the request that must be there, or have this form. */
  readonly parameter?: { readonly name: string; readonly like?: Pattern | undefined } | undefined;
  /** The message says enough to know the provider by: it is accepted also where no host or mark tells. */
  readonly distinctive: boolean;
  /** What it can mean; their weights need not come to one. */
  readonly means: readonly Meaning[];
  /** The page of the manual, or of the source that prints it. */
  readonly page: string;
  readonly source: Source;
}

export interface Meaning {
  readonly reason: CauseCode;
  /** How sure: 0.95 where the message says just this, 0.3 where it is one of several. */
  readonly weight: number;
  /** What to do, in the provider's own terms: where in its console, under which name. */
  readonly fix: string;
  /** What tells this cause from the others. */
  readonly tell?: string | undefined;
}

/** Where a message comes from. */
export interface Source {
  readonly url: string;
  readonly kind: "manual" | "source" | "issue";
  /** The day on which somebody opened it and found the message there. */
  readonly read?: string | undefined;
}

export interface Departure {
  readonly says: string;
  readonly page: string;
}
