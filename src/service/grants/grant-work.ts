/** The half of a grant type that reads the store. */
import type { SingleUse } from "../../ports/single-use.ts";
import type { Credential } from "../../protocol/credential.ts";
import type { Code } from "../../reasons/index.ts";
import type { Deps } from "../deps.ts";

/** What was loaded for a grant type. */
export interface Loaded<Facts = unknown> {
  readonly facts: Facts;
  /** The credential that was brought. It has secrets, so it isn't a fact. */
  readonly presented?: Credential;
  /** What is accepted once, and the facts if it was used before. */
  readonly once?: { readonly use: SingleUse; readonly otherwise: Facts };
}

/** Where it is loaded from. */
export type Where = Pick<Deps, "storage" | "keys" | "hooks" | "registry" | "clientKeys">;

export interface GrantWork<Facts = unknown> {
  /** Loads what the parameters bring. `now` in milliseconds. */
  readonly load: (deps: Where, values: ReadonlyMap<string, string>, now: number) => Promise<Loaded<Facts>>;
  /** Notes that a request was refused. `now` in milliseconds. */
  refused?(deps: Where, facts: Facts, code: Code, now: number): Promise<void>;
}
