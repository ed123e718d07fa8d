/** The grant types by their names. */
import type { Code } from "../../reasons/index.ts";
import type { Check } from "../decision.ts";
import type { GrantType } from "./grant-type.ts";
import { GRANTS } from "./list.ts";

export type GrantTypeName = (typeof GRANTS)[number]["name"];

export const GRANT_TYPES = GRANTS.map(({ name }) => name) as [GrantTypeName, ...GrantTypeName[]];

/** A grant type of which nothing more is known. What it reads and loads is passed to its own functions alone. */
export type AnyGrantType = Omit<GrantType, "checks" | "grant"> & {
  readonly checks: readonly Check<never>[];
  readonly grant: (given: never) => ReturnType<GrantType["grant"]>;
};

const byName: ReadonlyMap<string, AnyGrantType> = new Map(GRANTS.map((grant) => [grant.name, grant]));

/** The grant type of a name; `undefined` if it is not supported. */
export const grantTypeOf = (name: string | undefined): AnyGrantType | undefined =>
  name === undefined ? undefined : byName.get(name);

/** What a refusal says of a theft; `undefined` if it does not say that something was used twice. */
export const theftOf = (refused: Code): GrantType["theft"] =>
  [...byName.values()].find(({ theft }) => theft?.refused === refused)?.theft;

/** The parameters that bring what is exchanged. */
export const BROUGHT: readonly string[] = GRANTS.flatMap(({ requires }: AnyGrantType) => requires ?? []);
