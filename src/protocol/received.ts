/**
 * A request as received: its parts are read, and none is judged. Every endpoint's checks get this, and the journal keeps it
 * with secrets replaced by their length. So a check may look only at a secret's presence and length.
 */
import { type Refusal, refuse } from "../reasons/index.ts";
import { LONGEST_CREDENTIAL } from "../reasons/scrub.ts";
import { type Authorization, readAuthorization } from "./authorization-header.ts";
import { EMPTY_FORM, type Form, readForm } from "./form.ts";
import { FORM_TYPE, isFormType, membersOfJson } from "./media-type.ts";

/** A request to an endpoint, as plain values from the host. */
export interface EndpointRequest {
  readonly method: string;
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
  /** The headers that a feature has declared, by their names in lower case; none if the request has none of them. */
  readonly headers?: ReadonlyMap<string, string> | undefined;
  /** The path, as a proof has to name it; only if there are such headers. */
  readonly path?: string | undefined;
  /** The query of the URL, without the question mark. */
  readonly query: string;
  readonly body: string;
  /** Where the request came from, as far as the host says. */
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
}

export interface Received {
  readonly method: string;
  /** Content-Type as sent. It is cut after the gate, which wouldn't recognize half a secret. */
  readonly contentType: string | undefined;
  /** What a body that isn't a form looks like, in words for the developer. */
  readonly looks?: string | undefined;
  readonly authorization: Authorization;
  /** Declared headers, by their names in lower case. */
  readonly headers?: ReadonlyMap<string, string> | undefined;
  /** The path, if there are such headers. What it is compared with is decided before anything is kept. */
  readonly path?: string | undefined;
  /** Characters of the parameters as received: of a POST's body, or of any other request's query. */
  readonly length: number;
  /** Characters of a request that continues as a URL, once it is encoded. */
  readonly carried?: number | undefined;
  readonly hasBody: boolean;
  readonly query: Form | Refusal;
  /** The parameters of the body, including those of a JSON object, which is refused and may be corrected. */
  readonly body: Form | Refusal;
}

/** How many characters of a Content-Type are examined: what is kept of it, and a secret that starts there. */
const LONGEST_SENT_TYPE = 100 + LONGEST_CREDENTIAL;

/** A suffix that many clients add. It is too short to be a secret. */
const CHARSET = /;\s{0,2}charset="?[\w-]{1,7}"?$/i;

/** The examined part of a Content-Type. */
export const sentType = (header: string | undefined): string | undefined =>
  header?.slice(0, LONGEST_SENT_TYPE).replace(CHARSET, "");

/** Reads the parts of a request. Never refuses: an unreadable part says so in its place. */
export function receive(wire: EndpointRequest): Received {
  const { method, query, body, contentType: type, headers, path } = wire;
  const { looks, form } = readBody(body, type);
  return {
    method,
    contentType: type === FORM_TYPE ? type : sentType(type),
    authorization: readAuthorization(wire.authorization),
    ...(headers !== undefined && { headers, path }),
    length: (method === "POST" ? body : query).length,
    hasBody: body !== "",
    query: query === "" ? EMPTY_FORM : readForm(query),
    ...(looks !== undefined && { looks }),
    body: form,
  };
}

const NO_BODY: Body = { looks: undefined, form: EMPTY_FORM };

interface Body {
  readonly looks: Received["looks"];
  readonly form: Received["body"];
}

function readBody(text: string, type: string | undefined): Body {
  if (text === "") return NO_BODY;
  // Even with a form's type, because curl -d sends that for any data.
  const json = membersOfJson(text);
  if (isFormType(type))
    return json === undefined ? { looks: undefined, form: readForm(text) } : { looks: "JSON", form: json };
  // Refused for its type in any case. Its content is read to say what would come next.
  const looks = looksLike(type, text);
  return { looks, form: json ?? (looks === undefined ? readForm(text) : refuse("request/malformed", {})) };
}

/** The same for parameters that were carried through a page, as if they had arrived in a URL. */
export function receiveCarried(text: string): Received {
  return receive({ method: "GET", contentType: undefined, authorization: undefined, query: text, body: "" });
}

function looksLike(contentType: string | undefined, body: string): string | undefined {
  if (/^\s*[{[]/.test(body)) return "JSON";
  // A type that promises it is not enough: a form under the type of something else is still a form.
  if (/^multipart\//i.test(contentType ?? "") && /(?:^|\n)--/.test(body)) return "multipart";
  return /^\s*</.test(body) ? "XML" : undefined;
}

/** The parameters, after the checks have found them readable. */
export function formOf(form: Form | Refusal): Form {
  if ("refused" in form) throw new Error("The parameters are used before their checks have run.");
  return form;
}
