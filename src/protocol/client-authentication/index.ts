/** The client authentication methods by their names. */
import { METHODS } from "./list.ts";
import type { AuthenticationMethod } from "./method.ts";

export type AuthenticationMethodName = (typeof METHODS)[number]["name"];

const ALL: readonly AuthenticationMethod[] = METHODS;

export const METHOD_NAMES = ALL.map(({ name }) => name) as [AuthenticationMethodName, ...AuthenticationMethodName[]];

/** Those that prove something. */
export const CONFIDENTIAL_METHODS: readonly string[] = METHOD_NAMES.filter((name) => name !== "none");

const byName: ReadonlyMap<string, AuthenticationMethod> = new Map(ALL.map((method) => [method.name, method]));

/** The method of a name; `undefined` if it is not supported. */
export const methodOf = (name: string): AuthenticationMethod | undefined => byName.get(name);

/** The headers that carry credentials of clients, in lower case. */
export const CREDENTIAL_HEADERS: readonly string[] = ALL.flatMap(({ headers }) => headers ?? []);
