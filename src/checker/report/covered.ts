/** Exchanges as a report may show them: without secrets, codes, tokens and passwords. */
import type { Exchange } from "../exchange.ts";

/** Parameters and members whose values nobody else may have. */
const SECRET =
  /^(access_token|refresh_token|id_token|id_token_hint|code|code_verifier|device_code|user_code|client_secret|client_assertion|assertion|subject_token|actor_token|token|password|registration_access_token|auth_req_id|request|csrf.*)$/i;
const HEADERS = /^(authorization|cookie|set-cookie|dpop|mcp-session-id)$/i;

const stars = (value: string): string => (value.length <= 8 ? "****" : `${value.slice(0, 4)}****`);

/** Parameters in a query, a fragment or a form. */
const inParameters = (text: string): string =>
  text.replace(/([?&#]|^)([A-Za-z_][\w.-]*)=([^&#\s"'<>]*)/g, (whole, before: string, name: string, value: string) =>
    SECRET.test(name) && value !== "" ? `${before}${name}=${stars(value)}` : whole,
  );

/** Members of JSON, and fields of pages. */
const inMembers = (text: string): string =>
  text
    .replace(/"([A-Za-z_]+)"(\s*:\s*)"((?:[^"\\]|\\.)*)"/g, (whole, name: string, colon: string, value: string) =>
      SECRET.test(name) ? `"${name}"${colon}"${stars(value)}"` : whole,
    )
    .replace(/(name="([A-Za-z_]+)"[^>]*value=")([^"]*)"/g, (whole, before: string, name: string, value: string) =>
      SECRET.test(name) ? `${before}${stars(value)}"` : whole,
    );

const inHeader = (name: string, value: string): string => {
  if (!HEADERS.test(name)) return inParameters(value);
  const [scheme = "", rest] = value.split(" ", 2);
  return /^authorization$/i.test(name) && rest !== undefined ? `${scheme} ${stars(rest)}` : stars(value);
};

type Headers = readonly (readonly [name: string, value: string])[];
const covered = (headers: Headers): Headers => headers.map(([name, value]) => [name, inHeader(name, value)]);
const text = (body: string): string => inMembers(inParameters(body));

export function coveredExchange({ sent, came, failure }: Exchange): Exchange {
  return {
    sent: {
      ...sent,
      url: inParameters(sent.url),
      headers: covered(sent.headers),
      ...(sent.body !== undefined && { body: text(sent.body) }),
    },
    ...(came !== undefined && { came: { ...came, headers: covered(came.headers), body: text(came.body) } }),
    ...(failure !== undefined && { failure }),
  };
}
