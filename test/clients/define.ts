/** What a client of the matrix is: an application as its library's documentation has it, and what is known of it beforehand. */
import type { Config } from "../../src/index.ts";

export type Registration = NonNullable<Config["clients"]>[number];

export interface Client {
  /** As its users call it; also what `--only` looks for. */
  readonly name: string;
  readonly from: "npm" | "Debian";
  /** The package whose version counts. */
  readonly package: string;
  /** Debian packages that it needs as well. */
  readonly needs?: readonly string[];
  /** The program below this folder, with how it is started. */
  readonly run: readonly [command: string, ...args: string[]];
  /** Where a sign-in starts. Default: `/login`. */
  readonly start?: string;
  /** Path of its redirect URI. Default: `/callback`. */
  readonly callback?: string;
  /** How it comes to PKCE: it always sends a challenge, does so unless told not to, only when told, or cannot. */
  readonly pkce: "always" | "default" | "switch" | "never";
  /** What makes it work where it does not by default, in Markdown. The program does it where `SWITCHED` is 1. */
  readonly switch?: string;
  /** What the registration must have so that it learns the user's name, where it signs in without one. */
  readonly naming?: Partial<Registration>;
  /** What the registration must have for that, where the library itself cannot do it. */
  readonly registration?: Partial<Registration>;
  /** Mistakes that the library finds itself, so that the server never hears of them. */
  readonly catches?: readonly Mistake[];
  /** Whether it speaks to nothing but https, also on the developer's own machine. */
  readonly tls?: boolean;
  /** Its scopes. Default: openid profile email. */
  readonly scope?: string;
}

/** Five things that developers of such applications really do. */
export const mistakes = {
  secret: "The client secret is wrong",
  scope: "A scope is misspelled",
  pkce: "PKCE is not switched on",
  redirect: "The redirect URI is not the registered one",
  code: "The code has expired",
} as const;

export type Mistake = keyof typeof mistakes;

/** What a developer has before them after an attempt. */
export interface Seen {
  readonly outcome: "signed in" | "signed in without a name" | "refused";
  /** What the program wrote, and what it showed. */
  readonly log: string;
  readonly page: string;
  /** The reason for which the server refused, and what of it can be seen. */
  readonly code?: string | undefined;
  readonly shows: readonly ("cause" | "reference" | "link")[];
}

export interface Result {
  readonly client: Client;
  readonly version: string;
  readonly byDefault: Seen;
  /** With its switch, where it has one. */
  readonly switched?: Seen | undefined;
  /** With what the name needs. */
  readonly named?: Seen | undefined;
  readonly mistakes: Readonly<Record<Mistake, Seen | "not possible">>;
}
