/** Faults with clients that publish their own metadata. */
import { connect } from "node:net";
import { asking, METADATA, refusal, responding, withMembers } from "../between.ts";
import type { Mutant } from "../through.ts";
import { BASE, type Fetching, fetching } from "./documents.ts";

type Members = Record<string, unknown>;

const fault = (does: string, breaks: string, how: Fetching, as?: (id: string) => string): Mutant => ({
  does,
  breaks: [`client-document/${breaks}`],
  between: fetching(how, as),
});

const document = (body: unknown): Response => new Response(JSON.stringify(body), { status: 200 });

/** Reads the document, and takes it for another one. */
const reading =
  (change: (members: Members, url: string) => Members): Fetching =>
  async (url, get) => {
    const response = await get(url);
    const text = await response.clone().text();
    if (response.status !== 200 || !text.startsWith("{") || !text.endsWith("}")) return response;
    return document(change(JSON.parse(text), url));
  };

const without = (name: string): Fetching => reading(({ [name]: _, ...rest }) => rest);

/** Remembers the first document that is wrong. */
function remembering(isWrong: (response: Response, text: string, url: string) => boolean): Fetching {
  const kept = new Map<string, string>();
  return async (url, get) => {
    if (kept.has(url)) return new Response(kept.get(url), { status: 500 });
    const response = await get(url);
    const text = await response.clone().text();
    if (isWrong(response, text, url)) kept.set(url, text);
    return response;
  };
}

const touching: Fetching = async (url, get) => {
  const { hostname, port } = new URL(url);
  if (hostname !== "0.0.0.0") return get(url);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.destroy());
    socket.once("close", () => resolve()).on("error", () => {});
  });
  throw new TypeError("it isn't a document");
};

const plain = (id: string): string => {
  const { origin, pathname } = new URL(id);
  return origin + pathname;
};
const only =
  (pattern: RegExp, change: (id: string) => string) =>
  (id: string): string =>
    pattern.test(id) ? change(id) : id;
const mendedIf =
  (was: (members: Members) => boolean): Fetching =>
  (url, get) =>
    reading((members) => (was(members) ? { ...members, client_id: url } : members))(url, get);

const saysOther = (pattern: RegExp): Fetching => mendedIf(({ client_id }) => pattern.test(String(client_id)));

export const CLIENT_DOCUMENTS: Readonly<Record<string, Mutant>> = {
  "documents of other clients": fault(
    "It doesn't compare client_id.",
    "client-id",
    mendedIf(({ client_id }) => typeof client_id === "string"),
  ),
  "documents of no client": fault(
    "It needs no client_id.",
    "client-id-required",
    mendedIf(({ client_id }) => client_id === undefined),
  ),
  "documents without redirect URIs": fault(
    "It takes the URI of the request.",
    "redirect-uris-required",
    reading((members) => ({ redirect_uris: [`${BASE}/callback`], ...members })),
  ),
  "redirect URIs below those of the document": fault(
    "It compares prefixes.",
    "redirect-uri",
    reading((members) => ({
      ...members,
      ...(Array.isArray(members.redirect_uris) && {
        redirect_uris: [...members.redirect_uris, `${members.redirect_uris[0]}/other`],
      }),
    })),
  ),
  "documents with a secret": fault("It ignores client_secret.", "no-secret", without("client_secret")),
  "documents whose secret ends": fault(
    "It ignores client_secret_expires_at.",
    "no-secret-expiry",
    without("client_secret_expires_at"),
  ),
  "documents of clients with secrets": fault(
    "It takes them for public clients.",
    "no-secret-methods",
    reading((members) => ({ ...members, token_endpoint_auth_method: "none" })),
  ),
  "documents that aren't JSON": fault("It reads as far as it can.", "json", async (url, get) => {
    const response = await get(url);
    const text = await response.clone().text();
    return text.endsWith("}.") ? new Response(text.slice(0, -1)) : response;
  }),
  "documents in a list": fault("It takes the first.", "object", async (url, get) => {
    const response = await get(url);
    const text = await response.clone().text();
    return text.startsWith("[") ? new Response(text.slice(1, -1)) : response;
  }),
  "documents that aren't there": fault("It doesn't look at the status.", "status", async (url, get) => {
    const response = await get(url);
    return response.status === 404 ? new Response(await response.text()) : response;
  }),
  "documents elsewhere": fault("It follows redirects.", "no-redirects", async (url, get) => {
    const response = await get(url);
    const location = response.headers.get("location");
    return location === null ? response : get(location);
  }),
  "documents of any size": fault("It reads all.", "size", without("software_statement_of_the_check")),
  "documents by fragment": fault("It cuts off what is behind #.", "no-fragment", saysOther(/#/), only(/#/, plain)),
  "documents by user": fault("It cuts off what is before @.", "no-user-info", saysOther(/@/), only(/@/, plain)),
  "documents by dots": fault("It resolves dots.", "no-dot-segments", saysOther(/\/\.\.\//), only(/\/\.\.\//, plain)),
  "documents without TLS": fault(
    "It fetches by http.",
    "https",
    saysOther(/^http:/),
    only(/^http:/, (id) => id.replace("http:", "https:")),
  ),
  "errors that stay": fault(
    "It caches errors.",
    "errors-not-cached",
    remembering(({ status }) => status === 500),
  ),
  "wrong documents that stay": fault(
    "It caches wrong documents.",
    "invalid-not-cached",
    remembering((_, text) => text.includes('"client_id":"wrong"')),
  ),
  "documents of internal hosts": fault("It connects to 0.0.0.0.", "special-use-addresses", touching),
  "documents that are never read": fault("It fetches nothing.", "accepted", async () => {
    throw new TypeError("no network");
  }),
  "codes of clients with documents": {
    does: "The token endpoint doesn't know them.",
    breaks: ["client-document/redeemed"],
    between: asking("/token", (message) =>
      message.form.get("client_id")?.startsWith("https://") ? refusal("invalid_client", 401) : message,
    ) as NonNullable<Mutant["between"]>,
  },
  "support for documents in text": {
    does: "client_id_metadata_document_supported is text.",
    breaks: ["client-document/metadata"],
    between: responding(METADATA, (answer) =>
      answer.status === 200
        ? withMembers(answer, (all) => ({ ...all, client_id_metadata_document_supported: "true" }))
        : answer,
    ) as NonNullable<Mutant["between"]>,
  },
};
