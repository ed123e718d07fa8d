/** How an authorization response gets back to the app (OAuth 2.0 Multiple Response Types 2.1): a file beside this one, and a line in `list.ts`. */
import type { Section } from "../../specs.ts";

export type Parameters = Readonly<Record<string, string>>;

/** Where the browser is sent, and what it posts there if it is sent by a form. */
export interface Delivery {
  readonly url: string;
  readonly posts?: Parameters;
}

export interface ResponseMode<Name extends string = string> {
  readonly name: Name;
  readonly cites: Section;
  /** What the browser does, in words for the documentation. */
  readonly sends: string;
  /** What the browser gets: a redirect, or a page with a form. Only the page may run a script, and post to another site. */
  readonly by: "redirect" | "form";
  /** Whether a response may contain tokens. In a query they would get into logs (Multiple Response Types 5). */
  readonly tokens: boolean;
  /** Whether it can be used with a redirect URI. */
  readonly reaches: (uri: string) => boolean;
  /** Whether the parameters are signed, and then `deliver` gets one: the JWT. */
  readonly signed?: true;
  /** `uri` is a registered redirect URI, which has no fragment (RFC 6749 3.1.2). */
  readonly deliver: (uri: string, parameters: Parameters) => Delivery;
}
