/** The material as rules look at it: requests with their parameters read, errors with their members found, wherever they stood. */
import type { Context, Exchange, HttpResponse, Jwt, Material } from "./material.ts";

/** Which endpoint a request went to, by its parameters first and its path second. */
export type Endpoint =
  | "authorization"
  | "token"
  | "registration"
  | "device"
  | "revocation"
  | "introspection"
  | "userinfo"
  | "discovery"
  | "other";

export interface RequestView {
  readonly method: string;
  readonly url: URL | undefined;
  readonly endpoint: Endpoint;
  readonly headers: Readonly<Record<string, string>>;
  /** First values. Those of the body win over those of the URL. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly query: ReadonlyMap<string, string>;
  readonly body: ReadonlyMap<string, string>;
  readonly repeated: readonly string[];
  /** What the body is: `form`, `json`, `multipart`, `none`, `other`. */
  readonly bodyIs: "form" | "json" | "multipart" | "none" | "other";
  /** HTTP Basic, decoded once and not form-decoded. */
  readonly basic?: { readonly id: string; readonly secret: string } | undefined;
  readonly bearer?: string | undefined;
  readonly exchange: Exchange;
}

/** An error that somebody said: in a response, a redirect, or a text. */
export interface ErrorSaid {
  /** The standard or vendor's `error`, where there is one. */
  readonly error?: string | undefined;
  /** Everything that was said in words: description, message, title, the text itself; without the reference. */
  readonly words: string;
  /** What a library or a log wrote around the words, with them. */
  readonly around?: string | undefined;
  /** `error_uri`, where there is one. */
  readonly uri?: string | undefined;
  /** The reference of a Candor's refusal, where the description ends with one. */
  readonly ref?: string | undefined;
  /** Other members of the response that carry a code: `suberror`, `error_codes`, `errorCode`, `code`, `error_subtype`, … */
  readonly codes: readonly string[];
  readonly status?: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly from: "response" | "redirect" | "text";
  /** The request that it belongs to, where that is known. */
  readonly request?: RequestView | undefined;
}

export interface View {
  readonly requests: readonly RequestView[];
  readonly responses: readonly HttpResponse[];
  readonly errors: readonly ErrorSaid[];
  /** The parameters of each redirect, from query and fragment together. */
  readonly redirects: readonly { readonly url: URL; readonly parameters: ReadonlyMap<string, string> }[];
  /** All words of the input together: what signatures of text are looked for in. */
  readonly words: string;
  readonly hosts: readonly string[];
  readonly jwts: readonly Jwt[];
  readonly context: Context;
  readonly material: Material;
}
