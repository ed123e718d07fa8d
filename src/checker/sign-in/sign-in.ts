/** How an authorization request gets past the pages for users. */
import type { Exchange } from "../exchange.ts";

/** A redirect URI that no page leads to. */
export const NOWHERE = "urn:candor:nowhere";

/** Where an authorization request ended. */
export interface Landing {
  /** What came back at the redirect URI; none if the browser was never sent there. */
  readonly returned?: Returned | undefined;
  /** What was exchanged on the way. The last one is the page, or the redirect. */
  readonly exchanges: readonly Exchange[];
}

export interface Returned {
  readonly url: string;
  /** How the parameters came. */
  readonly mode: "query" | "fragment" | "form_post";
  readonly parameters: URLSearchParams;
  /** What was there in place of them, if they were in a JWT (JARM). */
  readonly sealed?: URLSearchParams | undefined;
}

/** A browser with a user who signs in and allows everything. */
export interface SignIn {
  /** Follows the URL until it leads to `redirectUri`, or no further. */
  visit(url: string, redirectUri: string): Promise<Landing>;
  /** The same, and the user refuses what is asked. None if a person does it, who was told to allow everything. */
  deny?(url: string, redirectUri: string): Promise<Landing>;
  close?(): Promise<void>;
}
