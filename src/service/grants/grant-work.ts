/** The half of a grant type that reads the store. */
import type { Credential } from "../../protocol/credential.ts";
import type { Deps } from "../deps.ts";

/** What was loaded for a grant type. */
export interface Loaded<Facts = unknown> {
  readonly facts: Facts;
  /** The credential that was brought. It has secrets, so it isn't a fact. */
  readonly presented?: Credential;
}

/** Where it is loaded from. */
export type Where = Pick<Deps, "storage" | "keys" | "hooks" | "registry">;

export interface GrantWork<Facts = unknown> {
  /** Loads what the parameters bring. `now` in milliseconds. */
  readonly load: (deps: Where, values: ReadonlyMap<string, string>, now: number) => Promise<Loaded<Facts>>;
}
