/** Reads the client's own Client ID Metadata Document as an authorization server would. */
import { statusOf } from "../exchange.ts";
import type { Context } from "./context.ts";
import { jsonAt } from "./documents.ts";
import { problem } from "./problems/index.ts";
import { type Outcome, outcome, type Problem } from "./step.ts";

export async function clientMetadata(context: Context, url: string, isSupported: boolean): Promise<Outcome> {
  context.registered = { id: url, method: "none" };
  const { exchange, content, redirects } = await jsonAt(context.send, url);
  const problems: Problem[] = isSupported
    ? []
    : [
        problem(
          "registration/client-metadata-unsupported",
          "The metadata has no client_id_metadata_document_supported.",
        ),
      ];
  const wrong = (says: string, fix: string): void => {
    problems.push(problem("registration/client-metadata-wrong", says, { fix }));
  };
  if (!/^https:\/\/[^/]+\/./.test(url)) wrong(`The URL is ${url}.`, "host it at an https URL with a path");
  if (redirects.length > 0) wrong(`${url} is a redirect.`, "serve it without a redirect");
  if (content === undefined) {
    wrong(
      `The document is ${exchange.failure ?? statusOf(exchange)}, and no JSON object.`,
      "serve a JSON object with 200",
    );
    return outcome("The document can't be read.", [exchange], problems);
  }
  const { client_id: id, client_name: name, redirect_uris: uris, token_endpoint_auth_method: method } = content;
  if (id !== url) wrong(`client_id is ${id}.`, `set client_id to ${url}`);
  if (typeof name !== "string") wrong("There is no client_name.", "add client_name");
  const listed = Array.isArray(uris) ? uris.map(String) : [];
  if (!listed.some((uri) => isFor(uri, context.listening?.redirectUri)))
    wrong(`redirect_uris has ${listed.join(", ") || "nothing"}.`, "add http://127.0.0.1/callback, which fits any port");
  if (method !== undefined && method !== "none" && method !== "private_key_jwt")
    wrong(`token_endpoint_auth_method is ${method}.`, "use none: such a client has no shared secret");
  return outcome(`The client is ${url}, by its metadata document.`, [exchange], problems);
}

/** RFC 8252 7.3: the port of a loopback redirect URI may differ. */
function isFor(registered: string, used: string | undefined): boolean {
  if (!URL.canParse(registered)) return false;
  if (used === undefined) return /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])/.test(registered);
  const [one, other] = [new URL(registered), new URL(used)];
  return one.protocol === other.protocol && one.hostname === other.hostname && one.pathname === other.pathname;
}
