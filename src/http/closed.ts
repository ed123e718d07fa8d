/** What a host's requests get once this server has been closed. Its journal is closed as well, so this refusal has no reference. */
import { reasonOf } from "../reasons/index.ts";
import { wireText } from "../render/wire-text.ts";
import { CLOSING_WAIT, JSON_HEADERS } from "./wire.ts";

interface Closed {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function closedResponse(issuer: string): Closed {
  const reason = reasonOf("server/closing");
  const body = {
    error: reason.error,
    error_description: wireText(reason.says({})),
    error_uri: `${issuer}/errors/server/closing`,
  };
  return {
    status: 503,
    headers: { ...JSON_HEADERS, "content-language": "en", "retry-after": String(CLOSING_WAIT) },
    body: JSON.stringify(body),
  };
}
